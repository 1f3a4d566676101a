import { expect, test } from 'vitest';
import { createRandom } from '../../../../../test/corpus/random.ts';
import { loadModelFiles } from '../model-files.ts';
import { InferenceSession, sessionOptions, Tensor } from '../runtime.ts';
import { type OnnxModel, parseOnnx, writeOnnx } from './onnx-file.ts';
import { streamline } from './streamline.ts';

const SIZES = [
  [48, 320],
  [48, 32],
] as const;

/** Blocks of light and dark like writing, with noise: noise alone leaves most of the model's values at their ends. */
function input(height: number, width: number): Tensor {
  const random = createRandom(height * 10_000 + width);
  const data = new Float32Array(3 * height * width);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width) % height];
    const ink = y % 24 < 12 && (x % 9 < 4 || x % 31 < 3) ? -1.6 : 1.8;
    data[i] = ink + random.between(-0.3, 0.3);
  }
  return new Tensor('float32', data, [1, 3, height, width]);
}

async function answer(session: InferenceSession, [height, width]: readonly [number, number]) {
  const result = await session.run({ [session.inputNames[0] ?? '']: input(height, width) });
  return result[session.outputNames[0] ?? '']?.data as Float32Array;
}

test('the recognition model says the same in fewer steps', async () => {
  const bytes = (await loadModelFiles()).recognition;
  const [plain, short] = [parsed(bytes), parsed(streamline(bytes))];
  expect(stepsOf(short)).toBeLessThan(stepsOf(plain) * 0.7);
  const before = await InferenceSession.create(bytes, sessionOptions);
  const after = await InferenceSession.create(streamline(bytes), sessionOptions);
  for (const size of SIZES) {
    const [wanted, got] = [await answer(before, size), await answer(after, size)];
    expect(got.length).toBe(wanted.length);
    expect(wanted.reduce((most, value) => Math.max(most, value), 0)).toBeGreaterThan(0.3);
    const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - (got[i] ?? 9))), 0);
    expect(worst).toBeLessThan(1e-4);
  }
});

test('a model that uses more of the format than is known here stays as it is', async () => {
  const model = parsed((await loadModelFiles()).recognition);
  const loop = {
    opType: 'Loop',
    input: [],
    output: ['x'],
    name: 'x',
    attribute: [{ name: 'body', type: 5 }],
  };
  const bytes = writeOnnx({ ...model, graph: { ...model.graph, node: [loop] } });
  expect(streamline(bytes)).toBe(bytes);
});

function parsed(bytes: Uint8Array): OnnxModel {
  const model = parseOnnx(bytes);
  if (model === null) throw new Error('Expected a model of the known part of the format');
  return model;
}

const stepsOf = ({ graph }: OnnxModel) => graph.node.filter(({ opType }) => opType !== 'Constant').length;
