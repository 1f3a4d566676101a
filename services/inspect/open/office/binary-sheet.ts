import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import { printedSections } from './print-codes.ts';

/**
 * [MS-XLSB]: parts of a binary workbook are records, and text in them is a length in characters and UTF-16. Every string of every
 * record is read, whatever the record is for: cells, names, notes, prompts, headers and footers, literals of formulas.
 */
export function* binarySheetLines(bytes: Uint8Array, part: string): Iterable<Opened> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { type, body } of records(buffer)) {
    if (type === HEADER_FOOTER) {
      for (const [index, text] of wideStrings(body).entries()) {
        const zone = index % 2 === 0 ? 'header' : 'footer';
        for (const section of printedSections(text)) yield say(section, zone);
      }
      continue;
    }
    for (const text of [...wideStrings(body), ...literals(body)])
      for (const line of text.split(/[\r\n]+/)) if (line.trim() !== '') yield say(line.trim(), 'cell');
  }

  function say(text: string, zone: Zone): Opened {
    return textSegment({ text, part, page: null, zone });
  }
}

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
