import { intAttribute, node } from './graph.ts';
import type { OnnxModel } from './onnx-file.ts';

/** What a model that was changed gives: int32 and float32, one of each a step. */
export const BEST = { classes: 'spillway.best.classes', scores: 'spillway.best.scores' } as const;

const FLOAT32 = 1;
const INT32 = 6;
const INT64 = 7;
/** From this operator set on TopK takes its number as an input. */
const NUMBER_IS_INPUT = 10;

/**
 * Has a recognition model give each step's likeliest class with its score, in place of a score for each of its thousands of
 * classes: three megabytes a line, which had to be copied, searched and collected.
 */
export function giveBestClass({ graph, opsetImport }: OnnxModel): void {
  const [scores, ...others] = graph.output;
  const version = opsetImport.find(({ domain = '' }) => domain === '')?.version;
  if (scores === undefined || others.length > 0 || version === undefined) return;
  const [one, index] = ['spillway.best.one', 'spillway.best.index'];
  const asInput = version >= NUMBER_IS_INPUT;
  if (asInput) {
    const rawData = new Uint8Array(BigInt64Array.of(1n).buffer);
    graph.initializer.push({ name: one, dims: [1], dataType: INT64, floatData: [], rawData });
  }
  const best = node('TopK', asInput ? [scores.name, one] : [scores.name], BEST.scores, [
    intAttribute('axis', -1),
    ...(asInput ? [] : [intAttribute('k', 1)]),
  ]);
  best.output.push(index);
  graph.node.push(best, node('Cast', [index], BEST.classes, [intAttribute('to', INT32)]));
  graph.output = [output(BEST.classes, INT32), output(BEST.scores, FLOAT32)];
}

const output = (name: string, elemType: number) => ({ name, type: { tensorType: { elemType } } });
