import { analyse } from 'chardet';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** A guess needs this much text, not more: detectors cost time a byte. */
const SAMPLE_BYTES = 64 * 1024;
/** Where the detector's own confidence (0–100) is lower than this, it has no idea. */
const LEAST_CONFIDENCE = 10;

/**
 * Bytes to text in the encoding they are most likely in: byte-order mark, then UTF-16 by its zero bytes (which are
 * valid UTF-8 too), then UTF-8 if valid, then a statistical guess (GB18030, Big5, Shift-JIS, EUC-KR, Windows-125x, KOI8-R …).
 * null when the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const encoding = markedEncoding(bytes) ?? utf16ByZeros(bytes) ?? (isUtf8(bytes) ? 'utf-8' : guess(bytes));
  if (encoding === null) return null;
  const text = new TextDecoder(encoding).decode(bytes);
  return isText(text) ? { text, encoding } : null;
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Valid UTF-8, a character cut off at the end allowed: `stream` holds it back instead of refusing it. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark: of the Latin letters, digits and spaces in it every second byte is zero. */
function utf16ByZeros(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = sample.length * 0.1;
  if (odd > enough && even < odd / 10) return 'utf-16le';
  if (even > enough && odd < even / 10) return 'utf-16be';
  return null;
}

function guess(bytes: Uint8Array): string | null {
  for (const { name, confidence } of analyse(bytes.subarray(0, SAMPLE_BYTES))) {
    if (confidence < LEAST_CONFIDENCE) break;
    const label = name.toLowerCase();
    if (isDecodable(label)) return label;
  }
  return null;
}

function isDecodable(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/** Text has hardly any control characters besides white space and escape, and few replacement characters. */
function isText(text: string): boolean {
  const sample = text.slice(0, 65_536);
  let strange = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    const control = code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;
    if (control || code === 0xfffd || code === 0x7f) strange += 1;
  }
  return strange <= sample.length * 0.02;
}
