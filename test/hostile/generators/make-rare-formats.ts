/** Small files of formats that no library here writes, record by record. */

export const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer);
export const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);
export const wide = (text: string) => Buffer.from(text, 'utf16le');
export const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** TNEF: a message's or an attachment's attribute; properties that an attribute holds; the file around attributes. */
export const tnefAttribute = (level: number, id: number, type: number, data: Buffer) =>
  Buffer.concat([Buffer.from([level]), u16(id, type), u32(data.length), data, u16(0)]);
export const mapiProperty = (id: number, type: number, value: Buffer) =>
  Buffer.concat([u32((id << 16) | type), u32(1, value.length), padded(value)]);
export const mapiProperties = (...all: Buffer[]) => Buffer.concat([u32(all.length), ...all]);
export const tnefFile = (...attributes: Buffer[]) => Buffer.concat([u32(0x223e9f78), u16(1), ...attributes]);

/** EMF: a record, and a record of wide text; the file around records. */
export const emfRecord = (type: number, body: Buffer) =>
  Buffer.concat([u32(type, 8 + padded(body).length), padded(body)]);
export const emfText = (said: string, y: number, options = 0) =>
  emfRecord(
    84,
    Buffer.concat([Buffer.alloc(28), u32(10, y, said.length, 76, options), Buffer.alloc(20), wide(said)]),
  );
export function emfFile(...records: Buffer[]): Buffer {
  const header = Buffer.alloc(100);
  header.write(' EMF', 32, 'latin1');
  return Buffer.concat([emfRecord(1, header), ...records, emfRecord(14, u32(0, 16, 20))]);
}

/** WMF: a record, whose size is in words; the file around records. */
export const wmfRecord = (type: number, body: Buffer) =>
  Buffer.concat([u32(3 + body.length / 2), u16(type), body]);
export const wmfFile = (...records: Buffer[]) =>
  Buffer.concat([u16(1, 9, 0x300), u32(500), u16(2), u32(100), u16(0), ...records, u32(3), u16(0)]);

/** OneNote: the beginning of a section, and a file in it. */
export const oneNoteHead = () =>
  Buffer.concat([Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex'), Buffer.alloc(1000)]);
export function oneNoteFile(bytes: Buffer): Buffer {
  const length = Buffer.alloc(20);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex'), length, bytes]);
}

/** XLSB: a record, its type as it is written; a string in it. */
export function xlsbRecord(type: number, body: Buffer): Buffer {
  const [low, high] = [body.length & 0x7f, body.length >> 7];
  return Buffer.concat([
    Buffer.from(type < 128 ? [type] : [type & 0xff, type >> 8]),
    Buffer.from(high === 0 ? [low] : [low | 0x80, high]),
    body,
  ]);
}
export const xlsbString = (text: string) => Buffer.concat([u32(text.length), wide(text)]);
