import { float, floatAttribute, type Graph, node } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/** `x × clip(x + 3, 0, 6) / 6`, which the export spells out in four steps, becomes two. */
export function shortenHardSwish(graph: Graph): void {
  for (const last of graph.nodes.filter(({ opType }) => opType === 'Div')) {
    const product = only(graph, last.input[0], 'Mul');
    if (product === null || scalar(graph, last.input[1]) !== 6) continue;
    for (const [x = '', clipped] of [product.input, [...product.input].reverse()]) {
      const clip = only(graph, clipped, 'Clip');
      const sum = clip === null ? null : only(graph, clip.input[0], 'Add');
      if (clip === null || sum === null) continue;
      const [least, most] = limitsOf(graph, clip);
      if (least !== 0 || most !== 6) continue;
      if (sum.input[0] !== x || scalar(graph, sum.input[1]) !== 3) continue;
      const gate = graph.fresh('gate');
      const output = last.output[0] ?? '';
      for (const gone of [sum, clip, product]) graph.replace(gone, []);
      graph.replace(last, [
        node('HardSigmoid', [x], gate, [floatAttribute('alpha', 1 / 6), floatAttribute('beta', 0.5)]),
        node('Mul', [x, gate], output),
      ]);
      break;
    }
  }
}

/** The node of that kind that makes the value, when nobody else takes it. */
function only(graph: Graph, value: string | undefined, opType: string): OnnxNode | null {
  if (value === undefined || graph.isOutput(value)) return null;
  const maker = graph.maker(value);
  return maker?.opType === opType && graph.takers(value).length === 1 ? maker : null;
}

function scalar(graph: Graph, value: string | undefined): number | undefined {
  const data = graph.floats(value)?.data;
  return data?.length === 1 ? data[0] : undefined;
}

/** Attributes before operator set 11, inputs from then on. */
function limitsOf(graph: Graph, clip: OnnxNode): [number, number] {
  const [, least, most] = clip.input;
  return [
    scalar(graph, least) ?? float(clip, 'min', Number.NEGATIVE_INFINITY),
    scalar(graph, most) ?? float(clip, 'max', Number.POSITIVE_INFINITY),
  ];
}
