import { expect, test } from 'vitest';
import { InferenceSession, sessionOptions, Tensor } from '../runtime.ts';
import { BEST, giveBestClass } from './best-class.ts';
import { node } from './graph.ts';
import { type OnnxModel, writeOnnx } from './onnx-file.ts';

const value = (name: string) => ({ name, type: { tensorType: { elemType: 1 } } });

/** Gives what it is given. */
function modelOf(version: number): OnnxModel {
  return {
    irVersion: 8,
    opsetImport: [{ domain: '', version }],
    functions: [],
    graph: {
      node: [node('Identity', ['x'], 'y')],
      initializer: [],
      input: [value('x')],
      output: [value('y')],
      quantizationAnnotation: [],
      sparseInitializer: [],
    },
  };
}

for (const version of [9, 10, 18]) {
  test(`each step's likeliest class and its score, in operator set ${version}`, async () => {
    const model = modelOf(version);
    giveBestClass(model);
    const session = await InferenceSession.create(writeOnnx(model), sessionOptions);
    const scores = Float32Array.of(0.1, 0.5, 0.4, /**/ 0.3, 0.1, 0.6, /**/ 0.4, 0.4, 0.2);
    const result = await session.run({ x: new Tensor('float32', scores, [1, 3, 3]) });
    expect(result[BEST.classes]?.data).toEqual(Int32Array.of(1, 2, 0));
    expect(result[BEST.scores]?.data).toEqual(Float32Array.of(0.5, 0.6, 0.4));
    await session.release();
  });
}

test('a model of several outputs stays as it is', () => {
  const model = modelOf(9);
  model.graph.output = [value('y'), value('x')];
  giveBestClass(model);
  expect(model.graph.output.map(({ name }) => name)).toEqual(['y', 'x']);
  expect(model.graph.node).toHaveLength(1);
});
