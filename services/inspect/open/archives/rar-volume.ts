const RAR_4 = Buffer.from('Rar!\x1a\x07\x00', 'latin1');
const RAR_5 = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1');
const MAIN_HEADER_4 = 0x73;
const MAIN_HEADER_5 = 1;
const VOLUME = 1;
const EXTRA_AREA = 1;

/** Whether a RAR archive is one of several: its main header says so, in both versions of the format. */
export function isRarVolume(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 32) return false;
  if (buffer.subarray(0, 7).equals(RAR_4))
    return buffer[9] === MAIN_HEADER_4 && (buffer.readUInt16LE(10) & VOLUME) !== 0;
  if (!buffer.subarray(0, 8).equals(RAR_5)) return false;
  // After the checksum: size of the header, its type, its flags, the size of an extra area, the archive's flags.
  const numbers = variableNumbers(buffer, 12);
  const [, type, flags = 0] = numbers;
  const archive = numbers[(flags & EXTRA_AREA) === 0 ? 3 : 4] ?? 0;
  return type === MAIN_HEADER_5 && (archive & VOLUME) !== 0;
}

/** Seven bits a byte, the highest bit says that more follow. */
function variableNumbers(buffer: Buffer, start: number): number[] {
  const numbers: number[] = [];
  let at = start;
  for (let count = 0; count < 5; count += 1) {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = buffer[at] ?? 0;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) break;
    }
    numbers.push(value);
  }
  return numbers;
}
