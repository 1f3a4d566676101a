import { lastUpTo } from '../../last-up-to.ts';

/** [MS-DOC] 2.5.6: where the information block says where the places of formats lie. */
const FC_FORMATS = 0xfa;
const PAGE_BYTES = 512;
const MOST_RUNS = 101;
/** [MS-DOC] 2.6.1: text that was taken out while changes were tracked. */
const TAKEN_OUT = 0x0800;
/** Bytes of what a change of format says, by the three highest bits of its number; the sixth says itself. */
const OPERANDS = [1, 1, 2, 4, 2, 2, null, 3] as const;

/** What was taken out of a document and is still there: bytes of the main stream, by where they begin and end. */
export interface TakenOut {
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

export function takenOut(main: Buffer, tables: Buffer): TakenOut {
  const at = main.readUInt32LE(FC_FORMATS);
  const places = tables.subarray(at, at + main.readUInt32LE(FC_FORMATS + 4));
  const count = Math.floor((places.length - 4) / 8);
  const pages = new Set<number>();
  for (let index = 0; index < count; index += 1)
    pages.add((places.readUInt32LE((count + 1) * 4 + index * 4) & 0x3f_ffff) * PAGE_BYTES);
  const stretches = [...pages].flatMap((page) => [...inPage(main.subarray(page, page + PAGE_BYTES))]);
  stretches.sort(([a], [b]) => a - b);
  return { begins: stretches.map(([begin]) => begin), ends: stretches.map(([, end]) => end) };
}

/** [MS-DOC] 2.9.33: where runs of text begin, where the format of each stands in the page, how many they are. */
function* inPage(page: Buffer): Iterable<readonly [begin: number, end: number]> {
  if (page.length < PAGE_BYTES) return;
  const runs = page[PAGE_BYTES - 1] ?? 0;
  if (runs > MOST_RUNS) return;
  for (let run = 0; run < runs; run += 1) {
    const format = (page[(runs + 1) * 4 + run] ?? 0) * 2;
    if (format === 0) continue;
    const changes = page.subarray(format + 1, format + 1 + (page[format] ?? 0));
    if (takesOut(changes)) yield [page.readUInt32LE(run * 4), page.readUInt32LE((run + 1) * 4)];
  }
}

function takesOut(changes: Buffer): boolean {
  for (let at = 0; at + 3 <= changes.length; ) {
    const number = changes.readUInt16LE(at);
    if (number === TAKEN_OUT) return changes[at + 2] === 1;
    at += 2 + (OPERANDS[number >> 13] ?? 1 + (changes[at + 2] ?? 0));
  }
  return false;
}

/**
 * Characters that begin at a byte, without those that were taken out: nothing stands for each, so that all others keep their number. Marks
 * of paragraphs and cells stay. `onTakenOut` is told the words.
 */
export function withoutTakenOut(
  text: string,
  of: { readonly from: number; readonly bytesEach: 1 | 2; readonly taken: TakenOut },
  onTakenOut: (words: string) => void,
): string {
  const { from, bytesEach, taken } = of;
  const to = from + text.length * bytesEach;
  let said = '';
  let past = 0;
  for (let index = Math.max(0, lastUpTo(taken.begins, from)); index < taken.begins.length; index += 1) {
    const [begin = 0, end = 0] = [taken.begins[index], taken.ends[index]];
    if (begin >= to) break;
    const [first, last] = [begin, end].map((byte) =>
      Math.min(text.length, Math.max(past, Math.floor((byte - from) / bytesEach))),
    );
    const words = text.slice(first, last);
    if (words === '') continue;
    onTakenOut(words);
    said += text.slice(past, first) + words.replace(/\P{Cc}/gsu, (letter) => '\0'.repeat(letter.length));
    past = last ?? past;
  }
  return said + text.slice(past);
}
