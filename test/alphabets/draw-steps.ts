import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRandom, seedOf } from '../corpus/random.ts';
import { loadFonts } from '../spotter/fonts.ts';
import type { Taught } from '../spotter/foreign-sources.ts';
import { drawStrip } from './draw-strip.ts';
import { alphabetLines } from './lines.ts';
import { createStepsOf } from './steps-of.ts';

/**
 * Lines of a script as PP-OCR's recognition model sees them, for `train.py`: what its backbone makes of each step, and what the line says.
 *   npx tsx test/alphabets/draw-steps.ts --script cyrillic --count 40000 --seed 1 --out FOLDER --root ROOT
 * Under --root: as for test/spotter/draw-lines.ts.
 */
const { values } = parseArgs({
  options: {
    script: { type: 'string', default: 'cyrillic' },
    count: { type: 'string', default: '1000' },
    out: { type: 'string', default: '' },
    root: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});
const script = values.script as Taught;
const random = createRandom(seedOf(Number(values.seed), `alphabet ${script}`));
const fonts = (await loadFonts(values.root)).taught[script];
const next = await alphabetLines(script, values.root);
const stepsOf = await createStepsOf();
await mkdir(values.out, { recursive: true });
const out = createWriteStream(`${values.out}/steps.bin`);
const index: [steps: number, text: string][] = [];

while (index.length < Number(values.count)) {
  const text = next(random);
  const strip = await drawStrip(text, random.pick(fonts), random);
  if (strip === null) continue;
  const { count, halves } = await stepsOf(strip, random.chance(0.5) ? 1 : random.between(70, 105) / 100);
  index.push([count, text]);
  if (!out.write(Buffer.from(halves.buffer))) await once(out, 'drain');
  if (index.length % 2000 === 0) console.log(index.length, text);
}
out.end();
await once(out, 'finish');
await writeFile(`${values.out}/index.json`, JSON.stringify(index));
