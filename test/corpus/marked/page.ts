import type { Family } from '../fonts.ts';
import { FICTIONAL, type MarkedPage } from '../kinds.ts';
import { paragraph } from '../prose.ts';
import type { Random } from '../random.ts';
import type { Sheet } from '../sheet.ts';
import type { Mark } from './marks.ts';

/** Pixels at 150 dpi. */
export const A4 = { width: 1240, height: 1754 };

export function done(sheet: Sheet, mark: Mark): MarkedPage {
  sheet.text(FICTIONAL, sheet.width - 20, sheet.height - 14, {
    size: 13,
    family: 'Sans',
    colour: '#999999',
    align: 'right',
  });
  return { page: sheet.canvas, mark };
}

/** Paragraphs in the mark's language, each with its portion mark where there is one. */
export function body(
  sheet: Sheet,
  random: Random,
  mark: Mark,
  area: { x: number; y: number; width: number; until: number; size: number; family: Family; colour?: string },
): void {
  let y = area.y;
  const { size, family } = area;
  const style = { size, family, ...(area.colour === undefined ? {} : { colour: area.colour }) };
  while (y < area.until - size * 6) {
    const text = `${mark.portion === null ? '' : `${mark.portion} `}${paragraph(random, mark.language, random.int(2, 4))}`;
    y = sheet.paragraph(text, { x: area.x, y, width: area.width }, style) + size * 0.8;
  }
}

/** The mark alone, no portions. */
export const unportioned = (mark: Mark): Mark => ({ ...mark, portion: null });
