import { afterAll, beforeAll, expect, it } from 'vitest';
import { decode } from '../../services/inspect/look/decode.ts';
import { seeWriting } from '../../services/inspect/read/find/see-writing.ts';
import { createNeuralReader } from '../../services/inspect/read/neural/neural-reader.ts';
import type { Engine } from '../../services/inspect/read/reader.ts';
import { TEXT_FREE } from '../bench/picture-groups.ts';
import { type CorpusEntry, corpusEntries } from '../corpus/corpus.ts';
import { registerFonts } from '../corpus/fonts.ts';

let reader: Engine;
beforeAll(async () => {
  registerFonts();
  reader = await createNeuralReader();
});
afterAll(() => reader.close());

/** Not the seeds it was trained on. */
const plan = { seed: 8, each: 1, every: 1 } as const;

async function seenOn(entries: readonly CorpusEntry[]): Promise<string[]> {
  const seen: string[] = [];
  for (const { name, draw } of entries) {
    const { bytes } = await draw();
    const picture = await decode(bytes, 0, { maxPixels: 1e8, workingPixels: 5e6 });
    if ((await seeWriting(reader, picture)) !== null) seen.push(name);
  }
  return seen;
}

it('sees writing on every marked page, in type too small for the copy it looks at as well', async () => {
  const pages = corpusEntries({ ...plan, every: 4, which: 'marked', looks: ['small-type', 'bad-photo'] });
  expect(pages.length).toBeGreaterThan(15);
  expect(await seenOn(pages)).toEqual(pages.map(({ name }) => name));
});

it('lets pictures without writing go', async () => {
  const pictures = corpusEntries({ ...plan, which: 'plain', looks: ['chat', 'clean'], kinds: TEXT_FREE });
  expect(pictures).toHaveLength(2 * TEXT_FREE.length);
  const seen = await seenOn(pictures);
  expect(seen.length, seen.join(', ')).toBeLessThanOrEqual(2);
});

it('takes none of its work to the whole detector where the first look sees nothing', async () => {
  const [clouds] = corpusEntries({ ...plan, which: 'plain', looks: ['chat'], kinds: ['clouds'] });
  const picture = await decode((await clouds?.draw())?.bytes ?? new Uint8Array(), 0, {
    maxPixels: 1e8,
    workingPixels: 5e6,
  });
  const findLines = () => Promise.reject(new Error('Expected no line to be looked for'));
  expect(await seeWriting({ ...reader, findLines }, picture)).toBeNull();
});
