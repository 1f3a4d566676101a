import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { decode } from '../../services/inspect/look/decode.ts';
import { cut } from '../../services/inspect/look/pieces.ts';
import type { Raster } from '../../services/inspect/look/raster.ts';
import { streamline } from '../../services/inspect/read/neural/graph/streamline.ts';
import { createInputOf, inputSize } from '../../services/inspect/read/neural/picture-input.ts';
import { InferenceSession, sessionOptions, Tensor } from '../../services/inspect/read/neural/runtime.ts';
import { TEXT_FREE } from '../bench/picture-groups.ts';
import { corpusEntries } from '../corpus/corpus.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { LOOKS } from '../corpus/looks/looks.ts';
import { createRandom, type Random, seedOf } from '../corpus/random.ts';
import { writtenOn } from '../first-look/written.ts';
import { detectionModel } from './detection-model.ts';

/**
 * Draws what the line finder is taught with: windows of pictures at the sizes they are looked at, and what the whole detection model makes of
 * the picture twice as large: it sees lower lines there, and their true height.
 *   npx tsx test/line-finder/draw-windows.ts --seed 6001 --out FOLDER [--every 1] [--each 1] [--which both] [--looks photo,photocopy] [--free]
 * pixels.bin: RGB, 256 × 256, one window after the other; maps.bin: a byte a pixel, how sure the model is that it is a line's;
 * edges.bin: four bytes a window, 1 where its left, top, right, bottom is that of the picture.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '6001' },
    every: { type: 'string', default: '1' },
    each: { type: 'string', default: '1' },
    which: { type: 'string', default: 'both' },
    looks: { type: 'string', default: LOOKS.join() },
    free: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
const { out } = values;
if (out === undefined) throw new Error('Expected --out FOLDER');

const SIDE = 256;
/** Longer sides at which pictures are looked at, pixels. */
const GLANCE = [384, 384, 448, 512];
const LOOK = [640, 640, 704, 768, 896, 960, 960, 960, 1280, 1600];
const WINDOWS = { glance: 1, look: 5 };
/** Looked at larger than `upTo`, it sees low lines as they are. */
const LARGER = { by: 2, upTo: 960 };

registerFonts();
await mkdir(out, { recursive: true });
const [pixels, maps, edges] = ['pixels', 'maps', 'edges'].map((name) =>
  createWriteStream(`${out}/${name}.bin`),
);
const inputOf = createInputOf();
const session = await InferenceSession.create(streamline(await detectionModel()), sessionOptions);
const seed = Number(values.seed);
const which = values.which === 'marked' || values.which === 'plain' ? values.which : 'both';
const entries = corpusEntries({
  seed,
  looks: LOOKS.filter((look) => values.looks.split(',').includes(look)),
  each: Number(values.each),
  every: Number(values.every),
  which,
  ...(values.free ? { kinds: TEXT_FREE } : {}),
});

let made = 0;
for (const entry of entries) {
  const { bytes } = await entry.draw();
  const random = createRandom(seedOf(seed, `windows ${entry.name}`));
  const picture = await decode(bytes, 0, { maxPixels: 1e8, workingPixels: 5e6 });
  const raster = await picture.working();
  const written = (of: Raster) => (random.chance(0.2) ? writtenOn(of, random).raster : of);
  await note(written(picture.glance), random.pick(GLANCE), WINDOWS.glance, random);
  await note(written(raster), random.pick(LOOK), WINDOWS.look, random);
  if (++made % 50 === 0) console.log(`${made} of ${entries.length}`);
}
for (const stream of [pixels, maps, edges]) stream?.end();

async function note(raster: Raster, longSide: number, count: number, random: Random): Promise<void> {
  const { width, height } = inputSize(raster, longSide);
  if (width < SIDE || height < SIDE) return;
  const map = { width, height, data: await sureness(raster, width, height) };
  const shown = await resized(raster, width, height);
  for (let i = 0; i < count; i++) {
    const places = [placeIn(map, random), placeIn(map, random)];
    // Lines teach more than paper, but paper and photographs must be told from them as well.
    if (random.chance(0.6)) places.sort((a, b) => b.sure - a.sure);
    const [at] = places;
    if (at === undefined) continue;
    const window = cut({ width, height, data: shown }, { ...at, width: SIDE, height: SIDE });
    if (pixels?.write(window.data) === false) await once(pixels, 'drain');
    maps?.write(partOf(map, at));
    edges?.write(
      Uint8Array.of(+(at.x === 0), +(at.y === 0), +(at.x === width - SIDE), +(at.y === height - SIDE)),
    );
  }
}

/** A byte a pixel of the picture at that size. */
async function sureness(raster: Raster, width: number, height: number): Promise<Uint8Array> {
  const by = Math.max(width, height) > LARGER.upTo ? 1 : LARGER.by;
  const [wide, high] = [width * by, height * by];
  const large = { width: wide, height: high, data: await resized(raster, wide, high) };
  const { planes } = await inputOf(large, large);
  const result = await session.run({ x: new Tensor('float32', planes, [1, 3, high, wide]) });
  const sure = result[session.outputNames[0] ?? '']?.data;
  if (!(sure instanceof Float32Array)) throw new Error('Expected the detection model to give float32');
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < by * by; i++)
        sum += sure[(y * by + Math.floor(i / by)) * wide + x * by + (i % by)] ?? 0;
      data[y * width + x] = (255 * sum) / (by * by);
    }
  }
  return data;
}

function resized(raster: Raster, width: number, height: number): Promise<Uint8Array> {
  return sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
}

interface Map {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where windows begin is a multiple of 32, as the model sees it on the whole picture. */
function placeIn(map: Map, random: Random): { x: number; y: number; sure: number } {
  const x = 32 * random.int(0, (map.width - SIDE) / 32);
  const y = 32 * random.int(0, (map.height - SIDE) / 32);
  return { x, y, sure: partOf(map, { x, y }).reduce((sum, value) => sum + value, 0) };
}

function partOf({ width, data }: Map, { x, y }: { x: number; y: number }): Uint8Array {
  const part = new Uint8Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    part.set(data.subarray((y + row) * width + x, (y + row) * width + x + SIDE), row * SIDE);
  return part;
}
