import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { levelRead } from '../accuracy/images/level-read.ts';
import { corpus } from './corpus.ts';
import { registerFonts } from './fonts.ts';
import { markedKinds, plainKinds } from './plan.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the corpus', () => {
  beforeAll(registerFonts);

  async function drawn(seed: number) {
    const items: string[] = [];
    for await (const item of corpus({
      seed,
      looks: ['chat', 'photocopy'],
      each: 1,
      every: 20,
      which: 'marked',
    })) {
      items.push(`${item.name} ${sha256(item.bytes)}`);
    }
    return items;
  }

  it('is the same for the same seed, and another for another', async () => {
    const once = await drawn(3);
    expect(once.length).toBeGreaterThan(1);
    expect(await drawn(3)).toEqual(once);
    expect(await drawn(4)).not.toEqual(once);
  });

  it('has at least twenty marked and fifteen unmarked kinds, each with its own name', () => {
    const names = [...markedKinds, ...plainKinds].map(({ name }) => name);
    expect(markedKinds.length).toBeGreaterThanOrEqual(20);
    expect(plainKinds.length).toBeGreaterThanOrEqual(15);
    expect(new Set(markedKinds.map(({ name }) => name)).size).toBe(markedKinds.length);
    expect(names).not.toContain('');
  });
});

describe('the sample feed', () => {
  const folder = fileURLToPath(new URL('../../sample/', import.meta.url));
  const feed = z.object({
    postings: z.array(
      z.object({ file: z.string(), message: z.string(), channel: z.object({ id: z.string() }) }),
    ),
  });

  it('names files that are there, four megabytes at most, one of them posted in three groups', async () => {
    const { postings } = feed.parse(JSON.parse(await readFile(`${folder}feed.json`, 'utf8')));
    const files = [...new Set(postings.map(({ file }) => file))];
    const sizes = await Promise.all(files.map(async (file) => (await stat(`${folder}files/${file}`)).size));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(4_000_000);
    expect(new Set(postings.map(({ message }) => message)).size).toBe(postings.length);
    const groups = files.map(
      (file) => new Set(postings.filter((each) => each.file === file).map((each) => each.channel.id)).size,
    );
    expect(groups).toContain(3);
  });
});

describe('the level word', () => {
  it.each([
    [['TOP SECRET//NOFORN'], ['SECRET'], true],
    [['VS-NURFURDENDIENSTGEBRAUCH'], ['DIENSTGEBRAUCH'], true],
    [['5ECRET'], ['SECRET'], true],
    [['机 密★10年'], ['机密'], true],
    [['机要'], ['机密'], false],
    [['GEHEN'], ['GEHEIM'], false],
    [['nothing here'], ['CONFIDENTIAL'], false],
  ])('of %j and %j: %s', (lines, levels, expected) => {
    expect(levelRead(lines, levels)).toBe(expected);
  });
});
