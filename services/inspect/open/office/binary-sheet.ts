import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { wordsInFormat } from './cell-formats.ts';
import { printedSections } from './print-codes.ts';
import { columnsOfStrings, type SharedColumn } from './sheet-columns.ts';

/**
 * [MS-XLSB]: parts of a binary workbook are records, and text in them is a length in characters and UTF-16. Every string of every
 * record is read, whatever the record is for: cells, names, notes, prompts, headers and footers, literals of formulas.
 */
export function* binarySheetLines(
  bytes: Uint8Array,
  part: string,
  columns: readonly SharedColumn[] = [],
  heads: readonly string[] | null = null,
): Iterable<Opened> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const over = columns.length === 0 ? null : columnsOfShared(buffer, columns);
  let shared = 0;
  for (const { type, body } of records(buffer)) {
    if (type === HEADER_FOOTER) {
      for (const [index, text] of wideStrings(body).entries()) {
        const zone = index % 2 === 0 ? 'header' : 'footer';
        for (const section of printedSections(text)) yield say(section, zone);
      }
      continue;
    }
    const own = type === SHARED_STRING ? over?.get(shared) : columnOfText(type, body, heads);
    if (type === SHARED_STRING) shared += 1;
    for (const text of [...wideStrings(body), ...literals(body)])
      for (const line of text.split(/[\r\n]+/)) if (line.trim() !== '') yield say(line.trim(), 'cell', own);
  }

  function say(text: string, zone: Zone, over?: readonly Column[]): Opened {
    return textSegment({ text, part, page: null, zone, columns: over });
  }
}

/** Of a cell that holds its own text, or the result of a formula. */
function columnOfText(
  type: number,
  body: Buffer,
  heads: readonly string[] | null,
): readonly Column[] | undefined {
  if (heads === null || (type !== TEXT_CELL && type !== TEXT_RESULT) || body.length < CELL_BYTES)
    return undefined;
  const at = body.readUInt32LE(0);
  return heads[at] ? [{ heads, at }] : undefined;
}

/** The strings that the sheets share, in their order. */
export function binaryStrings(bytes: Uint8Array): string[] {
  const strings: string[] = [];
  for (const { type, body } of records(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
    if (type === SHARED_STRING) strings.push(wideStrings(body).join(' '));
  return strings;
}

/** Of a workbook's styles: the words that a format puts into cells, and the names that somebody gave. */
export function* binaryFormats(bytes: Uint8Array, part: string): Iterable<Opened> {
  for (const { type, body } of records(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    const isOwn = type === STYLE && body.length > STYLE_FLAGS && ((body[STYLE_FLAGS] ?? 0) & 1) === 0;
    const words = type === FORMAT ? wideStrings(body).flatMap(wordsInFormat) : isOwn ? wideStrings(body) : [];
    for (const text of words)
      yield textSegment({ text, part, page: null, zone: type === FORMAT ? 'cell' : 'unknown' });
  }
}

function columnsOfShared(
  buffer: Buffer,
  columns: readonly SharedColumn[],
): ReadonlyMap<number, readonly Column[]> {
  const strings = binaryStrings(buffer);
  return columnsOfStrings(columns, (shared) => strings[shared] ?? '');
}

/** Rows of a sheet: by column, the number of the shared string in a cell; null for one that holds something else. */
export function* binaryRows(bytes: Uint8Array): Iterable<ReadonlyMap<number, number | null>> {
  let row = new Map<number, number | null>();
  for (const { type, body } of records(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    if (type === ROW) {
      if (row.size > 0) yield row;
      row = new Map();
    } else if (type >= FIRST_CELL && type <= LAST_CELL && body.length >= CELL_BYTES) {
      row.set(body.readUInt32LE(0), type === SHARED_CELL ? body.readUInt32LE(8) : null);
    }
  }
  if (row.size > 0) yield row;
}

/** [MS-XLSB] 2.3.2: cells that hold something, those with a shared string among them. */
const ROW = 0;
const FIRST_CELL = 2;
const TEXT_CELL = 6;
const SHARED_CELL = 7;
const TEXT_RESULT = 8;
const LAST_CELL = 11;
const CELL_BYTES = 12;
const SHARED_STRING = 19;
/** [MS-XLSB] 2.4.658, 2.4.771: a style says in a bit whether it is one of Excel's own. */
const FORMAT = 44;
const STYLE = 48;
const STYLE_FLAGS = 4;
const HEADER_FOOTER = 0x1df;
const STRING_TOKEN = 0x17;

/** Seven bits a byte, the highest bit says that more follow: two bytes of type, four of length. */
function* records(buffer: Buffer): Iterable<{ type: number; body: Buffer }> {
  let at = 0;
  const number = (mostBytes: number): number => {
    let value = 0;
    for (let index = 0; index < mostBytes; index += 1) {
      const byte = buffer[at++] ?? 0;
      value |= (byte & 0x7f) << (7 * index);
      if ((byte & 0x80) === 0) break;
    }
    return value;
  };
  while (at < buffer.length) {
    const first = buffer[at] ?? 0;
    // The type keeps the bit that says a second byte follows out of its number.
    const type = (first & 0x80) === 0 ? number(1) : number(2);
    const length = number(4);
    if (at + length > buffer.length)
      throw new ContentError('XLSB_DAMAGED', 'Expected a whole record, got the end of the part');
    yield { type, body: buffer.subarray(at, at + length) };
    at += length;
  }
}

function wideStrings(body: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + 6 <= body.length; ) {
    const length = body.readUInt32LE(at);
    const end = at + 4 + length * 2;
    const isText = length > 0 && end <= body.length && isLegible(body, at + 4, end);
    if (isText) found.push(body.toString('utf16le', at + 4, end));
    at = isText ? end : at + 1;
  }
  return found;
}

/** In formulas: a token, a length of two bytes, the letters. */
function literals(body: Buffer): string[] {
  const found: string[] = [];
  for (let at = body.indexOf(STRING_TOKEN); at >= 0 && at + 3 <= body.length; ) {
    const length = body.readUInt16LE(at + 1);
    const end = at + 3 + length * 2;
    const isText = length > 1 && end <= body.length && isLegible(body, at + 3, end);
    if (isText) found.push(body.toString('utf16le', at + 3, end));
    at = body.indexOf(STRING_TOKEN, isText ? end : at + 1);
  }
  return found;
}

/** No control characters but line breaks and tabs. */
function isLegible(body: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 2) {
    const code = body.readUInt16LE(at);
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return true;
}
