import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ran, runSpillway } from '../support/command-line.ts';
import { ROOT } from '../support/product.ts';
import { marked } from './flow.suite.ts';

/** The command line as a newcomer's shell runs it: the built program, its output and its exit code. */
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-cli-'));
  await mkdir(join(folder, 'mixed', 'deeper'), { recursive: true });
  await writeFile(join(folder, 'mixed', 'a-marked.txt'), marked('Cranes.'));
  await writeFile(join(folder, 'mixed', 'b-empty.txt'), '');
  await writeFile(
    join(folder, 'mixed', 'c-corrupt.png'),
    Buffer.from('89504e470d0a1a0a0000000d49484452ffff', 'hex'),
  );
  await writeFile(join(folder, 'mixed', 'deeper', 'd-clean.txt'), 'Lunch on Thursday\n');
  await mkdir(join(folder, 'clean'));
  await writeFile(join(folder, 'clean', 'note.txt'), 'Lunch on Thursday\n');
});
afterAll(async () => {
  await chmod(join(folder, 'closed'), 0o700).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

const spillway = (
  args: readonly string[],
  { input, env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> =>
  runSpillway(args, {
    folder,
    environment: { SPILLWAY_CHILDREN: '1', SPILLWAY_DATA: join(folder, 'data'), ...env },
    ...(input === undefined ? {} : { input }),
  });

const jsonLines = ({ stdout }: Ran): Array<Record<string, unknown>> =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('scan says each file on one JSON line, in order, and exits with 1 when something was found', async () => {
  const ran = await spillway(['scan', '--json', 'mixed', 'gone.txt']);
  expect(ran.code).toBe(1);
  const lines = jsonLines(ran);
  expect(lines.map((line) => [line.path, line.verdict])).toEqual([
    ['mixed/a-marked.txt', 'found'],
    ['mixed/b-empty.txt', 'uninspected'],
    ['mixed/c-corrupt.png', 'uninspected'],
    ['mixed/deeper/d-clean.txt', 'clean'],
    ['gone.txt', 'uninspected'],
  ]);
  expect(lines[0]).toMatchObject({
    rank: 3,
    complete: true,
    bytes: marked('Cranes.').length,
    mediaType: 'text/plain',
    findings: [{ kind: 'marking', regime: 'us', level: 'SECRET', rank: 3, text: 'SECRET//NOFORN' }],
  });
  expect(lines[1]).toMatchObject({
    complete: false,
    rank: null,
    uninspected: [{ part: 'file', reason: 'empty', limit: null }],
  });
  expect(lines[2]).toMatchObject({ uninspected: [{ reason: 'damaged' }] });
  for (const line of lines)
    expect(Object.keys(line)).toEqual(
      expect.arrayContaining([
        'path',
        'sha256',
        'bytes',
        'mediaType',
        'verdict',
        'complete',
        'rank',
        'findings',
        'uninspected',
        'elapsedMs',
      ]),
    );
});

test('scan exits with 0 when everything was inspected and nothing found, with 2 when something was not', async () => {
  expect((await spillway(['scan', 'clean'])).code).toBe(0);
  const ran = await spillway(['scan', 'clean', join('mixed', 'b-empty.txt')]);
  expect(ran.code).toBe(2);
  expect(ran.stdout).toContain('2 files: 0 found, 1 clean, 1 uninspected');
});

test('scan reports a limit that was hit, with its value', async () => {
  const ran = await spillway(['scan', '--json', 'clean'], { env: { SPILLWAY_MAX_FILE_BYTES: '5' } });
  expect(ran.code).toBe(2);
  expect(jsonLines(ran)[0]).toMatchObject({
    uninspected: [{ reason: 'too-large', limit: { name: 'fileBytes', value: 5 } }],
  });
});

test('wrong usage and wrong configuration exit with 3, every fault in one report', async () => {
  expect((await spillway(['scan'])).code).toBe(3);
  expect((await spillway(['no-such-command'])).code).toBe(3);
  expect((await spillway(['register', 'x', '--name', 'n', '--owner', 'o', '--rank', '9'])).code).toBe(3);
  const ran = await spillway(['scan', 'clean'], {
    env: { SPILLWAY_CHILDREN: 'ten', SPILLWAY_ENGINE: 'magic', SPILLWAY_KAFKA_BROKERS: 'nowhere' },
  });
  expect(ran.code).toBe(3);
  for (const name of ['SPILLWAY_CHILDREN', 'SPILLWAY_ENGINE', 'SPILLWAY_KAFKA_BROKERS'])
    expect(ran.stderr).toContain(name);
});

test('a reader that has enough ends it without a word', async () => {
  const pipeline = `"${process.execPath}" "${join(ROOT, 'dist/services/cli.js')}" acls; echo $? >&3`;
  const { stderr } = await promisify(execFile)('bash', ['-c', `{ ${pipeline}; } 3>&2 | true`], {
    cwd: folder,
  });
  expect(stderr).toBe('141\n');
});

test('match answers documents on JSON lines in the same shape, and says which line does not parse', async () => {
  const good = await spillway(['match', '--jsonl'], {
    input: '{"id":7,"text":"SECRET//NOFORN\\n\\nCranes.\\n"}\n{"id":"b","text":"The secretary is in."}\n',
  });
  expect(good.code).toBe(1);
  expect(jsonLines(good)).toMatchObject([
    { id: 7, findings: [{ regime: 'us', level: 'SECRET', rank: 3, text: 'SECRET//NOFORN' }] },
    { id: 'b', findings: [] },
  ]);
  const bad = await spillway(['match', '--jsonl'], { input: 'no json\n{"id":1}\n{"id":2,"text":"x"}\n' });
  expect(bad.code).toBe(3);
  expect(jsonLines(bad)).toMatchObject([
    { line: 1, error: expect.stringContaining('JSON') },
    { line: 2, error: expect.stringContaining('text') },
    { id: 2 },
  ]);
});

test('match says of each line what it matches and why', async () => {
  const ran = await spillway(['match'], { input: 'SECRET//NOFORN\nThe secretary is in.\n' });
  expect(ran.stdout).toMatch(/1: .*SECRET.*us rank 3/);
  expect(ran.stdout).toMatch(/2: .*nothing/);
});

test('a limit that was set is in the verdict of what it cut off, with its value', async () => {
  const ran = await spillway(['scan', '--json', 'clean'], { env: { SPILLWAY_MAX_TEXT_CHARS: '5' } });
  expect(jsonLines(ran)).toMatchObject([
    { verdict: 'uninspected', uninspected: [{ limit: { name: 'textChars', value: 5 } }] },
  ]);
  expect(ran.code).toBe(2);
});

test('every catalogue entry holds against its own examples', async () => {
  const ran = await spillway(['rules', 'test']);
  expect(ran.stdout).toMatch(/^\d{2,} examples, 0 failures$/m);
  expect(ran.code).toBe(0);
});

test('doctor says what is well, and what to do about what is not', async () => {
  const ran = await spillway(['doctor']);
  expect(ran.stdout).toMatch(/ok\s+rules/);
  expect(ran.stdout).toMatch(/ok\s+sandbox/);
  expect(ran.stdout).toMatch(/bad\s+sources[\s\S]*→ write .*sources\.json/);
  expect(ran.code).toBe(3);
});

test('a document is registered without a running Spillway, straight into its data folder', async () => {
  const ran = await spillway([
    'register',
    join('clean', 'note.txt'),
    '--name',
    'Lunch plan',
    '--owner',
    'Canteen',
    '--rank',
    '1',
  ]);
  expect(ran.stdout).toContain('Registered Lunch plan');
  expect(ran.code).toBe(0);
  const missing = await spillway(['register', 'gone.txt', '--name', 'n', '--owner', 'o', '--rank', '1']);
  expect(missing.code).toBe(3);
  expect(missing.stderr).toContain('gone.txt');
});
