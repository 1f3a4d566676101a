import { ints, intsAttribute, node, openGraph } from './graph.ts';
import type { OnnxModel, OnnxTensor } from './onnx-file.ts';

/** What a detection model sees at an eighth and a sixteenth of the picture: values of the graph. */
interface Stages {
  readonly eighth: string;
  readonly sixteenth: string;
}

/** Weights of two layers over each place, in the order of the file: those of the places' channels, hidden by channels, then the rest. */
export interface Head {
  readonly hidden: number;
  readonly channels: number;
  readonly weights: Float32Array;
}

export const FIRST_LOOK = 'spillway.first.look';

const FLOAT32 = 1;

/**
 * Leaves of a detection model its first stages, two fifths of its cost, with a small head that says of each sixteenth of the picture's
 * width and height whether writing is there.
 */
export function keepFirstStages({ graph: file }: OnnxModel, head: Head): void {
  const stages = stagesOf(file.node);
  const { hidden, channels, weights } = head;
  const sizes = [hidden * channels, hidden, hidden, 1];
  const dims = [[hidden, channels, 1, 1], [hidden], [1, hidden, 1, 1], [1]];
  const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
  const constants = sizes.map((size, i): OnnxTensor => {
    const end = ends[i] ?? 0;
    const rawData = new Uint8Array(weights.slice(end - size, end).buffer);
    return { name: `${FIRST_LOOK}.${i}`, dims: dims[i] ?? [], dataType: FLOAT32, floatData: [], rawData };
  });
  const [mixing = '', mixingBias = '', last = '', lastBias = ''] = constants.map(({ name }) => name);
  const value = (name: string) => `${FIRST_LOOK}.${name}`;
  const halved = [intsAttribute('kernel_shape', [2, 2]), intsAttribute('strides', [2, 2])];
  file.initializer.push(...constants);
  file.node.push(
    node('MaxPool', [stages.eighth], value('most'), halved),
    node('AveragePool', [stages.eighth], value('mean'), halved),
    node('Concat', [value('most'), value('mean'), stages.sixteenth], value('seen'), [
      { name: 'axis', type: 2, i: 1 },
    ]),
    node('Conv', [value('seen'), mixing, mixingBias], value('mixed')),
    node('Relu', [value('mixed')], value('hidden')),
    node('Conv', [value('hidden'), last, lastBias], FIRST_LOOK),
  );
  file.output = [{ name: FIRST_LOOK, type: { tensorType: { elemType: FLOAT32 } } }];
  openGraph(file).finish();
}

/** A stage ends where the picture is halved again: the fourth time from an eighth, the fifth from a sixteenth. */
export function stagesOf(nodes: OnnxModel['graph']['node']): Stages {
  const halving = nodes.filter(
    (one) => one.opType === 'Conv' && ints(one, 'strides', [1, 1]).every((step) => step === 2),
  );
  const [eighth, sixteenth] = [halving[3]?.input[0], halving[4]?.input[0]];
  if (eighth === undefined || sixteenth === undefined) {
    throw new Error('Expected a detection model that halves the picture five times');
  }
  return { eighth, sixteenth };
}
