import type { Line } from '../../look/line.ts';
import type { ReadText } from '../reader.ts';

/** Labels of an axis look a little like words of marks. As many that were read as figures alone tell of those like them, of which less was spotted. */
const ENOUGH = 2;
const HARDLY_SPOTTED = 0.5;
/** Heights and lengths that differ by less than this share are alike. */
const LIKENESS = 0.15;
const ONLY_FIGURES = /^[\d\s:.,/%+-]+$/;
const PLAINLY = 0.85;

/** The lines of a page that were figures alone. */
export interface Figures {
  note(line: Line, reads: readonly ReadText[]): void;
  /** Whether a line is like several of them, and little was spotted on it. */
  areLike(line: Line, spotted: number): boolean;
}

export function figuresSeen(): Figures {
  const known: Line[] = [];
  return {
    note(line, reads) {
      if (reads.some(isFigures)) known.push(line);
    },
    areLike: (line, spotted) =>
      spotted < HARDLY_SPOTTED && known.filter((each) => isAlike(each, line)).length >= ENOUGH,
  };
}

function isFigures({ text, confidence }: ReadText): boolean {
  return confidence >= PLAINLY && ONLY_FIGURES.test(text);
}

function isAlike(a: Line, b: Line): boolean {
  const off = (one: number, other: number) => Math.abs(one - other) / Math.max(one, other);
  return off(a.height, b.height) < LIKENESS && off(a.length, b.length) < LIKENESS;
}
