import { type Convolution, convolutionOf } from './convolution.ts';
import { type Graph, intAttribute, intsAttribute, node, text } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/**
 * A 3×3 convolution over a plane that was doubled by repeating pixels sees each small pixel two or four times: the same as
 * four 2×2 convolutions over the small plane, one for each corner, which are less than half the work. What is not doubled
 * of a sum or of a stack of planes is convolved by itself.
 */
export function convolveBeforeDoubling(graph: Graph): void {
  for (const one of graph.nodes) {
    const convolution = convolutionOf(graph, one, 3);
    const maker = convolution === null ? undefined : graph.maker(convolution.input);
    if (convolution === null || maker === undefined) continue;
    if (graph.takers(convolution.input).length !== 1 || graph.isOutput(convolution.input)) continue;
    if (maker.opType === 'Add') splitSum(graph, convolution, maker);
    if (maker.opType === 'Concat') splitStack(graph, convolution, maker);
  }
}

function splitSum(graph: Graph, convolution: Convolution, sum: OnnxNode): void {
  for (const [plain = '', other = ''] of [sum.input, [...sum.input].reverse()]) {
    const doubled = enlargementOf(graph, other);
    if (doubled?.factor !== 2) continue;
    const [left, right] = [graph.fresh('plain'), graph.fresh('doubled')];
    graph.replace(sum, []);
    graph.replace(convolution.node, [
      convolve(graph, convolution, plain, { from: 0, count: convolution.ins }, left),
      ...convolveSmall(graph, convolution, doubled.input, { from: 0, count: convolution.ins }, right),
      node('Add', [left, right], convolution.output),
    ]);
    return;
  }
}

function splitStack(graph: Graph, convolution: Convolution, stack: OnnxNode): void {
  const parts = stack.input.map((input) => ({ input, enlarged: enlargementOf(graph, input) }));
  const plain = parts.at(-1);
  const enlarged = parts.slice(0, -1);
  // All channels but the last plane's come from smaller planes, each with as many.
  const each = convolution.ins / parts.length;
  if (plain === undefined || plain.enlarged !== null || !Number.isInteger(each) || enlarged.length === 0)
    return;
  const small: OnnxNode[] = [];
  const halves: string[] = [];
  for (const { enlarged: one } of enlarged) {
    if (one === null || one.factor % 2 !== 0) return;
    halves.push(one.factor === 2 ? one.input : graph.fresh('half'));
    if (one.factor > 2) small.push(enlarge(graph, one, one.factor / 2, halves.at(-1) ?? ''));
  }
  const [stacked, left, right] = [graph.fresh('stacked'), graph.fresh('plain'), graph.fresh('doubled')];
  const count = each * enlarged.length;
  graph.replace(stack, []);
  graph.replace(convolution.node, [
    ...small,
    node('Concat', halves, stacked, [intAttribute('axis', 1)]),
    convolve(graph, convolution, plain.input, { from: count, count: each }, left),
    ...convolveSmall(graph, convolution, stacked, { from: 0, count }, right),
    node('Add', [left, right], convolution.output),
  ]);
}

interface Enlargement {
  readonly node: OnnxNode;
  readonly input: string;
  /** The same along both sides. */
  readonly factor: number;
}

/** The value seen as a plane enlarged by repeating pixels, or null. */
function enlargementOf(graph: Graph, value: string): Enlargement | null {
  const maker = graph.maker(value);
  if (maker?.opType !== 'Resize' || text(maker, 'mode') !== 'nearest') return null;
  const isRepeating =
    text(maker, 'coordinate_transformation_mode') === 'asymmetric' && text(maker, 'nearest_mode') === 'floor';
  const [batch, channels, high = 0, wide] = graph.floats(maker.input[2])?.data ?? [];
  const isEven = isRepeating && batch === 1 && channels === 1 && high === wide && Number.isInteger(high);
  return isEven && high > 1 ? { node: maker, input: maker.input[0] ?? '', factor: high } : null;
}

function enlarge(graph: Graph, { node: from, input }: Enlargement, factor: number, output: string): OnnxNode {
  const scales = graph.constant({ dims: [4], data: Float32Array.of(1, 1, factor, factor) });
  return node('Resize', [input, from.input[1] ?? '', scales], output, from.attribute);
}

interface Channels {
  readonly from: number;
  readonly count: number;
}

/** The same convolution of some of its input's channels, without its bias. */
function convolve(
  graph: Graph,
  { weights, outs, ins }: Convolution,
  input: string,
  of: Channels,
  output: string,
) {
  const data = new Float32Array(outs * of.count * 9);
  for (let out = 0; out < outs; out++) {
    const start = (out * ins + of.from) * 9;
    data.set(weights.data.subarray(start, start + of.count * 9), out * of.count * 9);
  }
  const constant = graph.constant({ dims: [outs, of.count, 3, 3], data });
  return node('Conv', [input, constant], output, [
    intsAttribute('kernel_shape', [3, 3]),
    intsAttribute('pads', [1, 1, 1, 1]),
  ]);
}

/** The rows (or columns) of the large kernel that fall on each of the two small pixels, for the first and the second of a pair. */
const FALLS: ReadonlyArray<ReadonlyArray<readonly number[]>> = [
  [[0], [1, 2]],
  [[0, 1], [2]],
];

/** The convolution, with its bias, of the doubled plane of `input`. */
function convolveSmall(
  graph: Graph,
  { weights, bias, outs, ins }: Convolution,
  input: string,
  of: Channels,
  output: string,
): OnnxNode[] {
  const corners: OnnxNode[] = [];
  for (const [row, falls] of FALLS.entries()) {
    for (const [column, falling] of FALLS.entries()) {
      const data = new Float32Array(outs * of.count * 4);
      for (let out = 0, i = 0; out < outs; out++) {
        for (let from = 0; from < of.count; from++) {
          const kernel = (out * ins + of.from + from) * 9;
          for (const ys of falls) {
            for (const xs of falling) {
              for (const y of ys)
                for (const x of xs) data[i] = (data[i] ?? 0) + (weights.data[kernel + y * 3 + x] ?? 0);
              i++;
            }
          }
        }
      }
      const names = [
        input,
        graph.constant({ dims: [outs, of.count, 2, 2], data }),
        graph.constant({ dims: [outs], data: Float32Array.from(bias) }),
      ];
      corners.push(
        node('Conv', names, graph.fresh('corner'), [
          intsAttribute('kernel_shape', [2, 2]),
          intsAttribute('pads', [1 - row, 1 - column, row, column]),
        ]),
      );
    }
  }
  const stacked = graph.fresh('corners');
  return [
    ...corners,
    node(
      'Concat',
      corners.map((corner) => corner.output[0] ?? ''),
      stacked,
      [intAttribute('axis', 1)],
    ),
    node('DepthToSpace', [stacked], output, [intAttribute('blocksize', 2)]),
  ];
}
