import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { findInkLines } from './find-lines.ts';
import type { Raster } from './raster.ts';

/** Rows of short strokes, as dense as small type on a scanned page. */
function rowsOfStrokes(paper: string, ink: string): Raster {
  const canvas = createCanvas(900, 400);
  const pen = canvas.getContext('2d');
  pen.fillStyle = paper;
  pen.fillRect(0, 0, 900, 400);
  pen.fillStyle = ink;
  for (let row = 0; row < 20; row++) {
    for (let stroke = 0; stroke < 120; stroke++) pen.fillRect(60 + stroke * 6, 40 + row * 15, 3, 9);
  }
  const { data } = pen.getImageData(0, 0, 900, 400);
  const rgb = new Uint8Array(900 * 400 * 3);
  for (let i = 0; i < 900 * 400; i++) for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * 4 + c] ?? 0;
  return { width: 900, height: 400, data: rgb };
}

test.each([
  ['dark on light', '#fff', '#000'],
  ['light on dark', '#111', '#eee'],
  ['grey on white', '#fff', '#999'],
])('dense lines of %s stay apart: the paper between them is not taken for ink', (_name, paper, ink) => {
  const lines = findInkLines(rowsOfStrokes(paper, ink)).filter((line) => line.length > 500);
  expect(lines).toHaveLength(20);
});
