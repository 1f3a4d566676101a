import { inflateSync } from 'node:zlib';
import { ContentError } from '../../../../shared/errors.ts';
import type { Zone } from '../../../../shared/messages/parts.ts';
import type { Column } from '../../report.ts';
import type { Opened } from '../opened.ts';
import { textSegment } from '../text-segment.ts';
import type { Storage } from './compound-storage.ts';
import { artWords } from './office-art.ts';
import { C_STRING, pptRecords, wordsOfRecord } from './powerpoint-records.ts';
import { slidePlaces } from './powerpoint-slides.ts';
import { shapeColumns } from './powerpoint-tables.ts';

/** [MS-PPT] 2.13.24: records that are text, or say where it stands. */
const TYPE = {
  document: 0x03e9,
  notes: 0x03f0,
  headersFooters: 0x0fd9,
  textHeader: 0x0f9f,
  embedded: 0x1011,
  cryptSession: 0x2f14,
  shape: 0xf004,
  clientAnchor: 0xf010,
};
/** [MS-PPT] 2.3.2: what the user stream says of an encrypted document. */
const ENCRYPTED_TOKEN = 0xf3d1c4df;
const TITLES = new Set([0, 6]);
const DEFAULT_HEIGHT = 4320;
const MOST_OBJECT_BYTES = 64 * 1024 * 1024;

/** Text of a PowerPoint 97–2003 presentation: slides, masters, notes, comments, headers and footers. */
export function* readPowerPoint97(storage: Storage, part: string): Iterable<Opened> {
  const stream = storage.get('PowerPoint Document');
  if (stream === null) return;
  const buffer = Buffer.from(stream);
  if (isEncrypted(storage, buffer))
    throw new ContentError('CONTENT_ENCRYPTED', 'Expected a presentation without a password');
  const places = slidePlaces(buffer);
  const columns = shapeColumns(buffer);
  let column: Column | undefined;
  let height = DEFAULT_HEIGHT;
  let page: number | null = null;
  let zone: Zone | null = null;
  let title = false;
  let inEdges = false;
  let inNotes = false;
  for (const { type, instance, at, body } of pptRecords(buffer)) {
    if (places.has(at)) {
      page = places.get(at) ?? null;
      inNotes = type === TYPE.notes;
    }
    if (type === TYPE.document && body.length >= 8) height = body.readInt32LE(4) || DEFAULT_HEIGHT;
    else if (type === TYPE.headersFooters) inEdges = true;
    else if (type === TYPE.shape) {
      zone = null;
      column = columns.get(at);
      title = false;
      inEdges = false;
    } else if (type === TYPE.clientAnchor) zone = inNotes ? null : zoneAt(body, height);
    else if (type === TYPE.textHeader) title = TITLES.has(body[0] ?? -1);
    const text = wordsOfRecord(type, body);
    const edge = instance === 1 ? 'header' : 'footer';
    const stands: Zone = type === C_STRING && inEdges ? edge : title ? 'title' : (zone ?? 'body');
    for (const line of text.split(/[\r\v\n]/)) {
      if (line.trim() !== '')
        yield textSegment({ text: line.trim(), part, page, zone: stands, columns: column && [column] });
    }
  }
  for (const { text, kind } of artWords(buffer))
    yield textSegment({ text, part, page: null, zone: kind === 'drawn' ? 'watermark' : 'unknown' });
}

/** Properties may be left open beside it, so that no stream of their name tells. */
function isEncrypted(storage: Storage, document: Buffer): boolean {
  const user = Buffer.from(storage.get('Current User') ?? []);
  if (user.length >= 16 && user.readUInt32LE(12) === ENCRYPTED_TOKEN) return true;
  for (const { type } of pptRecords(document)) if (type === TYPE.cryptSession) return true;
  return false;
}

/** Embedded objects and the macro project: compound files, packed. */
export function* powerPointObjects(storage: Storage): Iterable<Uint8Array> {
  const stream = storage.get('PowerPoint Document');
  if (stream === null || isEncrypted(storage, Buffer.from(stream))) return;
  for (const { type, instance, body } of pptRecords(Buffer.from(stream))) {
    if (type !== TYPE.embedded) continue;
    yield instance === 1 ? inflated(body.subarray(4)) : body;
  }
}

function inflated(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_OBJECT_BYTES });
  } catch {
    // Handed on packed, it is opened as nothing known, and said.
    return bytes;
  }
}

/** Top, left, right, bottom in 1/576 inch. */
function zoneAt(anchor: Buffer, height: number): Zone | null {
  if (anchor.length < 8) return null;
  const middle = (anchor.readInt16LE(0) + anchor.readInt16LE(6)) / 2 / height;
  return middle < 0.1 ? 'header' : middle > 0.9 ? 'footer' : null;
}
