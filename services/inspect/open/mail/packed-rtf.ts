import { ContentError } from '../../../../shared/errors.ts';

const PACKED = 0x75465a4c;
const PLAIN = 0x414c454d;
const HEADER_BYTES = 16;
const WINDOW_BYTES = 4096;
const PRESET = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/**
 * [MS-OXRTFCP]: the body of Outlook's messages, packed. At most nine times as much comes out. What comes before damage is
 * returned; throws ContentError RTF_PACKED_DAMAGED when there is no header.
 *
 * (Not @kenjiuno/decompressrtf, which believes the length in the header.)
 */
export function unpackRtf(bytes: Uint8Array): Buffer {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = packed.length < HEADER_BYTES ? null : packed.readUInt32LE(8);
  if (kind === PLAIN) return packed.subarray(HEADER_BYTES);
  if (kind !== PACKED)
    throw new ContentError('RTF_PACKED_DAMAGED', 'Expected packed RTF, got bytes without its header');
  const window = Buffer.alloc(WINDOW_BYTES);
  PRESET.copy(window);
  let put = PRESET.length;
  const out: number[] = [];
  const emit = (byte: number) => {
    out.push(byte);
    window[put] = byte;
    put = (put + 1) % WINDOW_BYTES;
  };
  for (let at = HEADER_BYTES; at < packed.length; ) {
    const control = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        emit(packed[at++] ?? 0);
        continue;
      }
      if (at + 2 > packed.length) return Buffer.from(out);
      const token = packed.readUInt16BE(at);
      at += 2;
      const from = token >> 4;
      if (from === put) return Buffer.from(out);
      for (let i = 0; i < (token & 0xf) + 2; i += 1) emit(window[(from + i) % WINDOW_BYTES] ?? 0);
    }
  }
  return Buffer.from(out);
}
