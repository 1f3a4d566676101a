import { type Convolution, convolutionOf } from './convolution.ts';
import { type Graph, intsAttribute, node } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/**
 * Few channels mixed into many, each weighed by a gate, then convolved: the mixing and the gate become part of the
 * kernel, which is made anew for each picture (a few hundred thousand products) and sees the few channels. One picture at
 * a time only: the gate is one for the whole batch.
 */
export function convolveBeforeMixing(graph: Graph): void {
  for (const one of graph.nodes) {
    const convolution = convolutionOf(graph, one, 3);
    const product = convolution === null ? undefined : graph.maker(convolution.input);
    if (convolution === null || product?.opType !== 'Mul') continue;
    if (graph.takers(convolution.input).length !== 1 || graph.isOutput(convolution.input)) continue;
    for (const [mixed = '', gate = ''] of [product.input, [...product.input].reverse()]) {
      const mixing = convolutionOf(graph, graph.maker(mixed), 1);
      if (mixing === null || mixing.ins * 2 > mixing.outs || mixing.bias.some((value) => value !== 0))
        continue;
      if (!isGate(graph, gate) || !poolBeforeMixing(graph, mixing)) continue;
      graph.replace(product, []);
      graph.replace(convolution.node, withKernelOf(graph, convolution, mixing, gate));
      break;
    }
  }
}

/** One number a channel: made from a plane's means. */
function isGate(graph: Graph, value: string): boolean {
  const maker = graph.maker(value);
  if (maker === undefined) return false;
  if (maker.opType === 'GlobalAveragePool') return true;
  if (!['Add', 'HardSigmoid', 'Sigmoid', 'Relu', 'Conv'].includes(maker.opType)) return false;
  return isGate(graph, maker.input.find((input) => graph.floats(input) === undefined) ?? '');
}

/** The mean of a mixture is the mixture of the means. @returns false when the mixture is wanted for anything but its means and the gate. */
function poolBeforeMixing(graph: Graph, { node: mixing, input, output }: Convolution): boolean {
  const takers = graph.takers(output);
  const pools = takers.filter(({ opType }) => opType === 'GlobalAveragePool');
  if (takers.length !== pools.length + 1 || graph.isOutput(output)) return false;
  for (const pool of pools) {
    const means = graph.fresh('means');
    graph.replace(pool, [
      node('GlobalAveragePool', [input], means),
      node('Conv', [means, ...mixing.input.slice(1)], pool.output[0] ?? '', mixing.attribute),
    ]);
  }
  return true;
}

function withKernelOf(graph: Graph, convolution: Convolution, mixing: Convolution, gate: string): OnnxNode[] {
  const { outs, ins, weights, bias, output } = convolution;
  // [out × place, between]
  const kernels = new Float32Array(outs * 9 * ins);
  for (let out = 0; out < outs; out++) {
    for (let between = 0; between < ins; between++) {
      for (let place = 0; place < 9; place++) {
        kernels[(out * 9 + place) * ins + between] = weights.data[(out * ins + between) * 9 + place] ?? 0;
      }
    }
  }
  const name = (hint: string) => graph.fresh(hint);
  const [column, weighed, product, parted, turned, kernel] = [
    name('column'),
    name('weighed'),
    name('product'),
    name('parted'),
    name('turned'),
    name('kernel'),
  ];
  return [
    node('Reshape', [gate, graph.constantInts([ins, 1])], column),
    node('Mul', [graph.constant({ dims: [ins, mixing.ins], data: mixing.weights.data }), column], weighed),
    node('MatMul', [graph.constant({ dims: [outs * 9, ins], data: kernels }), weighed], product),
    node('Reshape', [product, graph.constantInts([outs, 9, mixing.ins])], parted),
    node('Transpose', [parted], turned, [intsAttribute('perm', [0, 2, 1])]),
    node('Reshape', [turned, graph.constantInts([outs, mixing.ins, 3, 3])], kernel),
    node('Conv', [mixing.input, kernel, graph.constant({ dims: [outs], data: bias })], output, [
      intsAttribute('kernel_shape', [3, 3]),
      intsAttribute('pads', [1, 1, 1, 1]),
    ]),
  ];
}
