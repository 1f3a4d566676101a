import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { decode } from '../../services/inspect/look/decode.ts';
import { type Line, moved, scaled } from '../../services/inspect/look/line.ts';
import { cut } from '../../services/inspect/look/pieces.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { findPageLines } from '../../services/inspect/read/find/find-page-lines.ts';
import { createNeuralReader } from '../../services/inspect/read/neural/neural-reader.ts';
import { TEXT_FREE } from '../bench/picture-groups.ts';
import { corpusEntries } from '../corpus/corpus.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { LOOKS } from '../corpus/looks/looks.ts';
import { createRandom, type Random, seedOf } from '../corpus/random.ts';
import { cellsOf, under } from './cells.ts';
import { writtenOn } from './written.ts';

/**
 * Draws what the first look is trained on: pictures as it sees them, with where writing is.
 *   npx tsx test/first-look/draw-views.ts --seed 1001 --out FOLDER [--every 2] [--each 1] [--free] [--photographs FOLDER]
 * Where writing is, is told by the detector at its full size on the whole picture, and by the pen where lines are written on pictures without any.
 * views.bin: RGB, one view after the other; cells.bin: three bytes a cell of 16 × 16 pixels (share covered by lines, their
 * height in pixels, both of the most covering line; how sure the detector is at this size, at most); index.jsonl: a view a line.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1001' },
    every: { type: 'string', default: '2' },
    each: { type: 'string', default: '1' },
    free: { type: 'boolean', default: false },
    photographs: { type: 'string' },
    out: { type: 'string' },
  },
});
if (values.out === undefined) throw new Error('Expected --out FOLDER');

const PHOTOGRAPH = 'photograph';
registerFonts();
await mkdir(values.out, { recursive: true });
const views = createWriteStream(`${values.out}/views.bin`);
const cells = createWriteStream(`${values.out}/cells.bin`);
const index = createWriteStream(`${values.out}/index.jsonl`);
const reader = await createNeuralReader();
const seed = Number(values.seed);
const entries = values.photographs === undefined ? fromCorpus() : await fromFolder(values.photographs);

function fromCorpus() {
  return corpusEntries({
    seed,
    looks: LOOKS,
    each: Number(values.each),
    every: Number(values.every),
    which: values.free ? 'plain' : 'both',
    ...(values.free ? { kinds: TEXT_FREE } : {}),
  });
}

async function fromFolder(folder: string) {
  const names = (await readdir(folder)).sort();
  return names.map((name) => ({
    name,
    kind: PHOTOGRAPH,
    look: 'chat',
    marked: false,
    draw: async () => ({ bytes: await readFile(join(folder, name)) }),
  }));
}

let made = 0;
for (const entry of entries) {
  const item = await entry.draw();
  const random = createRandom(seedOf(seed, `view ${entry.name}`));
  const picture = await decode(item.bytes, 0, { maxPixels: 1e8, workingPixels: 5e6 });
  const raster = await picture.working();
  const isFree = entry.kind === PHOTOGRAPH || TEXT_FREE.includes(entry.kind);
  const found = await findPageLines({ ...reader, glimpse: null }, picture, true);
  const lines = isFree ? [] : found;
  const about = {
    name: entry.name,
    kind: entry.kind,
    look: entry.look,
    marked: entry.marked,
    opened: found.length > 0,
  };
  const side = random.pick([384, 384, 448, 512]);
  await note(
    picture.glance,
    lines.map((line) => scaled(line, picture.glance.width / raster.width)),
    side,
    { ...about, view: 'glance' },
  );
  const box = windowOf(raster, random);
  const inBox = lines.map((line) => moved(line, -box.x, -box.y));
  await note(cut(raster, box), inBox, 320, { ...about, view: 'window' });
  if (isFree || random.chance(0.15)) {
    for (let i = 0; i < (isFree ? 2 : 1); i++) {
      const base = random.chance(0.7) ? picture.glance : cut(raster, windowOf(raster, random));
      const own =
        base === picture.glance ? lines.map((line) => scaled(line, picture.glance.width / raster.width)) : [];
      if (base !== picture.glance && !isFree) continue;
      const written = writtenOn(base, random);
      await note(written.raster, [...own, ...written.lines], base === picture.glance ? side : 320, {
        ...about,
        view: 'written',
      });
    }
  }
  if (++made % 50 === 0) console.log(`${made} of ${entries.length}`);
}
for (const stream of [views, cells, index]) stream.end();
await reader.close();

function windowOf(raster: Raster, random: Random) {
  const scale = random.pick([1, 1, 1, 1.5, 0.7]);
  const width = Math.min(raster.width, Math.round(320 * scale));
  const height = Math.min(raster.height, Math.round(256 * scale));
  return { x: random.int(0, raster.width - width), y: random.int(0, raster.height - height), width, height };
}

async function note(raster: Raster, lines: readonly Line[], longSide: number, about: object): Promise<void> {
  const scale = Math.min(1, longSide / Math.max(raster.width, raster.height));
  const width = Math.max(32, Math.round((raster.width * scale) / 32) * 32);
  const height = Math.max(32, Math.round((raster.height * scale) / 32) * 32);
  const rgb = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const small = lines.map((line) => scaled(line, width / raster.width));
  const out = cellsOf(small, width, height);
  const hints = await reader.findLines({ width, height, data: rgb }, Math.max(width, height), {
    hints: true,
  });
  for (const hint of hints) {
    for (const at of under(hint, width, height)) {
      out[at * 3 + 2] = Math.max(out[at * 3 + 2] ?? 0, Math.round(hint.score * 255));
    }
  }
  if (!views.write(rgb)) await once(views, 'drain');
  cells.write(out);
  index.write(`${JSON.stringify({ ...about, width, height })}\n`);
}
