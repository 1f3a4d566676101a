import type { Span } from '../mark.ts';

/** A cell of a row of text: its letters without quotation marks, and where they stand in the line. */
export interface Cell extends Span {
  readonly text: string;
}

/** What parts cells; `gap` is two spaces and more, as in tables that were typed; `space` one, in scripts whose words have none between them. */
export type Delimiter = ',' | ';' | '\t' | '|' | 'gap' | 'space';

export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|', 'gap', 'space'];
/** Tables of Han, kana or Hangul, copied out of a page. */
const SPACED = /^\s{0,9}[\u3041-\u9fff\uac00-\ud7a3]{2,10} /;
export const LEAST_CELLS = 3;
const MOST_CELLS = 200;

/** How many cells a line may have, counted until there are too many; for typed tables whether there are enough: empty ones do not show. */
export function mayBeRow(line: string, delimiter: Delimiter, most = MOST_CELLS): number {
  if (delimiter === 'space') {
    const isHeader = most === MOST_CELLS;
    return isHeader && !isSpacedHeader(line) ? 1 : line.trim().split(' ').length;
  }
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

/** Whether a line may name columns that single spaces part. */
export function isSpacedHeader(line: string): boolean {
  return SPACED.test(line);
}

export function cellsOf(line: string, delimiter: Delimiter): readonly Cell[] {
  if (delimiter === 'gap')
    return [...line.matchAll(/[^\s](?:[^\s]| (?! ))*/g)].map((match) =>
      cellAt(line, match.index, match[0].length),
    );
  const cells: Cell[] = [];
  let start = 0;
  for (const piece of line.split(delimiter === 'space' ? ' ' : delimiter)) {
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
