/** Something else that a file is as well: an archive behind a picture, a PDF behind a few other bytes. */
export interface Face {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Types that are ZIP archives themselves, or hold one as it is. */
const ZIPPED =
  /zip|officedocument|opendocument|java-archive|android|xpinstall|3mf|visio|ms-(excel|word|powerpoint)|kmz|ofd/;
const HOLDS_FILES_AS_THEY_ARE = /pdf|x-tar|7z|rar|message|cfb|cab|iso9660|x-archive/;

const RAR = Buffer.from('Rar!\x1a\x07', 'latin1');
const SEVEN_ZIP = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]);
const END_OF_CENTRAL_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const CENTRAL_ENTRY = Buffer.from('PK\x01\x02', 'latin1');
/** The end record is 22 bytes and a comment of at most 65,535. */
const ZIP_TAIL = 22 + 0xffff;

/**
 * What a reader of another type would take the same bytes for. Only what such a reader would really open: an end record
 * whose directory is where it says, a whole archive signature behind a picture.
 */
export function otherFaces(bytes: Uint8Array, mediaType: string | null): Face[] {
  const known = mediaType ?? 'application/octet-stream';
  if (ZIPPED.test(known)) return [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const faces: Face[] = [];
  const isHolder = HOLDS_FILES_AS_THEY_ARE.test(known);
  const zip = zipStart(buffer);
  // An archive that a file holds ends before the file does; one that the file is as well ends with it.
  if (zip !== null && (!isHolder || zip.end === buffer.length))
    faces.push({ mediaType: 'application/zip', bytes: bytes.subarray(zip.start) });
  if (known === 'application/pdf') {
    const rar = behindEnd(buffer, RAR);
    if (rar !== null) faces.push({ mediaType: 'application/x-rar-compressed', bytes: bytes.subarray(rar) });
    const seven = behindEnd(buffer, SEVEN_ZIP);
    if (seven !== null)
      faces.push({ mediaType: 'application/x-7z-compressed', bytes: bytes.subarray(seven) });
  }
  if (known.startsWith('image/')) {
    const pdf = buffer.subarray(0, 1024).indexOf('%PDF-1.');
    if (pdf > 0) faces.push({ mediaType: 'application/pdf', bytes: bytes.subarray(pdf) });
    const rar = buffer.indexOf(RAR);
    if (rar > 0) faces.push({ mediaType: 'application/x-rar-compressed', bytes: bytes.subarray(rar) });
    const seven = buffer.indexOf(SEVEN_ZIP);
    if (seven > 0) faces.push({ mediaType: 'application/x-7z-compressed', bytes: bytes.subarray(seven) });
  }
  return faces;
}

/** White space, and what mail programs put behind a file. */
const GAP_BYTES = 16;

/** Where an archive begins right behind the end of a PDF; files inside it stand in streams. */
function behindEnd(buffer: Buffer, signature: Buffer): number | null {
  for (let at = buffer.indexOf(signature); at >= 0; at = buffer.indexOf(signature, at + 1))
    if (buffer.subarray(Math.max(0, at - GAP_BYTES - 5), at).includes('%%EOF')) return at;
  return null;
}

/** Where the archive begins, and where it says it ends; null when there is none. */
function zipStart(buffer: Buffer): { readonly start: number; readonly end: number } | null {
  const tail = Math.max(0, buffer.length - ZIP_TAIL);
  const end = buffer.subarray(tail).lastIndexOf(END_OF_CENTRAL_DIRECTORY);
  if (end < 0 || tail + end + 22 > buffer.length) return null;
  const at = tail + end;
  // The directory ends where the end record begins, whatever stands in front of the archive and moves its offsets.
  const directory = at - buffer.readUInt32LE(at + 12);
  if (directory < 0 || directory >= at) return null;
  if (!buffer.subarray(directory, directory + 4).equals(CENTRAL_ENTRY)) return null;
  return {
    start: Math.max(0, directory - buffer.readUInt32LE(at + 16)),
    end: at + 22 + buffer.readUInt16LE(at + 20),
  };
}
