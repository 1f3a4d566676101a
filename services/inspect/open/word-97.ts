import { ContentError } from '../../../shared/errors.ts';
import type { Zone } from '../../../shared/messages/parts.ts';
import type { Streams } from './compound-streams.ts';
import type { Opened } from './opened.ts';
import { textSegment } from './text-segment.ts';

/** [MS-DOC] 2.5: the file information block at the start of the WordDocument stream. */
const MAGIC = 0xa5ec;
const FLAGS = 0x0a;
const ENCRYPTED = 0x0100;
const TABLE_1 = 0x0200;
const FC_CLX = 0x01a2;
/** Character counts of the parts that follow one another in the text, from ccpText on. */
const COUNTS: ReadonlyArray<readonly [offset: number, zone: Zone]> = [
  [0x4c, 'body'],
  [0x50, 'body'],
  [0x54, 'header'],
  [0x58, 'body'],
  [0x5c, 'body'],
  [0x60, 'body'],
  [0x64, 'body'],
  [0x68, 'header'],
];
const LONGEST_BANNER = 120;

/** Text of a Word 97–2003 document by part: body, footnotes, headers and footers, comments, text boxes. */
export function* readWord97(streams: Streams, part: string): Iterable<Opened> {
  const stream = streams.get('WordDocument');
  if (stream === null) return;
  const main = Buffer.from(stream);
  if (main.length < 0x200 || main.readUInt16LE(0) !== MAGIC) {
    throw new ContentError('WORD_UNKNOWN', 'Expected a Word 97 information block, got other bytes');
  }
  const flags = main.readUInt16LE(FLAGS);
  if ((flags & ENCRYPTED) !== 0) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected a Word document without a password');
  }
  const table = streams.get((flags & TABLE_1) === 0 ? '0Table' : '1Table');
  if (table === null) throw new ContentError('WORD_DAMAGED', 'Expected a table stream, got none');
  const text = textOf(main, Buffer.from(table));
  let at = 0;
  for (const [offset, zone] of COUNTS) {
    const count = main.readUInt32LE(offset);
    yield* linesOf(text.slice(at, at + count), zone, part);
    at += count;
  }
}

/** [MS-DOC] 2.4.1: the piece table says where each stretch of characters lies, and whether at one byte or two each. */
function textOf(main: Buffer, table: Buffer): string {
  const start = main.readUInt32LE(FC_CLX);
  const clx = table.subarray(start, start + main.readUInt32LE(FC_CLX + 4));
  let at = 0;
  while (clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2) throw new ContentError('WORD_DAMAGED', 'Expected a piece table, got none');
  const pieces = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((pieces.length - 4) / 12);
  let text = '';
  for (let index = 0; index < count; index += 1) {
    const chars = pieces.readUInt32LE((index + 1) * 4) - pieces.readUInt32LE(index * 4);
    const place = pieces.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    const offset = place & 0x3fff_ffff;
    text +=
      (place & 0x4000_0000) === 0
        ? main.subarray(offset, offset + chars * 2).toString('utf16le')
        : new TextDecoder('windows-1252').decode(main.subarray(offset / 2, offset / 2 + chars));
  }
  return text;
}

interface Line {
  readonly words: string;
  readonly page: number;
  readonly cell: boolean;
}

/** Marks in the text of a part. */
const MARK = {
  cell: 7,
  line: 0x0b,
  page: 0x0c,
  paragraph: 0x0d,
  fieldCode: 0x13,
  fieldResult: 0x14,
  fieldEnd: 0x15,
};

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let words = '';
  let page = 1;
  let inCode = false;
  const end = (cell: boolean) => {
    if (words.trim() !== '') lines.push({ words: words.trim(), page, cell });
    words = '';
  };
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === MARK.fieldCode) inCode = true;
    else if (code === MARK.fieldResult || code === MARK.fieldEnd) inCode = false;
    else if (inCode) continue;
    else if (code === MARK.cell) end(true);
    else if (code === MARK.line || code === MARK.page || code === MARK.paragraph) end(false);
    else if (code >= 0x20) words += character;
    else if (code === 9) words += ' ';
    if (code === MARK.page) page += 1;
  }
  end(false);
  return lines;
}

function* linesOf(text: string, zone: Zone, part: string): Iterable<Opened> {
  const lines = splitLines(text);
  const paged = zone === 'body';
  for (const [index, line] of lines.entries()) {
    const edge = paged && lines.length > 1 && line.words.length <= LONGEST_BANNER;
    const atEdge = edge && index === 0 ? 'header' : edge && index === lines.length - 1 ? 'footer' : zone;
    const stands: Zone = line.cell ? 'cell' : atEdge;
    yield textSegment({ text: line.words, part, page: paged ? line.page : null, zone: stands });
  }
}
