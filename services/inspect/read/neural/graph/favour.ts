import type { OnnxModel } from './onnx-file.ts';

const FLOAT32 = 1;

/**
 * Has a recognition model take some classes for likelier than it was taught: `logits` are added to theirs, by class. Costs nothing: they become part of the last
 * layer's own numbers. A model whose last layer has none of as many numbers stays as it is.
 */
export function favour({ graph }: OnnxModel, logits: ReadonlyMap<number, number>): void {
  const last = graph.node.findLast(({ opType }) => opType === 'Softmax')?.input[0];
  const sum = graph.node.find(({ opType, output }) => opType === 'Add' && output[0] === last);
  const bias = graph.initializer.find(
    ({ name, dims, dataType, rawData }) =>
      sum?.input.includes(name) === true &&
      dims.length === 1 &&
      dataType === FLOAT32 &&
      rawData.length === 4 * (dims[0] ?? 0),
  );
  if (bias === undefined) return;
  const values = new Float32Array(new Uint8Array(bias.rawData).buffer);
  for (const [index, logit] of logits) values[index] = (values[index] ?? 0) + logit;
  bias.rawData = new Uint8Array(values.buffer);
}
