import { expect, it } from 'vitest';
import { createDetector } from './detect.ts';
import type { InputOf } from './picture-input.ts';
import type { InferenceSession } from './runtime.ts';

const [width, height] = [64, 32];
const raster = () => ({ width, height, data: new Uint8Array(3 * width * height) });

/** A session that says a bar of so much certainty stands on whatever it is shown, and counts its runs. */
function detector(certainty: number) {
  let runs = 0;
  const session = {
    inputNames: ['x'],
    outputNames: ['y'],
    run: async () => {
      runs++;
      const data = new Float32Array(width * height);
      for (let y = 8; y < 16; y++) data.fill(certainty, y * width + 8, y * width + 48);
      return { y: { data } };
    },
  } as unknown as InferenceSession;
  const inputOf: InputOf = async () => ({ width, height, planes: new Float32Array(3 * width * height) });
  return { detect: createDetector(session, inputOf), runs: () => runs };
}

it('takes hints and lines of one look from one run of the model', async () => {
  const { detect, runs } = detector(0.2);
  const picture = raster();
  expect(await detect(picture, 64, true)).toHaveLength(1);
  expect(await detect(picture, 64, false)).toHaveLength(0);
  expect(runs()).toBe(1);
});

it('looks anew at another picture, and at another size', async () => {
  const { detect, runs } = detector(0.9);
  const picture = raster();
  await detect(picture, 64, false);
  await detect(raster(), 64, false);
  await detect(picture, 64, false);
  await detect(picture, 32, false);
  expect(runs()).toBe(4);
});
