import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleClient, signIn } from '../support/console-client.ts';
import { postUpload } from '../support/intake-client.ts';
import { type Product, ROOT, removeProduct } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';

/** A word no rule knows and no other test uses: wherever it turns up outside evidence, content leaked. */
export const PLANTED = 'zqxplover';
export const PLANTED_NAME = 'wyvernmoss';

export const marked = (body: string): Uint8Array =>
  Buffer.from(`SECRET//NOFORN\n\nMEMORANDUM FOR THE HARBOUR MASTER\n\n${body}\n\nSECRET//NOFORN\n`);
const plain = (body: string): Uint8Array => Buffer.from(`Lunch on Thursday\n\n${body}\n`);

export interface WorldUnderTest {
  readonly product: Product;
  /** Looks for the words in every topic and table, after the product has stopped; says where they were found. */
  searchEverywhere(words: readonly string[]): Promise<string[]>;
  end(): Promise<void>;
}

/** The same flow in both worlds, from outside: files in at the door, incidents out at the console. */
export function flowSuite(name: string, begin: () => Promise<WorldUnderTest>): void {
  describe(`${name} world`, () => {
    let world: WorldUnderTest;
    let product: Product;
    let console: ConsoleClient;
    let accepted = 0;

    beforeAll(async () => {
      world = await begin();
      product = world.product;
      console = await signIn(product);
    });
    afterAll(async () => {
      await world.end();
      await removeProduct(product);
    });

    async function post(file: Uint8Array, message: string, channel?: string): Promise<void> {
      const answer = await postUpload(product, {
        file,
        message,
        name: `${PLANTED_NAME}.txt`,
        ...(channel === undefined ? {} : { channel }),
      });
      expect(answer.status).toBe(202);
      accepted += 1;
    }

    const judged = async (): Promise<number> => {
      const { found, clean, uninspected } = (await console.overview()).verdicts.lastDay;
      return found + clean + uninspected;
    };
    const allJudged = () =>
      waitFor('every accepted upload to have a verdict', async () => (await judged()) === accepted, {
        timeoutMs: 90_000,
        everyMs: 250,
      });

    test('a marked document becomes an incident with level, place and a masked window', async () => {
      await post(marked(`The ${PLANTED} arrives at night.`), 'm-1');
      await allJudged();
      const [row, ...more] = await console.incidents();
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        kind: 'found',
        status: 'open',
        rank: 3,
        regime: 'us',
        level: 'SECRET',
        occurrences: 1,
        complete: true,
      });
      const detail = await console.incident(row?.id ?? '');
      expect(detail.findings[0]?.masked).toContain('SECRET');
      expect(detail.findings[0]?.masked).not.toContain('NOFORN');
      expect(detail.postings[0]).toMatchObject({ channel: { id: 'ops-east' }, messageId: 'm-1' });
      expect(detail.postings[0]?.sender).toMatch(/^p_[0-9a-f]{32}$/);
    });

    test('forwarded to three channels it stays one incident, with every place it was posted to', async () => {
      const file = marked('The crane is late.');
      for (const [index, channel] of ['ops-east', 'ops-west', 'ops-north'].entries())
        await post(file, `m-2-${index}`, channel);
      await allJudged();
      const rows = (await console.incidents()).filter((row) => row.occurrences === 3);
      expect(rows).toHaveLength(1);
      const { postings } = await console.incident(rows[0]?.id ?? '');
      expect(postings.map((posting) => posting.channel.id).toSorted()).toEqual([
        'ops-east',
        'ops-north',
        'ops-west',
      ]);
    });

    test('the same request sent twice is the same upload', async () => {
      await post(marked('Sent twice.'), 'm-3');
      await post(marked('Sent twice.'), 'm-3');
      accepted -= 1;
      await allJudged();
      const rows = await console.incidents();
      expect(rows.filter((row) => row.occurrences === 1)).toHaveLength(2);
    });

    test('a clean file raises nothing; one that cannot be inspected is said with its reason', async () => {
      const before = (await console.incidents()).length;
      await post(plain('Bring your own cup.'), 'm-4');
      await post(Buffer.from([0x50, 0x4b, 9, 9, 1, 2, 3]), 'm-5');
      await post(new Uint8Array(), 'm-6');
      await allJudged();
      const rows = await console.incidents();
      expect(rows.length - before).toBe(2);
      const uninspected = rows.filter((row) => row.kind === 'uninspected');
      expect(uninspected.flatMap((row) => row.reasons)).toContain('empty');
      expect(uninspected.every((row) => row.reasons.length > 0 && !row.complete)).toBe(true);
    });

    test('evidence is served with what was read, and the view is in the audit trail', async () => {
      const row = (await console.incidents()).find((incident) => incident.kind === 'found');
      const { evidence } = await console.evidence(row?.id ?? '');
      expect(evidence.fileName).toBe(`${PLANTED_NAME}.txt`);
      expect(evidence.lines[0]?.text).toContain('SECRET//NOFORN');
      const { trail } = await console.incident(row?.id ?? '');
      expect(trail[0]).toMatchObject({ actor: product.reviewer, action: 'evidence.view' });
    });

    test('a registered document is found without any marking', async () => {
      const file = plain(`The unmarked plan of the new ${PLANTED}.`);
      const path = join(product.folder, 'plan.txt');
      await writeFile(path, file);
      const said = await promisify(execFile)(
        process.execPath,
        [
          join(ROOT, 'dist/services/cli.js'),
          'register',
          path,
          '--name',
          'New crane plan',
          '--owner',
          'Works office',
          '--rank',
          '2',
        ],
        { env: { ...process.env, ...product.environment }, cwd: product.folder },
      );
      expect(said.stdout).toContain('Registered New crane plan');
      const nudge = async (turn: number) => {
        await post(Buffer.concat([file]), `m-7-${turn}`);
        await allJudged();
        return (await console.incidents()).find((row) => row.level === 'New crane plan');
      };
      // The inspector learns of it over its topic: the next upload may be a moment too early, the one after is not.
      let turn = 0;
      const row = await waitFor('the registered document to be found', () => nudge(turn++), {
        timeoutMs: 30_000,
        everyMs: 300,
      });
      expect(row).toMatchObject({ kind: 'found', rank: 2 });
    });

    test.each([
      ['a wrong signature', { secret: 'x'.repeat(40) }, {}, 401, 'spillway-signature.v1'],
      ['a source nobody registered', { source: 'elsewhere' }, {}, 401, 'spillway-signature.v1'],
      ['a channel outside the scope', {}, { channel: 'family' }, 403, 'posting.channel.id'],
      ['a posting with a message body', {}, { extra: { body: 'hello' } }, 400, 'posting'],
      ['a posting without a time', {}, { extra: { postedAt: 'yesterday' } }, 400, 'posting.postedAt'],
    ])('refuses %s, naming the field', async (_name, options, extra, status, field) => {
      const answer = await postUpload(
        product,
        { file: marked('x'), message: 'm-8', name: 'x.txt', ...extra },
        options,
      );
      expect(answer).toMatchObject({ status, body: { error: { field } } });
    });

    test('what was accepted before a kill -9 gets its verdict after it, once', async () => {
      const texts = Array.from({ length: 30 }, (_, index) => marked(`Container ${index}.`));
      const before = (await console.incidents()).length;
      for (const [index, file] of texts.entries()) await post(file, `m-9-${index}`);
      await product.killInspect();
      console = await signIn(product);
      await allJudged();
      const rows = await console.incidents();
      expect(rows.length - before).toBe(30);
      expect(rows.every((row) => row.occurrences >= 1)).toBe(true);
    });

    test('no log, topic or table holds text, file names or user ids', async () => {
      await product.stop();
      const words = [PLANTED, PLANTED_NAME, 'NOFORN', 'HARBOUR MASTER', 'user-17'];
      expect(await world.searchEverywhere(words)).toEqual([]);
      // The search does see what is there.
      expect(await world.searchEverywhere(['ops-east'])).not.toEqual([]);
    });
  });
}
