import { convolutionOf } from './convolution.ts';
import { type Graph, int, intAttribute, ints, intsAttribute, node, text } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/**
 * A transposed convolution of 2×2 at step 2 gives each pixel four of its own: a mixing of channels, then a rearranging.
 * What follows it pixel by pixel is done before the rearranging, on the small plane, in the runtime's own layout.
 */
export function untangleTransposed(graph: Graph): void {
  for (const one of graph.nodes.filter(({ opType }) => opType === 'ConvTranspose')) asPointwise(graph, one);
  for (let moved = true; moved; ) {
    moved = graph.nodes.some((one) => one.opType === 'DepthToSpace' && moveBehind(graph, one));
  }
}

function asPointwise(graph: Graph, one: OnnxNode): void {
  const weights = graph.floats(one.input[1]);
  const hasBias = one.input[2] !== undefined && one.input[2] !== '';
  const bias = graph.floats(one.input[2])?.data;
  if (weights === undefined || (hasBias && bias === undefined) || int(one, 'group', 1) !== 1) return;
  const [ins = 0, outs = 0, height, width] = weights.dims;
  const isDoubling =
    height === 2 &&
    width === 2 &&
    ints(one, 'strides', []).every((step) => step === 2) &&
    [...ints(one, 'pads', []), ...ints(one, 'output_padding', [])].every((pad) => pad === 0);
  if (!isDoubling || ints(one, 'strides', []).length !== 2) return;
  const data = new Float32Array(4 * outs * ins);
  const shifted = new Float32Array(4 * outs);
  for (let place = 0; place < 4; place++) {
    for (let out = 0; out < outs; out++) {
      const row = place * outs + out;
      shifted[row] = bias?.[out] ?? 0;
      for (let from = 0; from < ins; from++) {
        data[row * ins + from] = weights.data[(from * outs + out) * 4 + place] ?? 0;
      }
    }
  }
  const small = graph.fresh('quarters');
  graph.replace(one, [
    pointwise(graph, one.input[0] ?? '', { outs: 4 * outs, ins, data, bias: shifted }, small),
    node('DepthToSpace', [small], one.output[0] ?? '', [intAttribute('blocksize', 2)]),
  ]);
}

/** @returns whether what takes the rearranged plane now comes before the rearranging. */
function moveBehind(graph: Graph, rearranging: OnnxNode): boolean {
  const large = rearranging.output[0] ?? '';
  const [taker, ...others] = graph.takers(large);
  const mode = text(rearranging, 'mode');
  if (taker === undefined || others.length > 0 || graph.isOutput(large) || !['', 'DCR'].includes(mode))
    return false;
  const blocks = int(rearranging, 'blocksize', 2) ** 2;
  const [from = ''] = rearranging.input;
  const before = graph.fresh('quarters');
  const after = node('DepthToSpace', [before], taker.output[0] ?? '', rearranging.attribute);
  if (['Relu', 'Sigmoid'].includes(taker.opType)) {
    graph.replace(rearranging, []);
    graph.replace(taker, [node(taker.opType, [from], before), after]);
    return true;
  }
  const mixing = convolutionOf(graph, taker, 1);
  if (mixing === null) return false;
  const { outs, ins, weights } = mixing;
  // The same mixing for each of the places: a matrix of blocks along the diagonal.
  const data = new Float32Array(blocks * outs * blocks * ins);
  const bias = new Float32Array(blocks * outs);
  for (let place = 0; place < blocks; place++) {
    for (let out = 0; out < outs; out++) {
      const row = place * outs + out;
      bias[row] = mixing.bias[out] ?? 0;
      data.set(weights.data.subarray(out * ins, (out + 1) * ins), row * blocks * ins + place * ins);
    }
  }
  graph.replace(rearranging, []);
  graph.replace(taker, [
    pointwise(graph, from, { outs: blocks * outs, ins: blocks * ins, data, bias }, before),
    after,
  ]);
  return true;
}

function pointwise(
  graph: Graph,
  input: string,
  { outs, ins, data, bias }: { outs: number; ins: number; data: Float32Array; bias: Float32Array },
  output: string,
): OnnxNode {
  const weights = graph.constant({ dims: [outs, ins, 1, 1], data });
  const names = [input, weights, graph.constant({ dims: [outs], data: bias })];
  return node('Conv', names, output, [intsAttribute('kernel_shape', [1, 1])]);
}
