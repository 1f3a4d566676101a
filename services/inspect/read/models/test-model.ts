import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Raster } from '../../look/raster.ts';
import type { ScriptReader } from '../scripts/script-reader.ts';

/** What a reader made of the sample line of its script. */
export interface ModelTest {
  readonly expected: string;
  readonly got: string;
  /** Share of characters read right, 0–1; spaces do not count. */
  readonly right: number;
}

/** Reads `<script>.png` of the samples and compares with `<script>.txt`. The samples are ours and fictional. */
export async function testModel(samples: string, reader: ScriptReader): Promise<ModelTest> {
  const { data, info } = await sharp(join(samples, `${reader.script}.png`))
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raster: Raster = { width: info.width, height: info.height, data };
  const whole = {
    cx: info.width / 2,
    cy: info.height / 2,
    ux: 1,
    uy: 0,
    length: info.width,
    height: info.height,
    score: 1,
  };
  const expected = (await readFile(join(samples, `${reader.script}.txt`), 'utf8')).trim();
  const { text } = await reader.readLine(raster, whole);
  return { expected, got: text, right: shareRight(withoutSpaces(expected), withoutSpaces(text)) };
}

const withoutSpaces = (text: string) => text.normalize('NFC').replaceAll(/\s/g, '');

/** One less the edit distance over the expected length. */
export function shareRight(expected: string, got: string): number {
  const a = [...expected];
  const b = [...got];
  let row = b.map((_, j) => j + 1);
  a.forEach((character, i) => {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, left + 1, diagonal + (character === b[j] ? 0 : 1));
      diagonal = above;
      left = cost;
      return cost;
    });
  });
  const distance = b.length === 0 ? a.length : (row.at(-1) ?? 0);
  return Math.max(0, 1 - distance / Math.max(1, a.length));
}
