import { writeFile } from 'node:fs/promises';
import { streamline } from '../../services/inspect/read/neural/graph/streamline.ts';
import { detectionModel } from './detection-model.ts';

/** Writes PP-OCR's detection model in the steps that `model.py` knows: npx tsx test/line-finder/teacher.ts OUT.onnx */
const [, , out] = process.argv;
if (out === undefined) throw new Error('Expected the name of the file to write');
await writeFile(out, streamline(await detectionModel()));
