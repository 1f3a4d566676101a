import type { Line } from '../document-lines.ts';

/** `(TD)`, `(HP)`: a legend of short forms of which some are like portions; folded. */
const OTHER_SHORT =
  /^ {0,4}\((?!TS|NS|NC|NR|NU|OC|DR|NP|CD|SD|PA|PB|PC|SF|RE|IN|ОВ|СС|НС)(?:[A-Z]{2}|[А-Я]{2})\) /;
/** Letters of lists and sizes that no state marks paragraphs with, unless it is one of `own`. */
const LISTED = /^\s*\((A|B|D|E|F|M|L|XL|R|N|G|P|1|2)\)/;
const SIZE = /\s\((M|L|XL)\)/;
/** `(S)ave`: the key is the first letter of its word. */
const KEY_IN_WORD = /^\s{0,9}(?:\d{1,2}[.)] )?\(\p{Lu}\)\p{Ll}/u;
/** `(S) save`; folded. */
const KEY = /^[\s•*-]{0,9}\((\p{L})\) (\p{L})/u;
/** What a key does is said in few words. */
const LONGEST_KEY_LINE = 28;

/** Whether letters in parentheses number the items of a list, name sizes or stand for keys. `own`: single letters that mark portions here. */
export function isEnumerated(lines: readonly Line[], own: ReadonlySet<string>): boolean {
  return isKeyboard(lines) || lines.some((line) => isListItem(line, own));
}

function isListItem({ text, folded }: Line, own: ReadonlySet<string>): boolean {
  const letter = LISTED.exec(folded)?.[1] ?? SIZE.exec(text)?.[1];
  return (letter !== undefined && !own.has(letter)) || OTHER_SHORT.test(folded) || KEY_IN_WORD.test(text);
}

/** Each letter begins the words behind it, as hardly two paragraphs do: `(S) save`, `(C) copy`. */
function isKeyboard(lines: readonly Line[]): boolean {
  const keys = lines.flatMap(({ text, folded }) => {
    const [, key, first] = KEY.exec(folded) ?? [];
    return key === undefined
      ? []
      : [{ key, agrees: key === first && text.trim().length <= LONGEST_KEY_LINE }];
  });
  const agreeing = keys.filter(({ agrees }) => agrees);
  return new Set(agreeing.map(({ key }) => key)).size >= 2 && 3 * agreeing.length >= 2 * keys.length;
}
