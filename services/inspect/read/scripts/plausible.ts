import type { Line } from '../../look/line.ts';
import type { ReadText } from '../reader.ts';
import type { Script } from './scripts.ts';

/** Widths of a character, in heights of its line's box, and what the box of a line without Han is wider than its characters. */
const WIDTH = { han: 0.75, capital: 0.5, figure: 0.45, other: 0.38, margin: 0.7 };
/** Letters of another script may look like one figure, hardly all of them like figures. */
const FIGURES = /^\d{2,}$/;
/** A read that fills this much of its line has left nothing out. */
const FILLED = 0.7;
const SURE = 0.85;
const DOUBTLESS = 0.95;

/** A sure read of as many Latin letters and none of Han is no line of kana, however wide its letters are set, and a doubtless one of no script without look-alikes. */
const LATIN = /^(?=(?:\P{Script=Latin}*\p{Script=Latin}){8})\P{Script=Han}*$/u;

/** Letters that no letter of the script looks like, not even to a reader that knows only Latin ones. */
const UNLIKE: Partial<Record<Script, RegExp>> = {
  cyrillic: /[DFGJQSWZdfhjqstvwz]/g,
  greek: /[CDFGJLQRSWbcdfghjlmqwz]/g,
};
/** Share of such letters that settles it: misreads bring in a few. */
const UNLIKE_SHARE = 0.08;

/**
 * Whether a line that the engine read like this may be in the script after all. A script the engine does not know leaves gaps or doubt,
 * except where its letters look like Latin ones: then every letter has a counterpart.
 */
export function mayBe(script: Script, read: ReadText, line: Line): boolean {
  if (read.confidence < SURE) return true;
  if (LATIN.test(read.text) && (script === 'kana' || (read.confidence >= DOUBTLESS && !(script in UNLIKE))))
    return false;
  const unlike = UNLIKE[script];
  if (unlike === undefined) return filled(read.text, line) < FILLED;
  const letters = read.text.match(/\p{L}/gu)?.length ?? 0;
  const strange = read.text.match(unlike)?.length ?? 0;
  const han = /\p{Script=Han}/u.test(read.text);
  if (letters === 0) return !han && !FIGURES.test(read.text);
  return !han && strange / letters < UNLIKE_SHARE;
}

/** Share of its line that a read accounts for, by the usual widths of its characters. */
export function filled(text: string, line: Line): number {
  const count = (kind: RegExp) => text.match(kind)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const capitals = count(/\p{Lu}/gu);
  const figures = count(/\d/g);
  const others = count(/\S/gu) - han - capitals - figures;
  const width = han * WIDTH.han + capitals * WIDTH.capital + figures * WIDTH.figure + others * WIDTH.other;
  // Short lines of Han stay in doubt: Japanese marks are written with the same characters.
  const margin = han > 0 ? 0 : WIDTH.margin;
  return width / Math.max(WIDTH.other, line.length / line.height - margin);
}
