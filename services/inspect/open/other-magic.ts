/** Types by their first bytes that file-type does not know. */
export function otherMagic(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64));
  if (isIso9660(bytes)) return 'application/x-iso9660-image';
  return MAGIC.find(([, test]) => head.length >= 12 && test(head))?.[0] ?? null;
}

/** ECMA-119 8.1: the first volume descriptor stands behind sixteen empty sectors. */
const DESCRIPTOR_AT = 16 * 2048;

function isIso9660(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(DESCRIPTOR_AT + 1, DESCRIPTOR_AT + 6)).toString('latin1') === 'CD001';
}

/** [MS-ONESTORE] 2.3.1: a section; a table of contents has another. */
const ONE_NOTE = Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex');

const MAGIC: ReadonlyArray<readonly [mediaType: string, test: (head: Buffer) => boolean]> = [
  ['application/vnd.ms-tnef', (head) => head.readUInt32LE(0) === 0x223e9f78],
  [
    'image/emf',
    (head) => head.length >= 44 && head.readUInt32LE(0) === 1 && head.toString('latin1', 40, 44) === ' EMF',
  ],
  ['image/wmf', (head) => head.readUInt32LE(0) === 0x9ac6cdd7],
  [
    'image/wmf',
    (head) =>
      [1, 2].includes(head.readUInt16LE(0)) &&
      head.readUInt16LE(2) === 9 &&
      [0x100, 0x300].includes(head.readUInt16LE(4)),
  ],
  // "new", "new with checksums" and "old portable" cpio: numbers in letters.
  ['application/x-cpio', (head) => /^0707(?:0[127])[0-9A-Fa-f]{18}/.test(head.toString('latin1', 0, 24))],
  ['application/onenote', (head) => head.subarray(0, 16).equals(ONE_NOTE)],
  ['application/pkcs7-mime', isCms],
  ['application/x-openpgp-encrypted', isOpenPgp],
];

/** RFC 5652: a sequence that begins with an object identifier under 1.2.840.113549.1.7. */
function isCms(head: Buffer): boolean {
  const at = head.indexOf(Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07]));
  return head[0] === 0x30 && at >= 2 && at <= 8;
}

/** RFC 4880 5.1, 5.3: a session key encrypted to somebody or by a passphrase comes first, of a version there is. */
function isOpenPgp(head: Buffer): boolean {
  const [tag = 0, length = 0] = head;
  if ((tag & 0x80) === 0) return false;
  const kind = (tag & 0x40) === 0 ? (tag >> 2) & 0xf : tag & 0x3f;
  const lengthBytes = (tag & 0x40) !== 0 ? (length < 192 ? 1 : length < 224 ? 2 : 5) : [1, 2, 4, 0][tag & 3];
  const version = head[1 + (lengthBytes ?? 0)];
  return (kind === 1 && version === 3) || (kind === 3 && (version === 4 || version === 5));
}
