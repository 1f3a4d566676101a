import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { inkOf } from './ink.ts';

test('a stroke through a mark is seen, along the line or over its letters alone', () => {
  expect(looksOf((context) => context.fillRect(20, 58, 370, 3))).toMatchObject({
    struck: true,
    boxed: false,
  });
  expect(looksOf((context) => context.fillRect(50, 57, 300, 4))).toMatchObject({ struck: true });
});

test('a stroke that compression broke is still one', () => {
  const broken = (context: SKRSContext2D) => {
    context.fillRect(50, 57, 300, 3);
    context.fillStyle = 'white';
    for (const x of [81, 149, 217, 285]) context.fillRect(x, 50, 1, 20);
  };
  expect(looksOf(broken)).toMatchObject({ struck: true });
});

test('text under a stamp is no stroke through it', () => {
  const text = (context: SKRSContext2D) => {
    for (let x = 20; x < 390; x += 19) context.fillRect(x, 56, 15, 8);
  };
  expect(looksOf(text)).toMatchObject({ struck: false, boxed: false });
});

test('a mark alone is neither struck nor boxed; a frame around it is seen', () => {
  expect(looksOf(() => {})).toEqual({ struck: false, boxed: false, red: false });
  expect(looksOf((context) => context.strokeRect(30, 31, 342, 58))).toMatchObject({
    struck: false,
    boxed: true,
  });
});

test('red ink is seen', () => {
  expect(looksOf(() => {}, '#b01020')).toMatchObject({ red: true });
});

/** Nine letters E, 40 pixels high, in the middle of a strip, with something drawn over them. */
function looksOf(draw: (context: SKRSContext2D) => void, colour = 'black') {
  const [width, height] = [410, 120];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 3;
  for (let x = 50; x < 350; x += 34) {
    context.fillRect(x, 40, 7, 40);
    for (const y of [40, 57, 74]) context.fillRect(x, y, 24, 6);
  }
  draw(context);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = Uint8Array.from(
    { length: 3 * width * height },
    (_, at) => data[4 * Math.floor(at / 3) + (at % 3)] ?? 0,
  );
  const line = { cx: 200, cy: 60, ux: 1, uy: 0, length: 310, height: 40, score: 1 };
  return inkOf({ width, height, data: pixels }, line);
}
