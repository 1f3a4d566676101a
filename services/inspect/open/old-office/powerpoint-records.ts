/** [MS-PPT] 2.13.24: records that are text, and one that holds others without saying so. */
const TEXT_CHARS = 0x0fa0;
const TEXT_BYTES = 0x0fa8;
export const C_STRING = 0x0fba;
const TAG_DATA = 0x138b;
const CONTAINER = 0xf;

export interface PptRecord {
  readonly type: number;
  readonly version: number;
  readonly instance: number;
  readonly at: number;
  readonly body: Buffer;
}

export function* pptRecords(buffer: Buffer): Iterable<PptRecord> {
  let at = 0;
  while (at + 8 <= buffer.length) {
    const head = buffer.readUInt16LE(at);
    const type = buffer.readUInt16LE(at + 2);
    const length = buffer.readUInt32LE(at + 4);
    const version = head & 0xf;
    yield { type, version, instance: head >> 4, at, body: buffer.subarray(at + 8, at + 8 + length) };
    // Into a container (tags hold records without saying so), past everything else.
    at += version === CONTAINER || type === TAG_DATA ? 8 : 8 + length;
  }
}

/** What a record of text says; nothing for others. */
export function wordsOfRecord(type: number, body: Buffer): string {
  if (type === TEXT_CHARS || type === C_STRING) return body.toString('utf16le');
  return type === TEXT_BYTES ? body.toString('latin1') : '';
}
