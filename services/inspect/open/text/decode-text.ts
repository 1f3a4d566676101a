import { analyse } from 'chardet';
import { decodeDos, isDosCodePage } from './dos-code-pages.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** false where the encoding is a guess. */
  readonly certain: boolean;
}

/** A guess needs this much text, not more: detectors cost time a byte. */
const SAMPLE_BYTES = 64 * 1024;
/** Where the detector's own confidence (0–100) is lower than this, it has no idea. */
const LEAST_CONFIDENCE = 10;

/**
 * Bytes to text in the encoding they are most likely in: byte-order mark, then UTF-16 and UTF-32 by their zero bytes (which
 * are valid UTF-8 too), then seven-bit escapes, then UTF-8 if valid, then a statistical guess (GB18030, Big5, Shift-JIS,
 * EUC-KR, Windows-125x, KOI8 …). null when the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const certain = certainEncoding(bytes);
  if (certain !== null) return decodedAs(bytes, certain, true);
  const guessed = guess(bytes);
  const first = guessed === null ? null : decodedAs(bytes, guessed, false);
  const [other] = first === null ? otherEncodings(bytes.subarray(0, SAMPLE_BYTES), '') : [];
  return first ?? (other === undefined ? null : decodedAs(bytes, other, false));
}

/** The same where the bytes say themselves what they are; guessing costs more than most pictures take to be looked at. */
export function decodeCertainText(bytes: Uint8Array): DecodedText | null {
  const certain = certainEncoding(bytes);
  return certain === null ? null : decodedAs(bytes, certain, true);
}

function certainEncoding(bytes: Uint8Array): string | null {
  return (
    markedEncoding(bytes) ?? wideByZeros(bytes) ?? escapedEncoding(bytes) ?? (isUtf8(bytes) ? 'utf-8' : null)
  );
}

function decodedAs(bytes: Uint8Array, encoding: string, certain: boolean): DecodedText | null {
  const text = decodeAs(bytes, encoding);
  return isText(text) ? { text, encoding, certain } : null;
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return bytes[2] === 0 && bytes[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff ? 'utf-32be' : null;
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

/** Every fourth place is zero, and the one beside it holds no more than letters people write need. */
function utf32ByZeros(bytes: Uint8Array): string | null {
  const whole = Math.min(bytes.length & ~3, 4096);
  if (whole < 8) return null;
  let little = 0;
  let big = 0;
  for (let at = 0; at < whole; at += 4) {
    if (bytes[at + 3] === 0 && (bytes[at + 2] ?? 0xff) <= 0x10) little += 1;
    if (bytes[at] === 0 && (bytes[at + 1] ?? 0xff) <= 0x10) big += 1;
  }
  if (little === whole / 4 && big < little) return 'utf-32le';
  return big === whole / 4 && little < big ? 'utf-32be' : null;
}

function wideByZeros(bytes: Uint8Array): string | null {
  return utf32ByZeros(bytes) ?? utf16ByZeros(bytes);
}

const ESCAPE = String.fromCharCode(0x1b);

/** Encodings of seven bits are valid UTF-8 as well; their escapes tell. */
function escapedEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, SAMPLE_BYTES)).toString('latin1');
  if (head.includes(`${ESCAPE}$)C`)) return 'iso-2022-kr';
  if (head.includes(`${ESCAPE}$)A`)) return 'iso-2022-cn';
  if (head.includes(`${ESCAPE}$@`) || head.includes(`${ESCAPE}$B`)) return 'iso-2022-jp';
  return /~\{(?:[!-}]{2}){1,200}~\}/.test(head) ? 'hz' : null;
}

function guess(bytes: Uint8Array): string | null {
  for (const { name, confidence } of analyse(bytes.subarray(0, SAMPLE_BYTES))) {
    if (confidence < LEAST_CONFIDENCE) break;
    // The Ukrainian form of KOI8 differs in eight letters where the Russian one has lines to draw boxes with.
    const label = name.toLowerCase() === 'koi8-r' ? 'koi8-u' : name.toLowerCase();
    if (isDecodable(label)) return label;
  }
  return null;
}

/** In the order in which they are likely where a guess found nothing. */
const OTHERS =
  'gb18030 big5 shift_jis euc-kr euc-jp windows-1251 windows-1252 windows-1250 koi8-u windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 ibm866 macintosh x-mac-cyrillic iso-8859-2 iso-8859-5 windows-874 cp850 cp852 cp737 cp857 cp862 cp1125 utf-16le utf-16be'.split(
    ' ',
  );

/**
 * What else bytes may be that are no Unicode: few bytes are no sample to guess from, and neighbours (Polish and German,
 * Russian and Ukrainian) are told apart by few letters. Only encodings in which every byte means something.
 */
export function otherEncodings(bytes: Uint8Array, known: string): string[] {
  return OTHERS.filter((encoding) => encoding !== known && isClean(decodeAs(bytes, encoding), encoding));
}

function isClean(text: string, encoding: string): boolean {
  if (/[\ufffd\ue000-\uf8ff\u0080-\u009f]/.test(text) || !isText(text)) return false;
  if (!encoding.startsWith('utf-16')) return true;
  const usual =
    /[\t\r\n\x20-\x7e\u00a0-\u00ff\u0370-\u06ff\u2010-\u2027\u2460-\u24ff\u2600-\u26ff\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]/g;
  return (text.match(usual)?.length ?? 0) === text.length;
}

export function decodeAs(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case 'utf-32le':
    case 'utf-32be':
      return decodeUtf32(bytes, encoding === 'utf-32le');
    case 'hz':
      return shifted(bytes, 'gb18030', /~\{([!-}]*)~\}/g);
    case 'iso-2022-cn':
      return shifted(bytes, 'gb18030', SHIFTED_OUT);
    case 'iso-2022-kr':
      return shifted(bytes, 'euc-kr', SHIFTED_OUT);
    default:
      if (isDosCodePage(encoding)) return decodeDos(bytes, encoding);
      return new TextDecoder(encoding).decode(bytes);
  }
}

function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, little);
    if (code !== 0xfeff) text += code <= 0x10_ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

/** Between shift-out and shift-in stand letters of two bytes each, their upper bits taken off. */
const SHIFTED_OUT = new RegExp(`${String.fromCharCode(0x0e)}([!-~]*)${String.fromCharCode(0x0f)}?`, 'g');
const DESIGNATION = new RegExp(`${ESCAPE}[$][)][AC]`, 'g');

function shifted(bytes: Uint8Array, encoding: string, letters: RegExp): string {
  const decoder = new TextDecoder(encoding);
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(DESIGNATION, '')
    .replace(letters, (_, run: string) =>
      decoder.decode(Uint8Array.from(run, (letter) => letter.charCodeAt(0) | 0x80)),
    );
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
