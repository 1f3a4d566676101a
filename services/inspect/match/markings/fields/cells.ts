import type { Span } from '../mark.ts';

/** A cell of a row of text: its letters without quotation marks, and where they stand in the line. */
export interface Cell extends Span {
  readonly text: string;
}

/** What parts cells; `gap` is two spaces and more, as in tables that were typed. */
export type Delimiter = ',' | ';' | '\t' | '|' | 'gap';

export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|', 'gap'];
export const LEAST_CELLS = 3;
const MOST_CELLS = 200;

/** How many cells a line may have, counted until there are too many; for typed tables whether there are enough: empty ones do not show. */
export function mayBeRow(line: string, delimiter: Delimiter, most = MOST_CELLS): number {
  const sign = delimiter === 'gap' ? '  ' : delimiter;
  let cells = 1;
  for (let at = line.indexOf(sign); at >= 0; at = line.indexOf(sign, at)) {
    cells += 1;
    at += sign.length;
    if (cells > most) return cells;
    if (delimiter !== 'gap') continue;
    if (cells >= LEAST_CELLS) return LEAST_CELLS;
    while (line[at] === ' ') at += 1;
  }
  return cells;
}

export function cellsOf(line: string, delimiter: Delimiter): readonly Cell[] {
  if (delimiter === 'gap')
    return [...line.matchAll(/[^\s](?:[^\s]| (?! ))*/g)].map((match) =>
      cellAt(line, match.index, match[0].length),
    );
  const cells: Cell[] = [];
  let start = 0;
  for (const piece of line.split(delimiter)) {
    cells.push(cellAt(line, start, piece.length));
    start += piece.length + 1;
  }
  return cells;
}

function cellAt(line: string, from: number, length: number): Cell {
  const piece = line.slice(from, from + length);
  const trimmed = piece.trim();
  const text = trimmed.replace(/^"(.*)"$/, '$1').trim();
  const start = from + Math.max(0, piece.indexOf(text));
  return { text, start, end: start + text.length };
}
