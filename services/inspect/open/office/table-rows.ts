import { type Banner, bannersOf } from './sheet-banners.ts';

// Split where each begins: looking for where one ends would take the square of the time where none does.
const TABLE = /<table:table(?=[\s>])/;
const ROW = /<table:table-row(?=[\s>])/;
const CELL = /<table:(?=table-cell[\s>])/;

/** The cells of an OpenDocument sheet that stand as banners do, as XML. */
export function tableBanners(xml: string): Banner<string>[] {
  return xml
    .split(TABLE)
    .slice(1)
    .flatMap((table) => {
      const rows = table
        .split(ROW)
        .slice(1)
        .map(filledCells)
        .filter((cells) => cells.length > 0);
      return bannersOf(rows, rows.at(-1) ?? null);
    });
}

function filledCells(row: string): string[] {
  return row
    .split(CELL)
    .slice(1)
    .filter((cell) => /<text:p[\s>]/.test(cell))
    .map((cell) => `<${cell}`);
}
