import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Network, scoresOf } from '../../services/inspect/read/scripts/classify.ts';
import { FEATURE_COUNT, featuresOf } from '../../services/inspect/read/scripts/features.ts';
import { SCRIPTS, type Script } from '../../services/inspect/read/scripts/scripts.ts';
import { createRandom, type Random } from '../corpus/random.ts';
import { drawLine } from './draw-line.ts';
import { familiesOf } from './fonts.ts';
import { WORDS } from './words.ts';

/**
 * Makes `services/inspect/read/scripts/weights.ts`: draws lines of each script, measures them, fits a small network by Adam.
 * `npx tsx test/scripts/train.ts [lines a script]`. Deterministic for the same fonts; prints what it tells apart of lines it has not seen.
 */
const HIDDEN = 40;
const EPOCHS = 60;
const BATCH = 32;
const RATE = 0.002;
const DECAY = 2e-4;

interface Sample {
  readonly features: Float32Array;
  readonly script: Script;
}

const lines = Number(process.argv[2] ?? 700);
const random = createRandom(20261125);
const train = await draw(lines, random);
const held = await draw(Math.round(lines / 5), random);
const network = trained(train, random);
report(network, held);
// The four parts are views of one buffer, in the order of `unpack`.
const packed = Buffer.from(network.first.buffer).toString('base64');
await writeFile(
  fileURLToPath(new URL('../../services/inspect/read/scripts/weights.ts', import.meta.url)),
  `/** Made by \`npx tsx test/scripts/train.ts\`; not to be edited. See \`classify.ts\` for the layout. */\nexport const WEIGHTS =\n  '${packed}';\n`,
);

async function draw(count: number, chance: Random): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const script of SCRIPTS) {
    const families = familiesOf(script);
    for (let i = 0; i < count; i++) {
      const raster = await drawLine(textOf(script, chance), chance.pick(families), chance);
      samples.push({ features: featuresOf(raster), script });
    }
  }
  return samples;
}

function textOf(script: Script, chance: Random): string {
  const words = Array.from({ length: chance.int(1, 6) }, () => chance.pick(WORDS[script]));
  if (chance.chance(0.2)) words.push(String(chance.int(1, 2026)));
  const text = words.join(
    script === 'han' || script === 'kana' || script === 'thai' ? (chance.chance(0.5) ? '' : ' ') : ' ',
  );
  return chance.chance(0.4)
    ? text.toUpperCase()
    : chance.chance(0.3)
      ? text[0]?.toUpperCase() + text.slice(1)
      : text;
}

function trained(samples: readonly Sample[], chance: Random): Network {
  const inputs = FEATURE_COUNT;
  const outputs = SCRIPTS.length;
  const sizes = [HIDDEN * inputs, HIDDEN, outputs * HIDDEN, outputs];
  const total = sizes.reduce((a, b) => a + b);
  const all = new Float32Array(total);
  const scale = Math.sqrt(2 / inputs);
  for (let i = 0; i < (sizes[0] ?? 0) + (sizes[1] ?? 0) + (sizes[2] ?? 0); i++)
    all[i] = (chance.next() * 2 - 1) * scale;
  const a = sizes[0] ?? 0;
  const b = a + (sizes[1] ?? 0);
  const c = b + (sizes[2] ?? 0);
  const net: Network = {
    hidden: HIDDEN,
    first: all.subarray(0, a),
    firstBias: all.subarray(a, b),
    second: all.subarray(b, c),
    secondBias: all.subarray(c),
  };
  const gradient = new Float32Array(total);
  const mean = new Float32Array(total);
  const spread = new Float32Array(total);
  const order = samples.map((_, i) => i);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = chance.int(0, i);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    const rate = RATE * (1 - epoch / EPOCHS);
    for (let start = 0; start < order.length; start += BATCH) {
      gradient.fill(0);
      const batch = order.slice(start, start + BATCH);
      for (const index of batch) learn(net, samples[index] as Sample, gradient, { a, b, c });
      step++;
      const m = 1 - 0.9 ** step;
      const v = 1 - 0.999 ** step;
      for (let i = 0; i < total; i++) {
        const g = (gradient[i] ?? 0) / batch.length + DECAY * (all[i] ?? 0);
        mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * g;
        spread[i] = 0.999 * (spread[i] ?? 0) + 0.001 * g * g;
        all[i] = (all[i] ?? 0) - (rate * ((mean[i] ?? 0) / m)) / (Math.sqrt((spread[i] ?? 0) / v) + 1e-8);
      }
    }
  }
  return net;
}

function learn(
  net: Network,
  sample: Sample,
  gradient: Float32Array,
  at: { a: number; b: number; c: number },
): void {
  const inputs = FEATURE_COUNT;
  const hidden = new Float32Array(HIDDEN);
  for (let h = 0; h < HIDDEN; h++) {
    let sum = net.firstBias[h] ?? 0;
    for (let i = 0; i < inputs; i++) sum += (net.first[h * inputs + i] ?? 0) * (sample.features[i] ?? 0);
    hidden[h] = Math.max(0, sum);
  }
  const scores = scoresOf(net, sample.features);
  const back = new Float32Array(HIDDEN);
  SCRIPTS.forEach((script, o) => {
    const error = scores[script] - (script === sample.script ? 1 : 0);
    gradient[at.c + o] = (gradient[at.c + o] ?? 0) + error;
    for (let h = 0; h < HIDDEN; h++) {
      gradient[at.b + o * HIDDEN + h] = (gradient[at.b + o * HIDDEN + h] ?? 0) + error * (hidden[h] ?? 0);
      back[h] = (back[h] ?? 0) + error * (net.second[o * HIDDEN + h] ?? 0);
    }
  });
  for (let h = 0; h < HIDDEN; h++) {
    if (hidden[h] === 0) continue;
    gradient[at.a + h] = (gradient[at.a + h] ?? 0) + (back[h] ?? 0);
    for (let i = 0; i < inputs; i++) {
      gradient[h * inputs + i] = (gradient[h * inputs + i] ?? 0) + (back[h] ?? 0) * (sample.features[i] ?? 0);
    }
  }
}

function report(net: Network, samples: readonly Sample[]): void {
  for (const script of SCRIPTS) {
    const own = samples.filter((sample) => sample.script === script);
    const said = own.map(({ features }) => {
      const scores = scoresOf(net, features);
      return SCRIPTS.reduce((best, one) => (scores[one] > scores[best] ? one : best));
    });
    const wrong = SCRIPTS.filter((one) => one !== script)
      .map((one) => [one, said.filter((s) => s === one).length] as const)
      .filter(([, n]) => n > 0);
    const right = said.filter((one) => one === script).length;
    console.log(
      `${script.padEnd(11)} ${((100 * right) / own.length).toFixed(1).padStart(5)} % of ${own.length}  ${wrong.map(([s, n]) => `${s} ${n}`).join(', ')}`,
    );
  }
}
