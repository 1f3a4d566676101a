import { decodeAs, decodeText } from '../text/decode-text.ts';

const TAG = 0x1c;
const HEADER_BYTES = 5;
const UTF8_ESCAPE = '\x1b%G';
/** Records 1 and 2 hold words; 7 to 9 hold the picture. */
const APPLICATION_RECORD = 2;
const RECORD_VERSION = 0;

/**
 * The words of an IPTC block (IIM 4.2): caption, headline, special instructions, keywords, credit. What stands around the data
 * sets, such as Photoshop's resources, is passed over.
 */
export function iptcTexts(block: Uint8Array): string[] {
  const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const texts: string[] = [];
  let utf8 = false;
  for (let at = buffer.indexOf(TAG); at >= 0 && at + HEADER_BYTES <= buffer.length; ) {
    const [record = 0, dataset = 0] = buffer.subarray(at + 1, at + 3);
    const size = buffer.readUInt16BE(at + 3);
    const end = at + HEADER_BYTES + size;
    // The tag is one byte, which occurs elsewhere too: only what fits is a data set.
    const fits = record >= 1 && record <= 9 && size < 0x8000 && end <= buffer.length;
    if (!fits) {
      at = buffer.indexOf(TAG, at + 1);
      continue;
    }
    const value = buffer.subarray(at + HEADER_BYTES, end);
    if (record === 1 && dataset === 90) utf8 = value.toString('latin1') === UTF8_ESCAPE;
    if (record === APPLICATION_RECORD && dataset !== RECORD_VERSION) texts.push(textOf(value, utf8));
    at = buffer.indexOf(TAG, end);
  }
  return texts;
}

function textOf(value: Uint8Array, utf8: boolean): string {
  return utf8 ? decodeAs(value, 'utf-8') : (decodeText(value)?.text ?? '');
}
