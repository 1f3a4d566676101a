import type { Line } from '../../look/line.ts';
import type { ReadText } from '../reader.ts';
import type { Script } from './scripts.ts';

/** Widths of a character, in heights of its line's box: of Han, and of others. */
const HAN_WIDTH = 0.75;
const LETTER_WIDTH = 0.38;
/** A read that fills this much of its line has left nothing out. */
const FILLED = 0.7;
const SURE = 0.85;

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
  const unlike = UNLIKE[script];
  if (unlike === undefined) return filled(read.text, line) < FILLED;
  const letters = read.text.match(/\p{L}/gu)?.length ?? 0;
  const strange = read.text.match(unlike)?.length ?? 0;
  const han = /\p{Script=Han}/u.test(read.text);
  return !han && (letters === 0 || strange / letters < UNLIKE_SHARE);
}

function filled(text: string, line: Line): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const others = text.replaceAll(/\s/g, '').length - han;
  return ((han * HAN_WIDTH + others * LETTER_WIDTH) * line.height) / line.length;
}
