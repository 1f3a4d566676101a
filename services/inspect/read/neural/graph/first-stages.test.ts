import { expect, test } from 'vitest';
import { InferenceSession, sessionOptions, Tensor } from '../runtime.ts';
import { FIRST_LOOK, keepFirstStages } from './first-stages.ts';
import { intsAttribute, node } from './graph.ts';
import type { OnnxModel, OnnxTensor } from './onnx-file.ts';
import { writeOnnx } from './onnx-file.ts';

const value = (name: string) => ({ name, type: { tensorType: { elemType: 1 } } });

function floats(name: string, dims: number[], data: number[]): OnnxTensor {
  const rawData = new Uint8Array(Float32Array.from(data).buffer);
  return { name, dims, dataType: 1, floatData: [], rawData };
}

/** One channel, of which every step keeps each second value. */
function halving(times: number): OnnxModel {
  const names = Array.from({ length: times + 1 }, (_, i) => `v${i}`);
  const steps = [intsAttribute('kernel_shape', [1, 1]), intsAttribute('strides', [2, 2])];
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 11 }],
    functions: [],
    graph: {
      node: names.slice(1).map((name, i) => node('Conv', [`v${i}`, 'one'], name, steps)),
      initializer: [floats('one', [1, 1, 1, 1], [1])],
      input: [value('v0')],
      output: [value(`v${times}`)],
      quantizationAnnotation: [],
      sparseInitializer: [],
    },
  };
}

test('a head over the most and the mean of an eighth, and a sixteenth', async () => {
  const model = halving(5);
  // Hidden: 100 most + 10 mean + sixteenth + 1, and less than nothing; given: the first + 2 times the second + 3.
  const weights = Float32Array.of(100, 10, 1, /**/ 0, 0, -1, /**/ 1, 0, /**/ 1, 2, /**/ 3);
  keepFirstStages(model, { hidden: 2, channels: 3, weights });
  expect(model.graph.node.map(({ output }) => output[0])).not.toContain('v5');
  const session = await InferenceSession.create(writeOnnx(model), sessionOptions);
  // Of 32 by 16 pixels every eighth is seen in the end: four and two, which are two places.
  const pixels = new Float32Array(32 * 16);
  [0, 8, 16, 24].forEach((x, i) => {
    pixels[x] = i + 1;
    pixels[8 * 32 + x] = 5;
  });
  const result = await session.run({ v0: new Tensor('float32', pixels, [1, 1, 16, 32]) });
  const mean = [(1 + 2 + 5 + 5) / 4, (3 + 4 + 5 + 5) / 4];
  expect(result[FIRST_LOOK]?.data).toEqual(
    Float32Array.from([1, 3], (sixteenth, i) => 500 + 10 * (mean[i] ?? 0) + sixteenth + 1 + 3),
  );
  await session.release();
});

test('a model that halves less often is refused', () => {
  expect(() => keepFirstStages(halving(4), { hidden: 1, channels: 3, weights: new Float32Array(6) })).toThrow(
    'halves the picture five times',
  );
});
