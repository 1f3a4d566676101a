/** Something in the text of an object that may be words: a string behind a key, one that stands by itself, or a remark. */
export interface PdfWords {
  /** The key it stands behind, or of the array that it stands in; null for a string that is an object of its own. */
  readonly key: string | null;
  readonly kind: 'string' | 'listed' | 'remark';
  /** Bytes as characters, escapes resolved. */
  readonly raw: string;
}

const TOKEN = /\/([A-Za-z][\w.#-]{0,60})\s{0,99}(?=[([]|<(?!<))|[(%]|(?<!<)<(?!<)/g;
const LONGEST = 100_000;
const LONGEST_REMARK = 2000;
const UNCLOSED_AT_MOST = 100;

/**
 * Strings and remarks (ISO 32000 7.2.4, 7.3.4) in their order. null at the end where strings that are never closed, each of which is read
 * to its limit, have become too many. In what draws, strings without a key are letters of fonts, and binary data may lie between.
 */
export function* wordsWithin(text: string, isDrawing: boolean): Iterable<PdfWords | null> {
  const token = new RegExp(TOKEN);
  let list: string | null = null;
  let unclosed = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const { 0: whole, 1: key } = found;
    const at = found.index + (key === undefined ? 0 : whole.length);
    const letter = text[at];
    if (letter === '[') {
      list = key ?? null;
      continue;
    }
    if (letter === '%') {
      const [raw = ''] = /^[^\r\n]*/.exec(text.slice(at + 1, at + 1 + LONGEST_REMARK)) ?? [];
      token.lastIndex = at + 1 + raw.length;
      yield { key: null, kind: 'remark', raw };
      continue;
    }
    if (key === undefined && isDrawing && unclosed >= UNCLOSED_AT_MOST) continue;
    const said = letter === '(' ? literal(text, at + 1) : hexadecimal(text, at + 1);
    if (said === null) {
      unclosed += 1;
      token.lastIndex = at + 1;
      if (unclosed < UNCLOSED_AT_MOST || (key === undefined && isDrawing)) continue;
      yield null;
      return;
    }
    token.lastIndex = said.end;
    if (key !== undefined) yield { key, kind: 'string', raw: said.raw };
    else if (!isDrawing) yield { key: list, kind: 'listed', raw: said.raw };
  }
}

/** The string behind a key of a dictionary, as bytes; null where there is none. */
export function stringBehind(dictionary: string, key: string): Buffer | null {
  for (const words of wordsWithin(dictionary, false))
    if (words?.kind === 'string' && words.key === key) return Buffer.from(words.raw, 'latin1');
  return null;
}

interface Said {
  readonly raw: string;
  /** Behind its last character. */
  readonly end: number;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' };

/** ISO 32000 7.3.4.2: parentheses in pairs, escapes. */
function literal(text: string, from: number): Said | null {
  let raw = '';
  let depth = 1;
  for (let at = from; at < text.length && at < from + LONGEST; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '\\') {
      const [octal] = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4)) ?? [];
      const next = text[at + 1] ?? '';
      raw +=
        octal === undefined ? (ESCAPED[next] ?? next) : String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      at += octal?.length ?? 1;
      continue;
    }
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) return { raw, end: at + 1 };
    raw += letter;
  }
  return null;
}

function hexadecimal(text: string, from: number): Said | null {
  const length = text.slice(from, from + LONGEST).indexOf('>');
  if (length < 0) return null;
  const digits = text.slice(from, from + length).replace(/\s/g, '');
  const even = digits.length % 2 === 0 ? digits : `${digits}0`;
  const raw = /^[0-9A-Fa-f]+$/.test(even) ? Buffer.from(even, 'hex').toString('latin1') : '';
  return { raw, end: from + length + 1 };
}

/** A string's bytes as text (ISO 32000 7.9.2.2). */
export function decoded(raw: string): string {
  const [, mark] = /^(\xfe\xff|\xff\xfe|\xef\xbb\xbf)/.exec(raw) ?? [];
  const encoding =
    mark === undefined
      ? 'windows-1252'
      : mark === '\xfe\xff'
        ? 'utf-16be'
        : mark === '\xff\xfe'
          ? 'utf-16le'
          : 'utf-8';
  return new TextDecoder(encoding).decode(Buffer.from(raw, 'latin1'));
}
