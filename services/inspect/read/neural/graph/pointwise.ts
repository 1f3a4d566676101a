import { type Convolution, convolutionOf } from './convolution.ts';
import { type Graph, node } from './graph.ts';

/** Two mixings of channels, one right after the other, become one where that is less work. */
export function joinPointwise(graph: Graph): void {
  for (const last of graph.nodes) {
    const second = convolutionOf(graph, last, 1);
    const first = second === null ? null : convolutionOf(graph, graph.maker(second.input), 1);
    if (first === null || second === null) continue;
    if (graph.takers(first.output).length !== 1 || graph.isOutput(first.output)) continue;
    const [a, b, c] = [first.ins, first.outs, second.outs];
    if (a * c >= a * b + b * c) continue;
    const { data, bias } = product(first, second);
    const input = [
      first.input,
      graph.constant({ dims: [c, a, 1, 1], data }),
      graph.constant({ dims: [c], data: bias }),
    ];
    graph.replace(first.node, []);
    graph.replace(last, [node('Conv', input, second.output, last.attribute)]);
  }
}

function product(first: Convolution, second: Convolution): { data: Float32Array; bias: Float32Array } {
  const { ins, outs: between } = first;
  const data = new Float32Array(second.outs * ins);
  const bias = Float32Array.from(second.bias);
  for (let out = 0; out < second.outs; out++) {
    const row = data.subarray(out * ins, (out + 1) * ins);
    for (let middle = 0; middle < between; middle++) {
      const weight = second.weights.data[out * between + middle] ?? 0;
      const from = first.weights.data.subarray(middle * ins, (middle + 1) * ins);
      for (let i = 0; i < ins; i++) row[i] = (row[i] as number) + weight * (from[i] as number);
      bias[out] = (bias[out] ?? 0) + weight * (first.bias[middle] ?? 0);
    }
  }
  return { data, bias };
}
