import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import { wordsInFormat } from '../office/cell-formats.ts';
import { printedSections } from '../office/print-codes.ts';
import { columnsOfStrings, headsOfRows } from '../office/sheet-columns.ts';
import type { Opened } from '../opened.ts';
import { encodingOf } from '../text/code-pages.ts';
import { textSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';
import { sharedPlaces } from './excel-97-rows.ts';
import { artPictures, artWords } from './office-art.ts';

/** [MS-XLS] 2.3: record types that hold text. */
const RECORD = {
  formula: 0x0006,
  header: 0x0014,
  footer: 0x0015,
  name: 0x0018,
  note: 0x001c,
  filePass: 0x002f,
  continue: 0x003c,
  codePage: 0x0042,
  sheet: 0x0085,
  richLabel: 0x00d6,
  drawingGroup: 0x00eb,
  drawing: 0x00ec,
  sharedStrings: 0x00fc,
  textObject: 0x01b6,
  hyperlink: 0x01b8,
  validation: 0x01be,
  format: 0x041e,
  style: 0x0293,
  rule: 0x01b1,
  filter: 0x009e,
  label: 0x0204,
  string: 0x0207,
  beginning: 0x0809,
  headerFooter: 0x089c,
  seriesText: 0x100d,
};
const BIFF8 = 0x0600;

/** Text of an Excel 5–2003 workbook: cells, formulas, names, notes, text boxes, charts, printed headers and footers. */
export function* readExcel97(storage: Storage, part: string): Iterable<Opened> {
  const stream = storage.get('Workbook') ?? storage.get('Book');
  if (stream === null) return;
  const say = (text: string, zone: Zone, columns?: readonly Column[]): Opened[] =>
    text
      .split(/[\r\n]+/)
      .map((line) => line.replaceAll('\u0000', '').trim())
      .filter((line) => line !== '')
      .map((line) => textSegment({ text: line, part, page: null, zone, columns }));
  let old = false;
  let encoding = 'windows-1252';

  let isCut = false;
  const cut = () => {
    isCut = true;
  };

  const places = sharedPlaces(records(Buffer.from(stream)));
  let strings: readonly string[] = [];
  let sheet = 0;
  let heads: readonly string[] | null = null;
  /** Of the formula whose result comes next. */
  let resultAt = 0;
  const over = (at: number) => (heads?.[at] ? [{ heads, at }] : undefined);
  for (const { type, pieces } of records(Buffer.from(stream), cut)) {
    const [body = Buffer.alloc(0)] = pieces;
    const string = (at: number, countBytes: 1 | 2) =>
      old ? byteString(body, at, countBytes, encoding) : unicodeString(body, at, countBytes);
    switch (type) {
      case RECORD.filePass:
        throw new ContentError('CONTENT_ENCRYPTED', 'Expected a workbook without a password');
      case RECORD.beginning:
        old = body.length >= 2 && body.readUInt16LE(0) < BIFF8;
        sheet += 1;
        heads = headsOfRows(places.sheets[sheet] ?? [], (shared) => strings[shared] ?? '');
        break;
      case RECORD.codePage:
        encoding = body.length >= 2 ? encodingOf(body.readUInt16LE(0)) : encoding;
        break;
      case RECORD.sharedStrings: {
        strings = [...sharedStrings(pieces, cut)];
        const columns = columnsOfStrings(places.columns, (shared) => strings[shared] ?? '');
        for (const [shared, text] of strings.entries())
          yield* say(text, places.zones.get(shared) ?? 'cell', columns.get(shared));
        break;
      }
      case RECORD.header:
      case RECORD.footer:
        yield* printed(string(0, old ? 1 : 2), type === RECORD.header ? 'header' : 'footer', say);
        break;
      case RECORD.headerFooter:
        for (const [index, text] of stringsFrom(body, 38).entries())
          yield* printed(text, index % 2 === 0 ? 'header' : 'footer', say);
        break;
      case RECORD.label:
      case RECORD.richLabel:
        yield* say(string(6, 2), 'cell', body.length >= 4 ? over(body.readUInt16LE(2)) : undefined);
        break;
      case RECORD.string:
        yield* say(string(0, 2), 'cell', over(resultAt));
        break;
      case RECORD.formula:
        resultAt = body.length >= 4 ? body.readUInt16LE(2) : 0;
        if (!old) yield* literals(body, 22).flatMap((text) => say(text, 'cell'));
        break;
      case RECORD.name:
        if (!old) {
          yield* say(
            characters(body, 15, (body[3] ?? 0) * (((body[14] ?? 0) & 1) + 1), (body[14] ?? 0) & 1),
            'unknown',
          );
          yield* literals(body, 15).flatMap((text) => say(text, 'unknown'));
        }
        break;
      case RECORD.format:
        if (!old) yield* wordsInFormat(string(2, 2)).flatMap((text) => say(text, 'cell'));
        break;
      case RECORD.style:
        // The highest bit says that the style is one of Excel's own.
        if (!old && body.length >= 2 && (body.readUInt16LE(0) & 0x8000) === 0)
          yield* say(string(2, 2), 'unknown');
        break;
      case RECORD.rule:
        if (!old) yield* literals(body, 6).flatMap((text) => say(text, 'unknown'));
        break;
      case RECORD.filter:
        if (!old) yield* filtered(body).flatMap((text) => say(text, 'unknown'));
        break;
      case RECORD.note:
        if (old) yield* say(byteString(body, 4, 2, encoding), 'cell');
        break;
      case RECORD.validation:
        for (const text of stringsFrom(body, 4).slice(0, 4)) yield* say(text, 'unknown');
        break;
      case RECORD.hyperlink:
        for (const [text] of body.toString('utf16le').matchAll(/[\x20-\x7e\u00a0-\u9fff\uac00-\ud7af]{5,}/g))
          yield* say(text, 'unknown');
        break;
      case RECORD.seriesText:
        yield* say(string(2, 1), 'body');
        break;
      case RECORD.sheet:
        yield* say(string(6, 1), 'title');
        break;
      case RECORD.drawing:
        for (const { text, kind } of artWords(Buffer.concat(pieces)))
          yield* say(text, kind === 'drawn' ? 'watermark' : 'unknown');
        break;
      case RECORD.textObject:
        if (pieces[1] !== undefined)
          yield* say(characters(pieces[1], 1, pieces[1].length - 1, (pieces[1][0] ?? 0) & 1), 'body');
        break;
    }
  }
  if (isCut) throw new ContentError('XLS_DAMAGED', 'Expected records that hold what they say, got less');
}

/** The pictures of a workbook: their records are cut wherever a record was full. */
export function* excelPictures(storage: Storage): Iterable<Uint8Array> {
  const stream = storage.get('Workbook') ?? storage.get('Book');
  if (stream === null) return;
  const drawn: Buffer[] = [];
  for (const { type, pieces } of records(Buffer.from(stream)))
    if (type === RECORD.drawingGroup) drawn.push(...pieces);
  yield* artPictures(Buffer.concat(drawn));
}

function printed(codes: string, zone: Zone, say: (text: string, zone: Zone) => Opened[]): Opened[] {
  return printedSections(codes).flatMap((section) => say(section, zone));
}

/** Records one by one, each with the pieces that continue it. `cut` is told of one that runs beyond the end. */
function* records(buffer: Buffer, cut: () => void = () => {}): Iterable<{ type: number; pieces: Buffer[] }> {
  let current: { type: number; pieces: Buffer[] } | null = null;
  for (let at = 0; at + 4 <= buffer.length; ) {
    const type = buffer.readUInt16LE(at);
    const length = buffer.readUInt16LE(at + 2);
    const body = buffer.subarray(at + 4, at + 4 + length);
    if (body.length < length) cut();
    at += 4 + body.length;
    if (type === RECORD.continue && current !== null) {
      current.pieces.push(body);
      continue;
    }
    if (current !== null) yield current;
    current = { type, pieces: [body] };
  }
  if (current !== null) yield current;
}

/** A count of one or two bytes, a flags byte, then characters of one byte or two. */
function unicodeString(body: Buffer, at: number, countBytes: 1 | 2): string {
  if (at + countBytes + 1 > body.length) return '';
  const count = countBytes === 1 ? body.readUInt8(at) : body.readUInt16LE(at);
  const wide = body.readUInt8(at + countBytes) & 1;
  return characters(body, at + countBytes + 1, count * (wide + 1), wide);
}

function characters(body: Buffer, at: number, bytes: number, wide: number): string {
  return body.subarray(at, at + bytes).toString(wide === 1 ? 'utf16le' : 'latin1');
}

/** [MS-XLS] 2.4.265: strings run on over continued records, and after a break inside one its width is said anew. */
function* sharedStrings(pieces: readonly Buffer[], cut: () => void): Iterable<string> {
  let index = 0;
  let at = 8;
  const here = () => pieces[index] ?? Buffer.alloc(0);
  const skip = (bytes: number) => {
    let left = bytes;
    while (left > 0 && index < pieces.length) {
      const step = Math.min(left, here().length - at);
      at += step;
      left -= step;
      if (at >= here().length && left > 0) {
        index += 1;
        at = 0;
      }
    }
  };
  for (;;) {
    if (at >= here().length) {
      index += 1;
      at = 0;
    }
    if (index >= pieces.length || at + 3 > here().length) return;
    let count = here().readUInt16LE(at);
    const flags = here().readUInt8(at + 2);
    at += 3;
    const runs = (flags & 8) !== 0 && at + 2 <= here().length ? here().readUInt16LE(at) : 0;
    if ((flags & 8) !== 0) at += 2;
    const extra = (flags & 4) !== 0 && at + 4 <= here().length ? here().readUInt32LE(at) : 0;
    if ((flags & 4) !== 0) at += 4;
    let wide = flags & 1;
    let text = '';
    while (count > 0 && index < pieces.length) {
      const take = Math.min(count, Math.floor((here().length - at) / (wide + 1)));
      text += characters(here(), at, take * (wide + 1), wide);
      at += take * (wide + 1);
      count -= take;
      if (count > 0) {
        index += 1;
        wide = (pieces[index]?.[0] ?? 0) & 1;
        at = 1;
      }
    }
    if (count > 0) cut();
    yield text;
    skip(runs * 4 + extra);
  }
}

/** Before Excel 97: a count, then bytes in the code page of the workbook. */
function byteString(body: Buffer, at: number, countBytes: 1 | 2, encoding: string): string {
  if (at + countBytes > body.length) return '';
  const count = countBytes === 1 ? body.readUInt8(at) : body.readUInt16LE(at);
  return new TextDecoder(encoding).decode(body.subarray(at + countBytes, at + countBytes + count));
}

/** Strings that follow one another up to the end of the record. */
function stringsFrom(body: Buffer, start: number): string[] {
  const strings: string[] = [];
  for (let at = start; at + 3 <= body.length; ) {
    const bytes = body.readUInt16LE(at) * ((body.readUInt8(at + 2) & 1) + 1);
    if (at + 3 + bytes > body.length) break;
    strings.push(unicodeString(body, at, 2));
    at += 3 + bytes;
  }
  return strings;
}

const FILTERS_AT = 4;
const FILTER_BYTES = 10;
const BY_TEXT = 6;

/** [MS-XLS] 2.4.31: two values that are compared with, ten bytes each; of texts their lengths stand there, their letters behind both. */
function filtered(body: Buffer): string[] {
  const found: string[] = [];
  let at = FILTERS_AT + 2 * FILTER_BYTES;
  for (const value of [FILTERS_AT, FILTERS_AT + FILTER_BYTES]) {
    if (body[value] !== BY_TEXT || at >= body.length) continue;
    const wide = (body[at] ?? 0) & 1;
    const bytes = (body[value + 6] ?? 0) * (wide + 1);
    found.push(characters(body, at + 1, bytes, wide));
    at += 1 + bytes;
  }
  return found;
}

/** [MS-XLS] 2.5.198.89: literals of a formula, and all of them together, as concatenation would show them. */
const LITERAL = 0x17;
function literals(body: Buffer, start: number): string[] {
  const found: string[] = [];
  for (let at = start; at + 3 <= body.length; at += 1) {
    const count = body[at + 1] ?? 0;
    const wide = body[at + 2] ?? 0;
    const bytes = count * (wide + 1);
    if (body[at] !== LITERAL || wide > 1 || count < 1 || at + 3 + bytes > body.length) continue;
    const text = characters(body, at + 3, bytes, wide);
    if ([...text].some((character) => character < ' ')) continue;
    found.push(text);
    at += 2 + bytes;
  }
  return found.length > 1 ? [...found, found.join('')] : found;
}
