/** What an RTF file says: lines of text by the destination they belong to, page breaks, pictures and objects as bytes. */
export type RtfPiece =
  | { readonly kind: 'line'; readonly text: string; readonly destination: string; readonly cell: boolean }
  | { readonly kind: 'page' }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

/** Destinations that hold no words of the document. */
const UNREAD = new Set(
  'fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator filetbl revtbl themedata colorschememapping latentstyles datastore xmlnstbl fldinst pnseclvl bkmkstart bkmkend blipuid nonshppict mmathPr operator creatim revtim printim'.split(
    ' ',
  ),
);
const NAMED = new Set(
  'header headerl headerr headerf footer footerl footerr footerf footnote annotation title subject author keywords doccomm category company manager'.split(
    ' ',
  ),
);
const BINARY = new Set(['pict', 'objdata']);
const ENCODINGS: Readonly<Record<number, string>> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
};
const DEEPEST = 5000;

interface Group {
  destination: string;
  unicodeSkip: number;
}

/** One pass over the bytes; what is unknown is skipped, as the format asks for. */
export function* readRtf(bytes: Uint8Array): Iterable<RtfPiece> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const token =
    /([{}])|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([^\\{}\r\n]+)|[\r\n]+|\\/gy;
  const groups: Group[] = [{ destination: 'body', unicodeSkip: 1 }];
  let encoding = 'windows-1252';
  let line = '';
  let raw: number[] = [];
  let hex: string[] = [];
  let skip = 0;
  let optional = false;
  const here = () => groups.at(-1) ?? { destination: 'body', unicodeSkip: 1 };

  const decode = () => {
    if (raw.length > 0) line += new TextDecoder(encoding).decode(Uint8Array.from(raw));
    raw = [];
  };
  const flush = function* (cell: boolean): Iterable<RtfPiece> {
    decode();
    const text = line.replace(/\s+/g, ' ').trim();
    line = '';
    if (text !== '') yield { kind: 'line', text, destination: here().destination, cell };
  };

  for (const [, brace, word, number, byte, symbol, plain] of source.matchAll(token)) {
    const { destination } = here();
    if (brace === '{') {
      if (groups.length > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested groups`);
      groups.push({ ...here() });
      optional = false;
    } else if (brace === '}') {
      const outer = groups.at(-2)?.destination ?? 'body';
      if (destination !== outer) {
        yield* flush(false);
        if (BINARY.has(destination) && hex.length > 0) {
          yield { kind: 'binary', bytes: Buffer.from(hex.join(''), 'hex') };
          hex = [];
        }
      }
      if (groups.length > 1) groups.pop();
    } else if (symbol === '*') {
      optional = true;
    } else if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (UNREAD.has(word) || (optional && !NAMED.has(word) && !BINARY.has(word) && !KEPT.has(word))) {
        here().destination = 'unread';
      } else if (NAMED.has(word) || BINARY.has(word)) {
        yield* flush(false);
        here().destination = word;
      } else if (word === 'ansicpg' && value !== null) {
        encoding = ENCODINGS[value] ?? (value >= 1250 && value <= 1258 ? `windows-${value}` : encoding);
      } else if (word === 'uc' && value !== null) {
        here().unicodeSkip = value;
      } else if (word === 'u' && value !== null && isRead(destination)) {
        decode();
        line += String.fromCharCode(value & 0xffff);
        skip = here().unicodeSkip;
      } else if (word === 'par' || word === 'line' || word === 'row' || word === 'sect') {
        if (isRead(destination)) yield* flush(false);
      } else if (word === 'cell' || word === 'nestcell') {
        if (isRead(destination)) yield* flush(true);
      } else if (word === 'page') {
        yield* flush(false);
        yield { kind: 'page' };
      } else if (word === 'tab' || word === 'emspace' || word === 'enspace') {
        line += ' ';
      } else if (QUOTES[word] !== undefined) {
        line += QUOTES[word];
      }
      optional = false;
    } else if (byte !== undefined) {
      if (skip > 0) skip -= 1;
      else if (isRead(destination)) raw.push(Number.parseInt(byte, 16));
    } else if (symbol !== undefined) {
      if (symbol === '~') line += ' ';
      else if (symbol === '_') line += '-';
      else if ('\\{}'.includes(symbol)) raw.push(symbol.charCodeAt(0));
    } else if (plain !== undefined) {
      if (BINARY.has(destination)) {
        hex.push(plain.replace(/[^0-9a-fA-F]/g, ''));
      } else if (isRead(destination)) {
        const dropped = Math.min(skip, plain.length);
        skip -= dropped;
        for (let at = dropped; at < plain.length; at += 1) raw.push(plain.charCodeAt(at));
      }
    }
  }
  yield* flush(false);
}

/** Optional destinations that hold words all the same. */
const KEPT = new Set(['shppict', 'shptxt', 'shpinst', 'fldrslt', 'objemb', 'ud', 'upr', 'ftnsep']);
const QUOTES: Readonly<Record<string, string>> = {
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
};

function isRead(destination: string): boolean {
  return destination !== 'unread' && !BINARY.has(destination);
}
