import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { levelRead } from '../accuracy/images/level-read.ts';
import { corpusEntries } from './corpus.ts';
import { registerFonts } from './fonts.ts';
import { LOOKS } from './looks/looks.ts';
import { watermarkKinds } from './marked/watermarks.ts';
import { markedKinds, plainKinds } from './plan.ts';
import { createRandom, seedOf } from './random.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the corpus', () => {
  beforeAll(registerFonts);

  /** One picture of each look, and an unmarked one. */
  async function drawn(seed: number) {
    const items: string[] = [];
    for (const look of LOOKS) {
      const plan = { seed, looks: [look], each: 1, every: 31, which: 'both' } as const;
      const [entry] = corpusEntries(plan);
      if (entry === undefined) throw new Error(`Expected a picture with the look ${look}`);
      items.push(`${entry.name} ${sha256((await entry.draw()).bytes)}`);
    }
    return items;
  }

  it('is the same for the same seed, and another for another', async () => {
    const once = await drawn(3);
    expect(once).toHaveLength(LOOKS.length);
    expect(await drawn(3)).toEqual(once);
    expect((await drawn(4)).filter((item) => once.includes(item))).toEqual([]);
  });

  it('has at least twenty marked and fifteen unmarked kinds in eight languages, each with its own name', () => {
    const names = [...markedKinds, ...plainKinds].map(({ name }) => name);
    expect(markedKinds.length).toBeGreaterThanOrEqual(20);
    expect(plainKinds.length).toBeGreaterThanOrEqual(15);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('');
  });

  it('draws every kind, and says of every marked page what is true of it', () => {
    const languages = new Set<string>();
    const scripts = new Set<string>();
    for (const kind of [...markedKinds, ...watermarkKinds]) {
      for (let number = 0; number < 2; number++) {
        const { page, mark } = kind.draw(createRandom(seedOf(8, `${kind.name} ${number}`)));
        expect(page.width * page.height, kind.name).toBeGreaterThan(500_000);
        expect(mark.regimes.join(), kind.name).not.toBe('');
        expect(mark.rank, kind.name).toBeGreaterThanOrEqual(1);
        expect(mark.level, kind.name).not.toBe('');
        languages.add(mark.language);
        scripts.add(mark.script);
      }
    }
    for (const kind of plainKinds) {
      const page = kind.draw(createRandom(seedOf(8, kind.name)));
      expect(page.width * page.height, kind.name).toBeGreaterThan(200_000);
    }
    expect(languages.size).toBeGreaterThanOrEqual(8);
    expect([...scripts].sort()).toEqual(['cyrillic', 'han', 'hangul', 'kana', 'latin']);
  });

  it('lists kinds × looks, marked and unmarked', () => {
    const entries = corpusEntries({ seed: 1, looks: LOOKS, each: 2, every: 1, which: 'both' });
    const of = (look: string, marked: boolean) =>
      entries.filter((entry) => entry.look === look && entry.marked === marked).length;
    expect(of('chat', true)).toBe(2 * markedKinds.length);
    expect(of('watermark', true)).toBe(8 * watermarkKinds.length);
    expect(of('chat', false)).toBe(2 * plainKinds.length);
    expect(of('cropped', false)).toBe(0);
    expect(of('cropped', true)).toBeLessThan(of('chat', true));
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
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
