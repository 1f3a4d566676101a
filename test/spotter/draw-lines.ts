import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createCanvas } from '@napi-rs/canvas';
import { createRandom, type Random, seedOf } from '../corpus/random.ts';
import { loadFonts } from './fonts.ts';
import { TAUGHT, type Taught } from './foreign-sources.ts';
import { hardTerms } from './hard-terms.ts';
import { type LineText, lineTexts } from './texts.ts';

/**
 * Lines as Debian's fonts draw them, for `train.py`.
 *   npx tsx test/spotter/draw-lines.ts --count 200000 --seed 1 --out FOLDER [--root /] [--hard]
 * --hard: the more of a term, the worse the spotter that ships sees it; a quarter of such lines for the end of the training.
 * Under --root are Debian's fonts-* (not Roboto, Source Serif, Courier Prime, PT Serif: the tests draw with them), w* word lists, python3-jieba,
 * fortunes*, manpages-* and libreoffice-l10n-{ru,uk,bg,sr,be,ko,el,ja}: unpack them (`dpkg -x`) rather than install them, because installed fonts change what other tests draw.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    hard: { type: 'boolean', default: false },
    out: { type: 'string' },
    root: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.out === undefined) throw new Error('Expected --out FOLDER');

const HEIGHT = 64;
const BASELINE = 44;
const WIDEST = 1400;

const FONTS = await loadFonts(values.root);
console.log(FONTS);

const canvas = createCanvas(WIDEST, HEIGHT);
const context = canvas.getContext('2d');

interface Drawn {
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly spans: number[][];
  /** Where each code unit begins, and the last ends; pixels. */
  readonly edges: number[];
  readonly pixels: Uint8Array;
}

function draw({ text, spans }: LineText, random: Random): Drawn | null {
  const isHan = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  const isOther = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}]/u.test(text);
  const taught = (Object.keys(TAUGHT) as Taught[]).find((script) => TAUGHT[script].test(text));
  const family = random.pick(
    taught !== undefined ? FONTS.taught[taught] : isOther ? FONTS.other : isHan ? FONTS.han : FONTS.latin,
  );
  const size = random.int(20, 30);
  const style = `${random.chance(0.08) && !isHan ? 'italic ' : ''}${random.chance(0.4) ? 'bold ' : ''}`;
  context.font = `${style}${size}px "${family}"`;
  context.letterSpacing = random.chance(0.12) ? `${random.int(1, 6)}px` : '0px';
  const width = Math.ceil(context.measureText(text).width) + 24;
  if (width > WIDEST || width < 30) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDEST, HEIGHT);
  context.fillStyle = '#000';
  context.fillText(text, 12, BASELINE);
  const { data } = context.getImageData(0, 0, width, HEIGHT);
  const pixels = new Uint8Array(width * HEIGHT);
  let [top, bottom] = [HEIGHT, 0];
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = data[4 * i] ?? 255;
    if ((pixels[i] ?? 255) > 128) continue;
    const row = Math.floor(i / width);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  if (bottom - top < 3) return null;
  const at = (index: number) => 12 + context.measureText(text.slice(0, index)).width;
  const edges = Array.from({ length: text.length + 1 }, (_, index) => Math.round(at(index)));
  return { width, top, bottom, pixels, edges, spans: spans.map(([from, to]) => [at(from), at(to)]) };
}

const random = createRandom(seedOf(Number(values.seed), 'spotter'));
const next = await lineTexts(values.root, values.hard ? await hardTerms(random) : null);
await mkdir(values.out, { recursive: true });
const out = createWriteStream(`${values.out}/lines.bin`);
const index: unknown[] = [];
let offset = 0;
for (let made = 0; made < Number(values.count); ) {
  const line = next(random);
  const drawn = draw(line, random);
  if (drawn === null) continue;
  index.push([
    offset,
    drawn.width,
    drawn.top,
    drawn.bottom,
    drawn.spans.map((span) => span.map(Math.round)),
    line.text,
    drawn.edges,
  ]);
  offset += drawn.pixels.length;
  if (!out.write(drawn.pixels)) await once(out, 'drain');
  if (++made % 20000 === 0) console.log(made);
}
out.end();
await writeFile(`${values.out}/index.json`, JSON.stringify(index));
