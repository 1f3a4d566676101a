import { expect, test } from 'vitest';
import { InferenceSession, sessionOptions, Tensor } from '../runtime.ts';
import { favour } from './favour.ts';
import { intAttribute, node } from './graph.ts';
import { type OnnxModel, writeOnnx } from './onnx-file.ts';

const value = (name: string) => ({ name, type: { tensorType: { elemType: 1 } } });

/** The last layer of three classes, its biases a name of its own. */
function modelOf(biases: readonly number[]): OnnxModel {
  const rawData = new Uint8Array(Float32Array.from(biases).buffer);
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 13 }],
    functions: [],
    graph: {
      node: [node('Add', ['x', 'bias'], 'sum'), node('Softmax', ['sum'], 'y', [intAttribute('axis', -1)])],
      initializer: [{ name: 'bias', dims: [biases.length], dataType: 1, floatData: [], rawData }],
      input: [value('x')],
      output: [value('y')],
      quantizationAnnotation: [],
      sparseInitializer: [],
    },
  };
}

async function shares(model: OnnxModel): Promise<number[]> {
  const session = await InferenceSession.create(writeOnnx(model), sessionOptions);
  const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(0, 0, 0), [1, 3]) });
  await session.release();
  if (!(y?.data instanceof Float32Array)) throw new Error('Expected floats');
  return [...y.data];
}

test('a class is e to the logit times as likely beside the others, which keep their shares of the rest', async () => {
  const [before, favoured] = [modelOf([1, 0, 0.5]), modelOf([1, 0, 0.5])];
  favour(favoured, new Map([[1, 2]]));
  const [was, is] = [await shares(before), await shares(favoured)] as [number[], number[]];
  const ratio = (of: number[], a: number, b: number) => (of[a] ?? 0) / (of[b] ?? 1);
  expect(ratio(is, 1, 0) / ratio(was, 1, 0)).toBeCloseTo(Math.exp(2), 3);
  expect(ratio(is, 2, 0)).toBeCloseTo(ratio(was, 2, 0), 5);
});

test('a model without such numbers stays as it is', () => {
  const model = modelOf([0, 0, 0]);
  model.graph.node.shift();
  const before = structuredClone(model);
  favour(model, new Map([[1, 2]]));
  expect(model).toEqual(before);
});
