import sharp from 'sharp';
import { expect, it } from 'vitest';
import { lettersOf } from './letters.ts';

async function drawn(text: string, colour = '#111') {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="60"><rect width="100%" height="100%" fill="#fff"/><text x="20" y="42" font-size="36" font-family="sans-serif" fill="${colour}">${text}</text></svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const line = { cx: 190, cy: 30, ux: 1, uy: 0, length: 360, height: 46, score: 1 };
  return lettersOf({ width: info.width, height: info.height, data }, line);
}

it('tells capitals from small letters', async () => {
  expect((await drawn('NATO SECRET')).even).toBe(true);
  expect((await drawn('the spare parts')).even).toBe(false);
});

it.each(['ŚCIŚLE TAJNE', 'SECRET DÉFENSE', 'TRÈS SECRET', 'ÇOK GİZLİ'])(
  'takes %s for capitals',
  async (mark) => {
    expect((await drawn(mark)).even).toBe(true);
  },
);

it.each(['Le plan révisé', 'Zimowy rozkład', 'Onze caisses de tulipes'])(
  'takes %s for small letters',
  async (text) => {
    expect((await drawn(text)).even).toBe(false);
  },
);

it('sees red ink', async () => {
  expect((await drawn('TAJNE', '#c01722')).red).toBe(true);
  expect((await drawn('TAJNE')).red).toBe(false);
});
