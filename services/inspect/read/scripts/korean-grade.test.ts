import { describe, expect, it } from 'vitest';
import type { Raster } from '../../look/raster.ts';
import { stemsOf, withGradeNumeral } from './korean-grade.ts';

const HEIGHT = 40;

/** A white strip with black bars; those after the numeral stand for the syllables behind it. */
function strip(bars: ReadonlyArray<readonly [x: number, y: number, width: number, height: number]>): Raster {
  const width = 200;
  const data = new Uint8Array(width * HEIGHT * 3).fill(240);
  for (const [x, y, w, h] of [...bars, ...SYLLABLES]) {
    for (let row = y; row < y + h; row++)
      data.fill(20, (row * width + x) * 3, (row * width + Math.min(width, x + w)) * 3);
  }
  return { width, height: HEIGHT, data };
}

const SYLLABLES = [60, 95, 130].flatMap((x) => [
  [x, 6, 22, 4] as const,
  [x, 19, 28, 3] as const,
  [x + 4, 28, 20, 4] as const,
]);
const stems = (...xs: number[]) => xs.map((x) => [x, 6, 3, 26] as const);
const said = (text: string) => ({ text, confidence: 0.7 });

describe('the numeral of a Korean grade', () => {
  it.each([
    ['Ⅰ', stems(20)],
    ['Ⅱ', [...stems(16, 26), [12, 6, 20, 2] as const, [12, 30, 20, 2] as const]],
    ['Ⅲ', [...stems(12, 21, 30), [10, 6, 25, 2] as const]],
  ])('is %s by the stems on the picture', (numeral, bars) => {
    expect(withGradeNumeral(said('표급 비밀 -'), () => strip(bars)).text).toBe(`${numeral}급 비밀 -`);
  });

  it('is counted in light letters on dark as well', () => {
    const dark = strip(stems(12, 21, 30));
    const light = { ...dark, data: dark.data.map((value) => 255 - value) };
    expect(stemsOf(light)).toBe(3);
  });

  it.each([
    ['strokes of different widths', [...stems(12), [22, 6, 9, 26] as const]],
    ['more strokes than a numeral has', stems(12, 18, 24, 30)],
    ['a slanted stroke', Array.from({ length: 26 }, (_, y) => [10 + y, 6 + y, 3, 1] as const)],
  ])('stays as read beside %s', (_, bars) => {
    expect(withGradeNumeral(said('고급비밀'), () => strip(bars)).text).toBe('고급비밀');
  });

  it.each(['2급비밀', '도서관 운영 계획', '급비밀', '우리 회사의 2급 비밀'])(
    'is not looked for in %s',
    (text) => {
      const never = () => {
        throw new Error('Looked at the picture');
      };
      expect(withGradeNumeral(said(text), never)).toEqual(said(text));
    },
  );

  it('is counted over what was not surely read alone', () => {
    const read = { text: 'Ⅱ급비밀', confidence: 0.99 };
    expect(withGradeNumeral(read, () => strip(stems(20)))).toEqual(read);
    expect(withGradeNumeral(said('Ⅱ급비밀'), () => strip(stems(20))).text).toBe('Ⅰ급비밀');
  });
});
