const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_END = Buffer.from('IEND');
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
/** Bytes between the record header of an OfficeArt blip and its picture: one digest and a tag, or two. */
const BLIP_PREFIXES = [17, 33];
const BLIP_TYPES = new Set([0xf01d, 0xf01e, 0xf02a]);
const MOST_PICTURES = 500;

/** PNG and JPEG pictures inside a stream of an old office document ([MS-ODRAW] blips), in their order. */
export function* olePictures(stream: Uint8Array): Iterable<Uint8Array> {
  const buffer = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = 0;
  for (let count = 0; count < MOST_PICTURES; count += 1) {
    const png = buffer.indexOf(PNG, at);
    const jpeg = buffer.indexOf(JPEG, at);
    const start = png < 0 ? jpeg : jpeg < 0 ? png : Math.min(png, jpeg);
    if (start < 0) return;
    const end = blipEnd(buffer, start) ?? (start === png ? pngEnd(buffer, start) : null);
    // A JPEG signature without a blip around it is chance, three bytes in a stream of many.
    if (end !== null) yield buffer.subarray(start, end);
    at = end ?? start + JPEG.length;
  }
}

function blipEnd(buffer: Buffer, start: number): number | null {
  for (const prefix of BLIP_PREFIXES) {
    const header = start - prefix - 8;
    if (header < 0 || !BLIP_TYPES.has(buffer.readUInt16LE(header + 2))) continue;
    const end = header + 8 + buffer.readUInt32LE(header + 4);
    if (end > start && end <= buffer.length) return end;
  }
  return null;
}

function pngEnd(buffer: Buffer, start: number): number | null {
  const end = buffer.indexOf(PNG_END, start);
  return end < 0 ? null : end + 8;
}
