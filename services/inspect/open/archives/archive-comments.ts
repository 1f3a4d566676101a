import { limited, partName } from '../budget.ts';
import { within } from '../container.ts';
import type { Opened, OpenInput } from '../opened.ts';
import { holdsWords } from '../text/code-words.ts';
import { decodeText } from '../text/decode-text.ts';
import { textSegment } from '../text-segment.ts';
import { createByteSource } from './byte-source.ts';
import { rarComments } from './rar-comments.ts';
import { tarEntries } from './tar-stream.ts';

/** What an archive says about itself and its entries, beside what it holds. */
export async function* archiveComments(input: OpenInput): AsyncIterable<Opened> {
  const { bytes, part, budget } = input;
  if (input.type.mediaType === 'application/x-tar') yield* said(input, await tarComments(bytes));
  yield* said(input, discLabels(bytes).filter(holdsWords));
  for (const comment of rarComments(bytes)) {
    if (comment !== null) yield* said(input, [decodeText(comment)?.text ?? '']);
    else
      yield {
        kind: 'uninspected',
        note: { part: `${partName(part)}, comment`, reason: 'unsupported-type', limit: null },
      };
    if (budget.late()) {
      yield { kind: 'uninspected', note: limited(partName(part), 'time-out', budget.limits, 'wallMs') };
      return;
    }
  }
}

/** Each once. */
export function* said(input: OpenInput, texts: Iterable<string>): Iterable<Opened> {
  const lines = new Set([...texts].flatMap((text) => text.split(/[\r\n\0]+/)).map((line) => line.trim()));
  lines.delete('');
  yield* within(
    input,
    [...lines].map((text) => textSegment({ text, part: input.part, page: null, zone: 'properties' })),
  );
}

async function tarComments(bytes: Uint8Array): Promise<string[]> {
  const comments: string[] = [];
  try {
    for await (const _ of tarEntries(createByteSource(once(bytes)), (comment) => comments.push(comment)));
  } catch {
    // That the archive breaks off is said when its entries are opened.
  }
  return comments;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

const SECTOR = 2048;
const FIRST_DESCRIPTOR = 16;
const MOST_DESCRIPTORS = 16;
const WIDE = 2;
/** Names of the disc and of a set of discs, who published and prepared it, for what; files about it. */
const FIELDS: ReadonlyArray<readonly [at: number, bytes: number]> = [
  [8, 32],
  [40, 32],
  [190, 128],
  [318, 128],
  [446, 128],
  [574, 128],
];

/** ECMA-119 8.4, 8.5: what a disc is called, in letters of one byte or two. */
function discLabels(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const labels: string[] = [];
  for (let number = 0; number < MOST_DESCRIPTORS; number += 1) {
    const sector = buffer.subarray((FIRST_DESCRIPTOR + number) * SECTOR).subarray(0, SECTOR);
    if (sector.length < SECTOR || sector.toString('latin1', 1, 6) !== 'CD001') break;
    for (const [at, length] of FIELDS) {
      const field = Buffer.from(sector.subarray(at, at + length));
      labels.push(
        (sector[0] === WIDE ? field.swap16().toString('utf16le') : field.toString('latin1')).trim(),
      );
    }
  }
  return labels;
}
