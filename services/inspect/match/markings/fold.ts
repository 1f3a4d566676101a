/**
 * Folding makes `Très Sécret`, `TRES SECRET` and `ＴＲＥＳ ＳＥＣＲＥＴ` one string. It is one code unit in, one out, so a position
 * in the folded text is the same position in the document: no map of offsets is needed anywhere.
 */
export interface Folder {
  /** Folded code unit of each code unit. */
  readonly unit: Uint16Array;
  /** What sort of character the *unfolded* code unit is: one of `KIND`. */
  readonly kind: Uint8Array;
  fold(text: string): string;
}

export const KIND = {
  other: 0,
  lower: 1,
  upper: 2,
  /** Letters of alphabets without case: Arabic, Hebrew, Devanagari … */
  uncased: 3,
  /** Scripts written without spaces, or with endings glued on: Han, kana, Hangul, Thai. */
  joined: 4,
  /** Spaces, dashes: what may stand, double or be lost between the words of a mark. */
  gap: 5,
  digit: 6,
  newline: 7,
} as const;

/** Letters whose words have a beginning and an end. */
export function isWordKind(kind: number): boolean {
  return kind === KIND.lower || kind === KIND.upper || kind === KIND.uncased;
}

export const SPACE = 0x20;
export const SLASH = 0x2f;
const COLON = 0x3a;

/** Folded units next to which a gap is no gap. */
export function isTight(unit: number | undefined): boolean {
  return unit === SLASH || unit === COLON;
}

const DASHES = '-‐‑‒–—―−﹣－';
const APOSTROPHES = "'’‘‛`´";
const QUOTES = '"“”„‟«»‹›″';
const COLONS = ':：﹕∶';
const SLASHES = '/／⁄∕╱';
/** Other ways to write a character of marks. */
const HAN_VARIANTS = [
  ['祕', '秘'],
  ['宻', '密'],
] as const;
const STARS = '★☆✩✪✫✬✭✮✯⭐＊∗⋆';

export function createFolder(): Folder {
  const unit = new Uint16Array(65536);
  const kind = new Uint8Array(65536);
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });
  for (let code = 0; code < 65536; code += 1) {
    unit[code] = foldable(code) ? foldUnit(code) : code;
    kind[code] = kindOf(code);
  }
  same(unit, DASHES, '-');
  same(unit, APOSTROPHES, "'");
  same(unit, QUOTES, '"');
  same(unit, COLONS, ':');
  same(unit, SLASHES, '/');
  same(unit, STARS, '★');
  for (const dash of DASHES) kind[dash.charCodeAt(0)] = KIND.gap;
  unit[0x2215] = SLASH;
  for (const [variant, usual] of HAN_VARIANTS) unit[variant.charCodeAt(0)] = usual.charCodeAt(0);
  return {
    unit,
    kind,
    fold(text) {
      const out = new Uint16Array(text.length);
      for (let at = 0; at < text.length; at += 1) out[at] = unit[text.charCodeAt(at)] ?? 0;
      return decoder.decode(out);
    },
  };
}

/** Composes accents and takes out what no eye sees (zero-width, soft hyphen), so that one letter is one code unit. */
export function clean(text: string): string {
  // Plain ASCII and Han need nothing: `normalize` is the dear part.
  const plain = PRESENTATION.test(text)
    ? text.replace(EACH_PRESENTATION, (char) => RADICALS[char] ?? char.normalize('NFKC'))
    : text;
  const composed = /[\u0300-\u036f]/.test(plain) ? plain.normalize('NFC') : plain;
  return /[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]/.test(composed)
    ? composed.replace(/[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]/g, '')
    : composed;
}

/** Ligatures and digraphs, letters of formulas, radicals that files of print have for whole characters. */
const PRESENTATION = /[\ufb00-\ufb06\u01c4-\u01cc\u0132\u0133\u2e80-\u2fd5\ud835]/;
const EACH_PRESENTATION = /[\ufb00-\ufb06\u01c4-\u01cc\u0132\u0133\u2e80-\u2fd5]|\ud835[\udc00-\udfff]/g;
const RADICALS: Readonly<Record<string, string>> = {
  '⻓': '长',
  '⻑': '長',
  '⺠': '民',
  '⻋': '车',
  '⻔': '门',
};

/** Kana and Hangul come apart under NFKD (が → か), so only these ranges are folded. */
function foldable(code: number): boolean {
  return (
    code < 0x0590 ||
    (code >= 0x1e00 && code < 0x2100) ||
    (code >= 0x2000 && code < 0x2070) ||
    (code >= 0xff00 && code < 0xff61) ||
    code === 0x3000
  );
}

function foldUnit(code: number): number {
  const char = String.fromCharCode(code);
  const bare = char
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase();
  if (SPECIAL[char] !== undefined) return SPECIAL[char].charCodeAt(0);
  if (code === 0x09 || code === 0x0b || code === 0xa0 || code === 0x3000) return SPACE;
  return bare.length === 1 ? bare.charCodeAt(0) : code;
}

/** Letters that decompose to nothing simpler, yet are typed and read as their plain neighbour. */
const SPECIAL: Readonly<Record<string, string>> = {
  ø: 'O',
  Ø: 'O',
  ł: 'L',
  Ł: 'L',
  đ: 'D',
  Đ: 'D',
  ð: 'D',
  Ð: 'D',
  ħ: 'H',
  Ħ: 'H',
  ı: 'I',
  ς: 'Σ',
};

function kindOf(code: number): number {
  if (code === 0x0a || code === 0x0d || code === 0x0c || code === 0x2028 || code === 0x85)
    return KIND.newline;
  const char = String.fromCharCode(code);
  if (/\s/.test(char)) return KIND.gap;
  if (code >= 0x30 && code <= 0x39) return KIND.digit;
  if (isJoined(code)) return KIND.joined;
  if (code === 0x5f) return KIND.uncased;
  if (/\p{L}|\p{M}/u.test(char)) {
    if (char !== char.toUpperCase()) return KIND.lower;
    return char === char.toLowerCase() ? KIND.uncased : KIND.upper;
  }
  return KIND.other;
}

function isJoined(code: number): boolean {
  return (
    (code >= 0x2160 && code <= 0x2169) ||
    (code >= 0x3005 && code <= 0x3007) ||
    (code >= 0x3041 && code <= 0x30ff && code !== 0x30fb) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0x0e00 && code <= 0x0e7f) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
}

function same(unit: Uint16Array, chars: string, as: string): void {
  for (const char of chars) unit[char.charCodeAt(0)] = as.charCodeAt(0);
}
