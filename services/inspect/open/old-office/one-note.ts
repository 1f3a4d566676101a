import { partName } from '../budget.ts';
import { spentLimit, within } from '../container.ts';
import type { Opened, Opener, OpenInput } from '../opened.ts';
import { textSegment } from '../text-segment.ts';

/**
 * OneNote sections: the strings in them and the files attached. Its structure (what is on which page, what was deleted, handwriting)
 * is not followed, so that the file is said as not inspected, whatever was found.
 */
export const oneNote: Opener = { id: 'one-note', mediaTypes: ['application/onenote'], open: openOneNote };

/** [MS-ONESTORE] 2.6.13: in front of each file that the section holds, and its length. */
const FILE = Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex');
const FILE_HEADER_BYTES = 36;
const LEAST_LETTERS = 4;
/** Without scripts whose letters numbers in front of and behind a string are taken for. */
const WIDE = new RegExp(
  `[\\x20-\\x7e\\u00a0-\\u06ff\\u0900-\\u097f\\u0e00-\\u0e7f\\u1e00-\\u27bf\\u3000-\\u9fff\\uac00-\\ud7a3\\uff00-\\uffef]{${LEAST_LETTERS},}`,
  'g',
);
const NARROW = new RegExp(`[\\x20-\\x7e]{${LEAST_LETTERS},}`, 'g');

async function* openOneNote(input: OpenInput): AsyncIterable<Opened> {
  const { bytes, part, budget } = input;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { files, rest } = filesIn(buffer);
  const strings = new Set<string>();
  for (const piece of rest) {
    // Strings begin at even and at odd places.
    for (const shift of [0, 1])
      for (const [text] of piece.toString('utf16le', shift).matchAll(WIDE)) strings.add(text.trim());
    for (const [text] of piece.toString('latin1').matchAll(NARROW)) strings.add(text.trim());
  }
  yield* within(
    input,
    [...strings].map((text) => textSegment({ text, part, page: null, zone: 'unknown' })),
  );
  for (const [index, file] of files.entries()) {
    const spent = spentLimit(input);
    if (spent !== null) {
      yield spent;
      break;
    }
    budget.take('bytesOut', Math.min(file.length, budget.left('bytesOut')));
    yield { kind: 'file', bytes: file, name: null, ordinal: index + 1 };
  }
  yield { kind: 'uninspected', note: { part: partName(part), reason: 'unsupported-type', limit: null } };
}

function filesIn(buffer: Buffer): { files: Buffer[]; rest: Buffer[] } {
  const files: Buffer[] = [];
  const rest: Buffer[] = [];
  let from = 0;
  for (let at = buffer.indexOf(FILE); at >= 0; at = buffer.indexOf(FILE, Math.max(from, at + 1))) {
    const start = at + FILE_HEADER_BYTES;
    const length = start <= buffer.length ? Number(buffer.readBigUInt64LE(at + 16)) : 0;
    if (length === 0 || start + length > buffer.length) continue;
    rest.push(buffer.subarray(from, at));
    files.push(buffer.subarray(start, start + length));
    from = start + length;
  }
  return { files, rest: [...rest, buffer.subarray(from)] };
}
