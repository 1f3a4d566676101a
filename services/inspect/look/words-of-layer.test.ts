import { expect, it } from 'vitest';
import { type Bits, bitsBelow } from './bits.ts';
import { wordsOf } from './words-of-layer.ts';

const [WIDTH, HEIGHT] = [900, 700];

function inkOf(data: Uint8Array): Bits {
  return bitsBelow(data, { width: WIDTH, height: HEIGHT }, 128);
}

/** White, with a word of upright strokes along a slant. */
function layerWith(...words: ReadonlyArray<{ x: number; y: number; slant: number; tall?: number }>): Bits {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  const dot = (x: number, y: number) => {
    data[Math.round(y) * WIDTH + Math.round(x)] = 20;
  };
  for (const { x, y, slant, tall = 30 } of words) {
    const [ux, uy] = [Math.cos(slant), Math.sin(slant)];
    for (let along = -80; along <= 80; along++) {
      if ((along + 80) % 16 > 8) continue;
      for (let down = -tall / 2; down <= tall / 2; down += 0.5)
        dot(x + along * ux - down * uy, y + along * uy + down * ux);
    }
  }
  return inkOf(data);
}

it('finds a word at a slant, as long and as high as its letters', () => {
  const words = wordsOf(layerWith({ x: 400, y: 300, slant: -0.4 }));
  const [word] = words;
  expect(word?.cx).toBeCloseTo(400, -1);
  expect(word?.cy).toBeCloseTo(300, -1);
  expect(Math.atan2(word?.uy ?? 0, word?.ux ?? 0)).toBeCloseTo(-0.4, 1);
  expect(Math.abs((word?.length ?? 0) - 160)).toBeLessThan(30);
  expect(Math.abs((word?.height ?? 0) - 30)).toBeLessThan(20);
});

it('puts a word of a tile right after the others of its length', () => {
  const tile = [100, 250, 400].map((y) => ({ x: 200, y, slant: -0.3 }));
  const blurred = { x: 200, y: 560, slant: -0.3, tall: 52 };
  const heights = wordsOf(layerWith(...tile, blurred)).map(({ height }) => height);
  expect(Math.max(...heights.slice(0, 4))).toBe(Math.min(...heights.slice(0, 4)));
});

it('takes no specks for words', () => {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (let at = 0; at < WIDTH * HEIGHT; at += 397) data[at] = 20;
  expect(wordsOf(inkOf(data))).toEqual([]);
});

it('takes no speech bubble for a word', () => {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (let y = 300; y < 380; y++) data.fill(20, y * WIDTH + 200, y * WIDTH + 600);
  expect(wordsOf(inkOf(data))).toEqual([]);
});
