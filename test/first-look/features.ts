import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openGraph } from '../../services/inspect/read/neural/graph/graph.ts';
import { streamline } from '../../services/inspect/read/neural/graph/streamline.ts';
import { createInputOf } from '../../services/inspect/read/neural/picture-input.ts';
import { InferenceSession, sessionOptions, Tensor } from '../../services/inspect/read/neural/runtime.ts';
import { detectionModel, stagesOf } from '../line-finder/detection-model.ts';
import { CELL } from './cells.ts';

/**
 * What the head of the first look sees of drawn views: features.bin, 32-bit floats, channels by cells, one view after the other.
 *   npx tsx test/first-look/features.ts FOLDER…
 */
const { positionals } = parseArgs({ allowPositionals: true });
const FLOAT32 = 1;
let names = { eighth: '', sixteenth: '' };
const model = streamline(await detectionModel(), ({ graph }) => {
  names = stagesOf(graph.node);
  graph.output = [names.eighth, names.sixteenth].map((name) => ({
    name,
    type: { tensorType: { elemType: FLOAT32 } },
  }));
  openGraph(graph).finish();
});
const session = await InferenceSession.create(model, sessionOptions);
const inputOf = createInputOf();

for (const folder of positionals) {
  const index = (await readFile(`${folder}/index.jsonl`, 'utf8')).trim().split('\n');
  const views = await open(`${folder}/views.bin`);
  const out = createWriteStream(`${folder}/features.bin`);
  for (const line of index) {
    const { width, height } = JSON.parse(line) as { width: number; height: number };
    const data = new Uint8Array(width * height * 3);
    await views.read(data);
    const { planes } = await inputOf({ width, height, data }, { width, height });
    const result = await session.run({ x: new Tensor('float32', planes, [1, 3, height, width]) });
    const [eighth, sixteenth] = [result[names.eighth], result[names.sixteenth]];
    if (!(eighth?.data instanceof Float32Array) || !(sixteenth?.data instanceof Float32Array)) {
      throw new Error('Expected the stages to give float32');
    }
    const cells = { across: width / CELL, down: height / CELL };
    for (const part of [...halved(eighth.data, cells), sixteenth.data]) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      if (!out.write(bytes)) await once(out, 'drain');
    }
  }
  out.end();
  await views.close();
  console.log(`${folder}: ${index.length} views`);
}

/** The most and the mean of each four places. */
function halved(
  planes: Float32Array,
  { across, down }: { across: number; down: number },
): [Float32Array, Float32Array] {
  const channels = planes.length / (4 * across * down);
  const most = new Float32Array(channels * across * down);
  const mean = new Float32Array(most.length);
  for (let i = 0; i < most.length; i++) {
    const x = i % across;
    const row = Math.floor(i / across);
    const at = row * 2 * (2 * across) + 2 * x;
    const four = [planes[at], planes[at + 1], planes[at + 2 * across], planes[at + 2 * across + 1]].map(
      (value) => value ?? 0,
    );
    most[i] = Math.max(...four);
    mean[i] = four.reduce((sum, value) => sum + value, 0) / 4;
  }
  return [most, mean];
}
