import { ContentError } from '../../../shared/errors.ts';
import type { Zone } from '../../../shared/messages/parts.ts';
import type { Streams } from './compound-streams.ts';
import type { Opened } from './opened.ts';
import { textSegment } from './text-segment.ts';

/** [MS-XLS] 2.3: record types that hold text. */
const RECORD = {
  header: 0x0014,
  footer: 0x0015,
  note: 0x001c,
  filePass: 0x002f,
  continue: 0x003c,
  sheet: 0x0085,
  sharedStrings: 0x00fc,
  textObject: 0x01b6,
  label: 0x0204,
  string: 0x0207,
};

/** Text of an Excel 97–2003 workbook: shared strings, labels, sheet names, text boxes, printed headers and footers. */
export function* readExcel97(streams: Streams, part: string): Iterable<Opened> {
  const stream = streams.get('Workbook') ?? streams.get('Book');
  if (stream === null) return;
  const say = (text: string, zone: Zone): Opened[] =>
    text
      .split(/[\r\n]+/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => textSegment({ text: line, part, page: null, zone }));

  for (const { type, pieces } of records(Buffer.from(stream))) {
    const [body = Buffer.alloc(0)] = pieces;
    if (type === RECORD.filePass) {
      throw new ContentError('CONTENT_ENCRYPTED', 'Expected a workbook without a password');
    }
    if (type === RECORD.sharedStrings) {
      for (const text of sharedStrings(pieces)) yield* say(text, 'cell');
    } else if (type === RECORD.header || type === RECORD.footer) {
      yield* say(printed(unicodeString(body, 0, 2)), type === RECORD.header ? 'header' : 'footer');
    } else if (type === RECORD.label) {
      yield* say(unicodeString(body, 6, 2), 'cell');
    } else if (type === RECORD.string) {
      yield* say(unicodeString(body, 0, 2), 'cell');
    } else if (type === RECORD.sheet) {
      yield* say(unicodeString(body, 6, 1), 'title');
    } else if (type === RECORD.textObject && pieces[1] !== undefined) {
      yield* say(characters(pieces[1], 1, pieces[1].length - 1, (pieces[1][0] ?? 0) & 1), 'body');
    }
  }
}

/** Records one by one, each with the pieces that continue it. */
function* records(buffer: Buffer): Iterable<{ type: number; pieces: Buffer[] }> {
  let current: { type: number; pieces: Buffer[] } | null = null;
  for (let at = 0; at + 4 <= buffer.length; ) {
    const type = buffer.readUInt16LE(at);
    const body = buffer.subarray(at + 4, at + 4 + buffer.readUInt16LE(at + 2));
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
function* sharedStrings(pieces: readonly Buffer[]): Iterable<string> {
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
    yield text;
    skip(runs * 4 + extra);
  }
}

/** "&L&14SECRET&C…": codes of position and font around the words. */
function printed(text: string): string {
  return text.replace(/&[LCR]/g, '\n').replace(/&("[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])/gi, '');
}
