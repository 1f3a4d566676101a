import type { Streams } from './compound-streams.ts';
import type { Opened } from './opened.ts';
import { textSegment } from './text-segment.ts';

/** [MS-PPT] 2.13.24: records that are text. */
const TEXT_CHARS = 0x0fa0;
const TEXT_BYTES = 0x0fa8;
const C_STRING = 0x0fba;
const SLIDE = 0x03ee;
const CONTAINER = 0xf;

/** Text of a PowerPoint 97–2003 presentation: every text record, masters and notes included. */
export function* readPowerPoint97(streams: Streams, part: string): Iterable<Opened> {
  const stream = streams.get('PowerPoint Document');
  if (stream === null) return;
  const buffer = Buffer.from(stream);
  let slide = 0;
  let at = 0;
  while (at + 8 <= buffer.length) {
    const kind = buffer.readUInt16LE(at) & 0xf;
    const type = buffer.readUInt16LE(at + 2);
    const length = buffer.readUInt32LE(at + 4);
    const body = buffer.subarray(at + 8, at + 8 + length);
    if (type === SLIDE) slide += 1;
    const text =
      type === TEXT_CHARS || type === C_STRING
        ? body.toString('utf16le')
        : type === TEXT_BYTES
          ? body.toString('latin1')
          : '';
    for (const line of text.split(/[\r\v\n]/)) {
      if (line.trim() !== '') {
        yield textSegment({ text: line.trim(), part, page: slide > 0 ? slide : null, zone: 'body' });
      }
    }
    // Into a container, past everything else.
    at += kind === CONTAINER ? 8 : 8 + length;
  }
}
