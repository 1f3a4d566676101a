/** How a workbook writes its texts: in bytes of a code page before Excel 97, in Unicode from then on. */
export interface Lettering {
  readonly isOld: boolean;
  readonly encoding: string;
}

/** A text with its length, of one or two bytes, in front. */
export function stringAt(
  body: Buffer,
  at: number,
  countBytes: 1 | 2,
  { isOld, encoding }: Lettering,
): string {
  return isOld ? byteString(body, at, countBytes, encoding) : unicodeString(body, at, countBytes);
}

/** A count of one or two bytes, a flags byte, then characters of one byte or two. */
function unicodeString(body: Buffer, at: number, countBytes: 1 | 2): string {
  if (at + countBytes + 1 > body.length) return '';
  const count = countBytes === 1 ? body.readUInt8(at) : body.readUInt16LE(at);
  const wide = body.readUInt8(at + countBytes) & 1;
  return characters(body, at + countBytes + 1, count * (wide + 1), wide);
}

export function characters(body: Buffer, at: number, bytes: number, wide: number): string {
  return body.subarray(at, at + bytes).toString(wide === 1 ? 'utf16le' : 'latin1');
}

/** Before Excel 97: a count, then bytes in the code page of the workbook. */
export function byteString(body: Buffer, at: number, countBytes: 1 | 2, encoding: string): string {
  if (at + countBytes > body.length) return '';
  const count = countBytes === 1 ? body.readUInt8(at) : body.readUInt16LE(at);
  return new TextDecoder(encoding).decode(body.subarray(at + countBytes, at + countBytes + count));
}

/** Strings that follow one another up to the end of the record. */
export function stringsFrom(body: Buffer, start: number): string[] {
  const strings: string[] = [];
  for (let at = start; at + 3 <= body.length; ) {
    const bytes = body.readUInt16LE(at) * ((body.readUInt8(at + 2) & 1) + 1);
    if (at + 3 + bytes > body.length) break;
    strings.push(unicodeString(body, at, 2));
    at += 3 + bytes;
  }
  return strings;
}
