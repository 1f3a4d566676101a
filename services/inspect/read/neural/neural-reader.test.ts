import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerFonts, stackOf } from '../../../../test/corpus/fonts.ts';
import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { createNeuralReader, type NeuralEngine } from './neural-reader.ts';

let reader: NeuralEngine;
beforeAll(async () => {
  registerFonts();
  reader = await createNeuralReader();
});
afterAll(() => reader.close());

/** Words one after the other, each so many pixels high, in black on white. */
function written(...words: readonly (readonly [text: string, size: number])[]): {
  raster: Raster;
  line: Line;
} {
  const [width, height, left] = [320, 64, 20];
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#222';
  pen.textBaseline = 'middle';
  let at = left;
  for (const [text, size] of words) {
    pen.font = `700 ${size}px ${stackOf('Han')}`;
    pen.fillText(text, at, height / 2);
    at += pen.measureText(text).width;
  }
  const rgba = pen.getImageData(0, 0, width, height).data;
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => rgba[Math.floor(i / 3) * 4 + (i % 3)] ?? 0,
  );
  const [length, tall] = [at - left, Math.max(...words.map(([, size]) => size))];
  const line = {
    cx: left + length / 2,
    cy: height / 2,
    ux: 1,
    uy: 0,
    length: length + 6,
    height: tall * 1.4,
    score: 1,
  };
  return { raster: { width, height, data }, line };
}

it.each(['秘密', '机密'])('reads the star behind %s where it is drawn small', async (level) => {
  const { raster, line } = written([level, 16], ['★', 9], ['公布前', 16]);
  expect((await reader.readLine(raster, line)).text).toBe(`${level}★公布前`);
});

it('reads asterisks as asterisks', async () => {
  const { raster, line } = written(['password = "***";', 20]);
  expect((await reader.readLine(raster, line)).text).not.toContain('★');
});
