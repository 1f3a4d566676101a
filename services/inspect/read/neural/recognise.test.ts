import { expect, test } from 'vitest';
import { createRandom } from '../../../../test/corpus/random.ts';
import { giveBestClass } from './graph/best-class.ts';
import { streamline } from './graph/streamline.ts';
import { loadModelFiles } from './model-files.ts';
import { bestOf, createRecogniser, decodeCtc, STRIP_HEIGHT } from './recognise.ts';
import { InferenceSession, sessionOptions } from './runtime.ts';

const characters = ['A', 'B', ' '];
const read = (...classes: number[]) =>
  decodeCtc(
    { classes: Int32Array.from(classes), scores: new Float32Array(classes.length).fill(0.5) },
    characters,
  );

test('a class that goes on is one character, and behind a blank another', () => {
  expect(read(0, 1, 1, 0, 1, 2, 2, 3, 0).text).toBe('AAB');
  expect(read(1, 3, 2).text).toBe('A B');
});

test('the confidence is the mean over characters, not over steps', () => {
  const scores = Float32Array.of(0.1, 1, 0.2, 0.1, 0.5);
  expect(decodeCtc({ classes: Int32Array.of(0, 1, 1, 0, 2), scores }, characters).confidence).toBe(0.75);
  expect(read(0, 0)).toEqual({ text: '', confidence: 0 });
});

test('of classes as likely the first counts', () => {
  const all = Float32Array.of(0.1, 0.4, 0.4, 0.1, /**/ 0.7, 0.1, 0.1, 0.1);
  expect([...bestOf(all, 4).classes]).toEqual([1, 0]);
});

test('a model reads the same whether it gives its best classes or all scores', async () => {
  const { recognition, characters: known } = await loadModelFiles();
  const strips = [strip(320), strip(77), strip(200)];
  const texts = await Promise.all(
    [recognition, streamline(recognition, giveBestClass)].map(async (bytes) => {
      const session = await InferenceSession.create(bytes, sessionOptions);
      const recognise = createRecogniser(session, known);
      const reads = [];
      for (const one of strips) reads.push(await recognise(one));
      await session.release();
      return { outputs: session.outputNames.length, reads };
    }),
  );
  expect(texts.map(({ outputs }) => outputs)).toEqual([1, 2]);
  for (const { reads } of texts.slice(1)) {
    reads.forEach(({ text, confidence }, i) => {
      expect(text).toBe(texts[0]?.reads[i]?.text);
      expect(confidence).toBeCloseTo(texts[0]?.reads[i]?.confidence ?? -1, 4);
    });
  }
  expect(texts[0]?.reads[0]?.text).not.toBe('');
});

/** Upright strokes, some of them joined: enough for the model to read letters in it. */
function strip(width: number) {
  const random = createRandom(width);
  const data = new Uint8Array(width * STRIP_HEIGHT * 3).fill(240);
  for (let x = 6; x < width - 6; x += 14 + Math.floor(random.between(0, 8))) {
    const joined = random.between(0, 1) > 0.5;
    for (let y = 10; y < 38; y++) {
      const to = joined && (y < 14 || y > 33) ? x + 10 : x + 4;
      for (let at = x; at < Math.min(to, width); at++)
        data.fill(20, (y * width + at) * 3, (y * width + at) * 3 + 3);
    }
  }
  return { width, height: STRIP_HEIGHT, data, stretch: 1 };
}
