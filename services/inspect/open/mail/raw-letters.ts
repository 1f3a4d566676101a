import { decodeAs, decodeCertainText, otherEncodings } from '../text/decode-text.ts';

const EIGHT_BIT = /[\x80-\xff]/;
/** Few enough to be read in every way they can be. */
const FEW_CHARS = 64 * 1024;

/**
 * Lines of a mail with letters of eight bits, where no header says which letters these are: in every encoding they may be in. The
 * parser takes them for UTF-8, which such mails hardly ever are in.
 */
export function* rawLines(bytes: Uint8Array, headers: readonly string[]): Iterable<string> {
  if (headers.some((block) => /charset\s{0,9}=/i.test(block))) return;
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const lines = source.split(/[\r\n]+/).filter((line) => EIGHT_BIT.test(line));
  const raw = Buffer.from(lines.join('\n').slice(0, FEW_CHARS), 'latin1');
  if (raw.length === 0 || decodeCertainText(raw) !== null) return;
  yield* new Set(otherEncodings(raw, '').flatMap((encoding) => decodeAs(raw, encoding).split('\n')));
}
