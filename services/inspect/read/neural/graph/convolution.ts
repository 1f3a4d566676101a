import { type Floats, type Graph, int, ints } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/** A convolution over all channels with constant weights, step 1. */
export interface Convolution {
  readonly node: OnnxNode;
  readonly input: string;
  readonly output: string;
  /** [out, in, height, width]. */
  readonly weights: Floats;
  readonly bias: Float32Array;
  readonly outs: number;
  readonly ins: number;
}

/** The node seen as one with a square kernel of that size and as much padding as keeps the plane's size; or null. */
export function convolutionOf(graph: Graph, node: OnnxNode | undefined, kernel: 1 | 3): Convolution | null {
  if (node?.opType !== 'Conv' || int(node, 'group', 1) !== 1) return null;
  const weights = graph.floats(node.input[1]);
  const hasBias = node.input[2] !== undefined && node.input[2] !== '';
  const bias = hasBias ? graph.floats(node.input[2])?.data : new Float32Array(weights?.dims[0] ?? 0);
  if (weights === undefined || bias === undefined) return null;
  const [outs = 0, ins = 0, height, width] = weights.dims;
  const isPlain =
    height === kernel &&
    width === kernel &&
    ints(node, 'strides', [1, 1]).every((step) => step === 1) &&
    ints(node, 'dilations', [1, 1]).every((step) => step === 1) &&
    ints(node, 'pads', [0, 0, 0, 0]).every((pad) => pad === (kernel - 1) / 2);
  if (!isPlain) return null;
  return { node, input: node.input[0] ?? '', output: node.output[0] ?? '', weights, bias, outs, ins };
}
