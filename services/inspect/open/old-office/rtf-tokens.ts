import type { Column } from '../../report.ts';
import { encodingOf } from '../text/code-pages.ts';
import { encodingOfCharset } from '../text/rtf-charsets.ts';
import { createRtfTable } from './rtf-table.ts';

/** What an RTF file says: lines of text by the destination they belong to, page breaks, pictures and objects as bytes. */
export type RtfPiece =
  | {
      readonly kind: 'line';
      readonly text: string;
      readonly destination: string;
      readonly cell: boolean;
      readonly column: Column | null;
    }
  | { readonly kind: 'page' }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array; readonly destination: string };

const words = (list: string) => new Set(list.split(' '));
/** Destinations that hold no words of the document. */
const UNREAD = words(
  'colortbl rsidtbl filetbl themedata colorschememapping latentstyles xmlnstbl pnseclvl bkmkend blipuid nonshppict mmathPr creatim revtim printim panose falt fontemb fontfile fname wgrffmtfilter fchars lchars passwordhash writereservhash objclass objname objtime pgptbl atnref atrfstart atrfend atndate atntime atnparent',
);
/** Destinations with words of their own, which do not part the line they stand in. */
const NAMED = words(
  'header headerl headerr headerf footer footerl footerr footerf footnote annotation title subject author keywords doccomm category company manager fldinst bkmkstart fonttbl sn sv propname staticval docvar shptxt dptxbxtext hlinkbase operator generator ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn listtext',
);
/** Names of styles and lists, and of whoever remarked or changed something, between what says how they look. */
export const GIVEN_NAMES = words('stylesheet listtable listoverridetable revtbl atnid atnauthor');
const BINARY = words('pict objdata datastore');
/** Optional destinations that hold words all the same. */
const KEPT = words('shppict shpinst fldrslt objemb ud upr userprops pn pntext background do cs ts ds');
/** What a destination nobody knows may hold besides words: bytes as digits. */
const DIGITS_ONLY = /^(?:[0-9a-f]{2} ?){16,}$/i;
const BREAKS = words('par line row sect');
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: ' ',
  emspace: ' ',
  enspace: ' ',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
};
const DEEPEST = 5000;

/** Where the words of a destination gather. */
interface Sink {
  readonly destination: string;
  text: string;
  /** Bytes of a code page, not yet letters. */
  raw: number[];
  readonly hex: string[];
  /** Nobody knows what it is for: words of each group in it stand for themselves. */
  readonly isForeign?: boolean;
}

interface Group {
  sink: Sink;
  unicodeSkip: number;
  encoding: string;
}

/** One pass over the bytes. What is unknown and may be skipped, the format says, is a destination of its own. */
export function* readRtf(bytes: Uint8Array): Iterable<RtfPiece> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const token =
    /([{}])|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([^\\{}\r\n]+)|[\r\n]+|\\/gy;
  const groups: Group[] = [{ sink: sinkOf('body'), unicodeSkip: 1, encoding: 'windows-1252' }];
  const fonts = new Map<number, string>();
  let standard = 'windows-1252';
  let font = 0;
  let skip = 0;
  let optional = false;
  const table = createRtfTable();
  let inTable = false;
  const here = (): Group => groups.at(-1) ?? { sink: sinkOf('body'), unicodeSkip: 1, encoding: standard };

  for (let found = token.exec(source); found !== null; found = token.exec(source)) {
    const [, brace, word, number, byte, symbol, plain] = found;
    const group = here();
    const { sink } = group;
    if (brace === '{') {
      if (groups.length > DEEPEST) throw new RangeError(`Expected at most ${DEEPEST} nested groups`);
      groups.push({ ...group });
      optional = false;
    } else if (brace === '}') {
      decode(sink, group.encoding);
      const outer = groups.at(-2)?.sink;
      if (outer !== sink || sink.isForeign) yield* emptied(sink, false);
      if (groups.length > 1) groups.pop();
    } else if (symbol === '*') {
      optional = true;
    } else if (word !== undefined) {
      const value = number === undefined ? null : Number(number);
      if (word === 'bin' && value !== null && value > 0) {
        sink.hex.push(
          Buffer.from(source.slice(token.lastIndex, token.lastIndex + value), 'latin1').toString('hex'),
        );
        token.lastIndex += value;
      } else if (UNREAD.has(word)) {
        group.sink = sinkOf('unread');
      } else if (GIVEN_NAMES.has(word)) {
        if (sink.destination !== 'unread') group.sink = { ...sinkOf(word), isForeign: true };
      } else if (NAMED.has(word) || BINARY.has(word)) {
        if (sink.destination !== 'unread') group.sink = sinkOf(word);
      } else if (optional && !KEPT.has(word)) {
        if (sink.destination !== 'unread' && !GIVEN_NAMES.has(sink.destination))
          group.sink = { ...sinkOf(word), isForeign: true };
      } else if (word === 'deleted' && value !== 0) {
        // What was taken out says nothing together with what was put in beside it.
        if (sink.destination !== 'unread') group.sink = sinkOf(sink.destination);
      } else if (word === 'ansicpg' && value !== null) {
        standard = encodingOf(value);
        group.encoding = standard;
      } else if (word === 'mac' || word === 'pc' || word === 'pca') {
        standard = encodingOf(word === 'mac' ? 10000 : 850);
        group.encoding = standard;
      } else if (word === 'f' && value !== null) {
        font = value;
        decode(sink, group.encoding);
        if (sink.destination !== 'fonttbl') group.encoding = fonts.get(value) ?? standard;
      } else if (
        (word === 'fcharset' || word === 'cpg') &&
        value !== null &&
        sink.destination === 'fonttbl'
      ) {
        const encoding = word === 'cpg' ? encodingOf(value) : encodingOfCharset(value);
        if (encoding !== null) fonts.set(font, encoding);
      } else if (word === 'plain') {
        decode(sink, group.encoding);
        group.encoding = standard;
      } else if (word === 'uc' && value !== null) {
        group.unicodeSkip = value;
      } else if (word === 'u' && value !== null) {
        decode(sink, group.encoding);
        sink.text += String.fromCharCode(value & 0xffff);
        skip = group.unicodeSkip;
      } else if (BREAKS.has(word) || word === 'cell' || word === 'nestcell') {
        decode(sink, group.encoding);
        const isBody = sink.destination === 'body';
        const isCell = isBody && (inTable || word === 'cell') && word !== 'nestcell';
        yield* emptied(sink, !BREAKS.has(word), isCell ? table.say : undefined);
        if (!isBody) continue;
        if (word === 'cell') table.endCell();
        else if (word === 'row') table.endRow();
        else if (word !== 'nestcell' && word !== 'line' && !inTable) table.endTable();
      } else if (word === 'pard' || word === 'intbl') {
        if (sink.destination === 'body') inTable = word === 'intbl';
      } else if (word === 'page' || word === 'pagebb') {
        decode(sink, group.encoding);
        if (sink.destination === 'body') {
          yield* emptied(sink, false);
          yield { kind: 'page' };
        }
      } else if (CHARACTERS[word] !== undefined) {
        decode(sink, group.encoding);
        sink.text += CHARACTERS[word];
      }
      optional = false;
    } else if (byte !== undefined) {
      if (skip > 0) skip -= 1;
      else sink.raw.push(Number.parseInt(byte, 16));
    } else if (symbol !== undefined) {
      if (symbol === '~') sink.raw.push(0x20);
      else if (symbol === '_') sink.raw.push(0x2d);
      else if ('\\{}'.includes(symbol)) sink.raw.push(symbol.charCodeAt(0));
    } else if (plain !== undefined) {
      if (BINARY.has(sink.destination)) {
        sink.hex.push(plain.replace(/[^0-9a-fA-F]/g, ''));
      } else if (sink.destination !== 'unread') {
        const dropped = Math.min(skip, plain.length);
        skip -= dropped;
        for (let at = dropped; at < plain.length; at += 1) sink.raw.push(plain.charCodeAt(at));
      }
    }
  }
  // A file that ends in the middle has its open groups read as far as they go.
  for (const { sink, encoding } of groups.toReversed()) {
    decode(sink, encoding);
    yield* emptied(sink, false);
  }
}

function sinkOf(destination: string): Sink {
  return { destination, text: '', raw: [], hex: [] };
}

function decode(sink: Sink, encoding: string): void {
  if (sink.raw.length > 0) sink.text += new TextDecoder(encoding).decode(Uint8Array.from(sink.raw));
  sink.raw = [];
}

function* emptied(
  sink: Sink,
  cell: boolean,
  columnOf: (words: string) => Column | null = () => null,
): Iterable<RtfPiece> {
  const { destination } = sink;
  const text = sink.text.replace(/\s+/g, ' ').trim();
  const hex = sink.hex.splice(0).join('');
  sink.text = '';
  if (hex !== '') yield { kind: 'binary', bytes: Buffer.from(hex, 'hex'), destination };
  if (destination === 'unread' || destination === 'fonttbl' || BINARY.has(destination)) return;
  if (text !== '' && !DIGITS_ONLY.test(text))
    yield { kind: 'line', text, destination, cell, column: columnOf(text) };
}
