import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPglite } from '../../shared/db/pglite.ts';
import { type ConsoleClient, signIn } from '../support/console-client.ts';
import { postUpload } from '../support/intake-client.ts';
import { type Product, ROOT, removeProduct, startEmbeddedProduct } from '../support/product.ts';
import { searchFiles } from '../support/search-bytes.ts';
import { searchDatabase } from '../support/search-database.ts';
import { waitFor } from '../support/wait-for.ts';

/** An organisation writes a rule of its own: taken over while everything runs, refused when it is bad, previewed on what was posted. */
const rule = (regime: string, term: string, rank = '3') => `kind: marks
version: "2027.1"
regime: ${regime}
title: Heron Works (fictional)
axis: corp
source: its own handbook
levels:
  - id: ${regime}-own
    level: ${term}
    rank: ${rank}
    source: its own handbook
    strength: phrase
    terms: [${term}]
    examples: { hits: ["${term}\\n\\nplan"] }
`;

let product: Product;
let console: ConsoleClient;
let rulesFolder: string;
let posted = 0;

beforeAll(async () => {
  rulesFolder = await mkdtemp(join(tmpdir(), 'spillway-rules-d-'));
  await writeFile(join(rulesFolder, 'own.yaml'), rule('plover', 'PLOVER CIRCLE'));
  product = await startEmbeddedProduct({ SPILLWAY_RULES: rulesFolder });
  console = await signIn(product);
});
afterAll(async () => {
  await product.stop();
  await removeProduct(product);
  await rm(rulesFolder, { recursive: true });
});

async function post(text: string): Promise<void> {
  posted += 1;
  const file = Buffer.from(text);
  expect((await postUpload(product, { file, message: `m-${posted}`, name: 'note.txt' })).status).toBe(202);
  await waitFor(
    `verdict ${posted}`,
    async () => {
      const { found, clean, uninspected } = (await console.overview()).verdicts.lastDay;
      return found + clean + uninspected === posted;
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );
}

const logFiles = () => [...product.logFiles, join(product.folder, 'data', 'spillway.log')];
const log = async () =>
  (await Promise.all(logFiles().map((path) => readFile(path, 'utf8').catch(() => '')))).join('');
const logged = (pattern: RegExp) =>
  waitFor(`${pattern} in the log`, async () => pattern.test(await log()), {
    timeoutMs: 60_000,
    everyMs: 200,
  });
const levels = async () => (await console.incidents()).map(({ level }) => level);

test('a document that no rule knows is clean, and found when it is posted again after the rule is there', async () => {
  await post('GANNET EYES\n\nThe zqxplover arrives by the quay at night.\n');
  expect(await levels()).toEqual([]);
  await writeFile(join(rulesFolder, 'gannet.yaml'), rule('gannet', 'GANNET EYES'));
  await logged(/changed rules taken over/);
  await post('GANNET EYES\n\nThe zqxplover arrives by the quay at night.\n');
  expect(await levels()).toEqual(['GANNET EYES']);
});

test('a bad file is refused whole, with its line, and the last good set goes on', async () => {
  await writeFile(join(rulesFolder, 'own.yaml'), rule('plover', 'PLOVER CIRCLE', 'nine'));
  await logged(/changed rules refused/);
  expect(await log()).toMatch(/own\.yaml:10: levels\.0\.rank/);
  await post('PLOVER CIRCLE\n\nThe second plan of the quay.\n');
  expect(await levels()).toEqual(expect.arrayContaining(['PLOVER CIRCLE', 'GANNET EYES']));
  await writeFile(join(rulesFolder, 'own.yaml'), rule('plover', 'PLOVER CIRCLE'));
});

test('a preview names what a new rule would have found, with nothing of the documents kept but keyed hashes', async () => {
  await post('Heron Restricted\n\nThe wyvernmoss is moved on Friday.\n');
  await post('Lunch on Friday\n\nThe heron is restricted to its pond.\n');
  await product.stop();
  const file = join(product.folder, 'heron.yaml');
  await writeFile(file, rule('heron', 'HERON RESTRICTED'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, 'dist/services/cli.js'), 'rules', 'preview', file, '--since', '1d', '--json'],
    { env: { ...process.env, ...product.environment }, cwd: product.folder },
  );
  const preview = JSON.parse(stdout);
  expect(preview).toMatchObject({
    documents: 4,
    levels: [{ found: 1, new: 1, doubtful: 0, examples: [{ verdict: 'clean', would: 'found' }] }],
  });
  const words = ['zqxplover', 'wyvernmoss', 'Heron', 'HERON', 'RESTRICTED'];
  const db = await createPglite({ folder: join(product.folder, 'data', 'db') });
  try {
    expect(await searchDatabase(db.sql, words)).toEqual([]);
    expect(await searchFiles(logFiles(), words)).toEqual([]);
  } finally {
    await db.close();
  }
});
