import type { OnnxModel } from './onnx-file.ts';

/** What the backbone of the recognition model makes of a line: 1 × 480 × 1 × steps, a step for eight pixels. */
export const STEPS = 'spillway.steps';

/** Has a recognition model give what its backbone makes of the steps of a line as well: other alphabets are read from that. */
export function giveSteps({ graph }: OnnxModel): void {
  const pooled = graph.node.findLast(({ opType }) => opType === 'AveragePool')?.output[0];
  if (pooled === undefined) return;
  for (const each of graph.node) {
    each.output = each.output.map((name) => (name === pooled ? STEPS : name));
    each.input = each.input.map((name) => (name === pooled ? STEPS : name));
  }
  graph.output.push({ name: STEPS, type: { tensorType: { elemType: 1 } } });
}
