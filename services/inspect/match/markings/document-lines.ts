import type { TextSegment } from '../../report.ts';
import { clean, type Folder } from './fold.ts';
import { inReadingOrder } from './reading-order.ts';

/** One line of the document, with where it stands. A mark never crosses a line. */
export interface Line {
  /** As in the document, accents composed, invisible characters gone, letter-spaced words closed up (and padded behind). */
  readonly text: string;
  /** Same length as `text`. */
  readonly folded: string;
  readonly segment: TextSegment;
  /** Index among all lines of the document. */
  readonly index: number;
  /** Where marks stand: the first or last lines of a page, a header, footer, title, stamp or watermark. */
  readonly edge: 'top' | 'bottom' | null;
  /** Non-empty lines on the same page. */
  readonly pageLines: number;
}

/** Lines this far from the top or bottom of a page count as its edge, as do OCR lines in the outer 15 % of its height. */
const EDGE_LINES = 3;
const EDGE_HEIGHT = 0.15;

export function documentLines(folder: Folder, segments: readonly TextSegment[]): Line[] {
  const lines: Line[] = [];
  for (const page of pagesOf(segments)) {
    page.forEach(({ text, segment }, at) => {
      const place = { index: lines.length, edge: edgeOf(segment, at, page.length), pageLines: page.length };
      lines.push(lineOf(folder, text, segment, place));
    });
  }
  return lines;
}

/** Most lines are never asked for their folded text. */
function lineOf(
  folder: Folder,
  text: string,
  segment: TextSegment,
  place: Pick<Line, 'index' | 'edge' | 'pageLines'>,
): Line {
  let folded: string | null = null;
  return {
    text,
    segment,
    ...place,
    get folded() {
      folded ??= folder.fold(text);
      return folded;
    },
  };
}

interface RawLine {
  readonly text: string;
  readonly segment: TextSegment;
}

function pagesOf(segments: readonly TextSegment[]): (readonly RawLine[])[] {
  const pages = new Map<string, RawLine[]>();
  for (const segment of segments) {
    if (segment.source === 'label') continue;
    const key = `${segment.where.part}\n${segment.where.page ?? 0}`;
    const page = pages.get(key) ?? [];
    for (const text of clean(segment.text).split(/[\n\r\f\u2028\u0085]+/)) {
      for (const piece of cut(text)) {
        if (piece.trim() !== '') page.push({ text: closeUp(piece), segment });
      }
    }
    pages.set(key, page);
  }
  return [...pages.values()].map(inReadingOrder);
}

/** Longer lines are cut: no mark is as long, and no pattern may be shown an endless line. */
const LONGEST_LINE = 1000;

function cut(text: string): string[] {
  if (text.length <= LONGEST_LINE) return [text];
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const gap = text.lastIndexOf(' ', from + LONGEST_LINE);
    const to = from + LONGEST_LINE >= text.length ? text.length : gap > from ? gap : from + LONGEST_LINE;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

/** `S E C R E T  //` becomes `SECRET       //`: the length stays, so do all places behind it. */
function closeUp(text: string): string {
  if (!/\p{L} [\p{L}\d] \p{L}/u.test(text)) return text;
  let closed = '';
  let run: string[] = [];
  const flush = (gap: string): void => {
    const spaced = run.join(' ');
    // "a b c d" are letters of a list; a word spread in small letters is longer.
    const capitals = /^\P{Ll}*$/u.test(spaced);
    const spread =
      isWord(run) &&
      (run.length >= (capitals ? 4 : 6) ||
        (capitals && run.length === 3 && (gap.length > 1 || spaced.length === text.trim().length)));
    closed += (spread ? run.join('').padEnd(spaced.length) : spaced) + gap;
    run = [];
  };
  // Words and gaps in turn: single capitals one space apart are letters of one word.
  const pieces = text.split(/( +)/);
  for (let at = 0; at < pieces.length; at += 2) {
    const [word = '', gap = ''] = [pieces[at], pieces[at + 1]];
    if (!SINGLE.test(word)) {
      flush('');
      closed += word + gap;
      continue;
    }
    run.push(word);
    if (gap !== ' ' || !SINGLE.test(pieces[at + 2] ?? '')) flush(gap);
  }
  flush('');
  return closed;
}

/** Letters of scripts with case, and digits that readers see in their place; Han words have readers of their own. */
const SINGLE = /^[\p{Lu}\p{Ll}013458]$/u;
/** One letter in so many may have been read as a digit: `S E C R 3 T`, `С Е К Р Е Т Н 0`. */
const LETTERS_PER_DIGIT = 3;

function isWord(run: readonly string[]): boolean {
  const digits = run.filter((char) => /\d/.test(char)).length;
  return digits * LETTERS_PER_DIGIT <= run.length && (digits === 0 || /^\P{Ll}*$/u.test(run.join('')));
}

function edgeOf(segment: TextSegment, at: number, count: number): Line['edge'] {
  const { zone, box } = segment.where;
  if (zone === 'header' || zone === 'title' || zone === 'stamp' || zone === 'watermark') return 'top';
  if (zone === 'footer') return 'bottom';
  if (zone === 'cell') return null;
  if (box) {
    if (box[1] < EDGE_HEIGHT) return 'top';
    if (box[1] + box[3] > 1 - EDGE_HEIGHT) return 'bottom';
  }
  if (at < EDGE_LINES) return 'top';
  return at >= count - EDGE_LINES ? 'bottom' : null;
}
