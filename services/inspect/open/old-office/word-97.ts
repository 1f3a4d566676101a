import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';
import { artWords } from './office-art.ts';
import { takenOut, withoutTakenOut } from './word-97-deleted.ts';
import { word97Lines } from './word-97-lines.ts';
import { word97Names } from './word-97-names.ts';

/** [MS-DOC] 2.5: the file information block at the start of the WordDocument stream. */
const MAGIC = 0xa5ec;
const WORD_95 = 0xa5dc;
const FLAGS = 0x0a;
const ENCRYPTED = 0x0100;
const TABLE_1 = 0x0200;
const FC_HEADERS = 0x00f2;
const FC_BOOKMARKS = 0x0142;
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

/** Text of a Word 97–2003 document by part: body, footnotes, headers and footers, comments, text boxes. */
export function* readWord97(storage: Storage, part: string): Iterable<Opened> {
  const stream = storage.get('WordDocument');
  if (stream === null) return;
  const main = Buffer.from(stream);
  if (main.length >= 2 && main.readUInt16LE(0) === WORD_95) {
    throw new ContentError('CONTENT_UNSUPPORTED', 'Expected Word 97 or later, got an older document');
  }
  if (main.length < 0x200 || main.readUInt16LE(0) !== MAGIC) {
    throw new ContentError('WORD_UNKNOWN', 'Expected a Word 97 information block, got other bytes');
  }
  const flags = main.readUInt16LE(FLAGS);
  if ((flags & ENCRYPTED) !== 0) {
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected a Word document without a password');
  }
  const table = storage.get((flags & TABLE_1) === 0 ? '0Table' : '1Table');
  if (table === null) throw new ContentError('WORD_DAMAGED', 'Expected a table stream, got none');
  const tables = Buffer.from(table);
  const gone: string[] = [];
  const text = textOf(main, tables, (words) => gone.push(words));
  let at = 0;
  for (const [offset, zone] of COUNTS) {
    const count = main.readUInt32LE(offset);
    const story = text.slice(at, at + count);
    if (offset === HEADERS) {
      for (const [stands, words] of headersAndFooters(story, main, tables))
        yield* word97Lines(words, { zone: stands, part, isBody: false });
    } else {
      yield* word97Lines(story, { zone, part, isBody: offset === BODY });
    }
    at += count;
  }
  for (const words of gone) yield* word97Lines(words, { zone: 'unknown', part, isBody: false });
  for (const name of bookmarks(main, tables))
    yield textSegment({ text: name, part, page: null, zone: 'unknown' });
  yield* word97Names(main, tables, part);
  for (const { text: words, kind } of artWords(tables)) {
    yield textSegment({ text: words, part, page: null, zone: kind === 'drawn' ? 'watermark' : 'unknown' });
  }
}

const BODY = 0x4c;
const HEADERS = 0x54;
/** Stories of notes come first; then six a section: headers of even, odd; footers of even, odd; first header, first footer. */
const NOTE_STORIES = 6;
const STORY_ZONES: readonly Zone[] = ['header', 'header', 'footer', 'footer', 'header', 'footer'];

/** [MS-DOC] 2.8.25: where each story begins. */
function headersAndFooters(story: string, main: Buffer, table: Buffer): Array<readonly [Zone, string]> {
  const start = main.readUInt32LE(FC_HEADERS);
  const places = table.subarray(start, start + main.readUInt32LE(FC_HEADERS + 4));
  const count = Math.floor(places.length / 4) - 1;
  if (count <= NOTE_STORIES) return [['header', story]];
  return Array.from({ length: count - 1 }, (_, index) => {
    const zone = index < NOTE_STORIES ? 'body' : (STORY_ZONES[(index - NOTE_STORIES) % 6] ?? 'header');
    return [zone, story.slice(places.readUInt32LE(index * 4), places.readUInt32LE(index * 4 + 4))] as const;
  });
}

/** [MS-DOC] 2.9.286: 0xFFFF, how many, then each name with its length. Word's own begin with a line. */
function bookmarks(main: Buffer, table: Buffer): string[] {
  const start = main.readUInt32LE(FC_BOOKMARKS);
  const names = table.subarray(start, start + main.readUInt32LE(FC_BOOKMARKS + 4));
  const found: string[] = [];
  if (names.length < 6 || names.readUInt16LE(0) !== 0xffff) return found;
  for (let at = 6; at + 2 <= names.length; ) {
    const bytes = names.readUInt16LE(at) * 2;
    found.push(names.subarray(at + 2, at + 2 + bytes).toString('utf16le'));
    at += 2 + bytes;
  }
  return found.filter((name) => name !== '' && !name.startsWith('_'));
}

/** [MS-DOC] 2.4.1: the piece table says where each stretch of characters lies, and whether at one byte or two each. */
function textOf(main: Buffer, table: Buffer, onTakenOut: (words: string) => void): string {
  const start = main.readUInt32LE(FC_CLX);
  const clx = table.subarray(start, start + main.readUInt32LE(FC_CLX + 4));
  let at = 0;
  while (clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2) throw new ContentError('WORD_DAMAGED', 'Expected a piece table, got none');
  const pieces = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.floor((pieces.length - 4) / 12);
  const taken = takenOut(main, table);
  let text = '';
  for (let index = 0; index < count; index += 1) {
    const chars = pieces.readUInt32LE((index + 1) * 4) - pieces.readUInt32LE(index * 4);
    const place = pieces.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    const offset = place & 0x3fff_ffff;
    const isWide = (place & 0x4000_0000) === 0;
    const from = isWide ? offset : offset / 2;
    const piece = isWide
      ? main.subarray(from, from + chars * 2).toString('utf16le')
      : new TextDecoder('windows-1252').decode(main.subarray(from, from + chars));
    text += withoutTakenOut(piece, { from, bytesEach: isWide ? 2 : 1, taken }, onTakenOut);
  }
  return text;
}
