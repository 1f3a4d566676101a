import { holdsWords } from '../text/code-words.ts';
import { decodeText } from '../text/decode-text.ts';

const PNG = Buffer.from('\x89PNG', 'latin1');
const PNG_END = Buffer.from('IEND\xaeB`\x82', 'latin1');
const JPEG = Buffer.from([0xff, 0xd8]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
const GIF = Buffer.from('GIF8', 'latin1');
const GIF_END = Buffer.from([0x00, 0x3b]);
const RIFF = Buffer.from('RIFF', 'latin1');
const LONGEST = 256 * 1024;

/** Lines of text that somebody put behind a picture's end, where no viewer looks. */
export function linesBehindPicture(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = buffer.subarray(endOf(buffer)).subarray(0, LONGEST);
  const text = tail.length === 0 ? null : decodeText(tail);
  return text === null ? [] : text.text.split(/[\r\n\0]+/).filter((line) => holdsWords(line));
}

function endOf(buffer: Buffer): number {
  const behind = (end: Buffer) => {
    const at = buffer.lastIndexOf(end);
    return at < 0 ? buffer.length : at + end.length;
  };
  const begins = (start: Buffer) => buffer.subarray(0, start.length).equals(start);
  if (begins(PNG)) return behind(PNG_END);
  if (begins(JPEG)) return behind(JPEG_END);
  if (begins(GIF)) return behind(GIF_END);
  return begins(RIFF) && buffer.length >= 8 ? buffer.readUInt32LE(4) + 8 : buffer.length;
}
