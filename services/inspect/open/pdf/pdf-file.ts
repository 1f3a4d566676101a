import { type Unpacked, unpackedStream } from './pdf-filters.ts';
import { numberBehind } from './pdf-key.ts';
import { lockOf } from './pdf-lock.ts';
import { bodyOf, type PdfObject } from './pdf-objects.ts';

/** A PDF taken apart into its objects, whoever refers to them: what no reader of PDF hands out is looked for here. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  /** Its bytes as characters. */
  readonly text: string;
  /** Those that stand by themselves and those in streams of objects, in the order of the file. */
  readonly objects: readonly PdfObject[];
  readonly between: readonly string[];
  /** Whether some objects could not be looked into: too many, or packed or locked in a way nobody knows. */
  readonly isUnknown: boolean;
  readonly isLocked: boolean;
  /** Whether it is locked, and no key opens it here. */
  readonly isShut: boolean;
  /** A string of an object, unlocked. */
  stringOf(raw: string, object: PdfObject): string;
  /** What its stream holds, unlocked and unpacked; null for one whose packing is not known. */
  contentOf(object: PdfObject, mostBytes: number): Unpacked;
}

/** How much streams of objects may hold together. */
const MOST_STREAM_BYTES = 256 * 1024 * 1024;
const OBJECT_STREAM = /\/Type\s{0,9}\/ObjStm\b/;

/** `isLocked` as a reader found it: any text may look like a trailer. */
export function readPdfFile(bytes: Uint8Array, isLocked: boolean): PdfFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  const body = bodyOf(text);
  const lock = isLocked ? lockOf(body) : null;
  const isShut = isLocked && lock === null;
  const contentOf = (object: PdfObject, mostBytes: number): Unpacked => {
    if (object.data === null || isShut) return null;
    const data = buffer.subarray(...object.data);
    return unpackedStream(object.dictionary, lock?.stream(data, object) ?? data, mostBytes);
  };
  const objects: PdfObject[] = [];
  let isUnknown = !body.isWhole;
  let left = MOST_STREAM_BYTES;
  for (const object of body.objects) {
    objects.push(object);
    if (object.data === null || !OBJECT_STREAM.test(object.dictionary)) continue;
    const inner = contentOf(object, left);
    const members =
      inner === null || inner === 'too large' ? null : membersOf(object, inner.toString('latin1'));
    left -= inner === null || inner === 'too large' ? 0 : inner.length;
    isUnknown ||= members === null;
    // One by one: a spread of very many would be too many arguments.
    for (const member of members ?? []) objects.push(member);
  }
  return {
    bytes,
    text,
    objects,
    between: body.between,
    isUnknown,
    isLocked,
    isShut,
    stringOf: (raw, object) => lock?.string(raw, object) ?? raw,
    contentOf,
  };
}

/** ISO 32000 7.5.7: pairs of number and offset, then the objects. */
function membersOf({ at, dictionary }: PdfObject, inner: string): PdfObject[] | null {
  const count = numberBehind(dictionary, 'N');
  const first = numberBehind(dictionary, 'First');
  if (count === null || first === null || count < 0 || first < 0) return null;
  const numbers = inner.slice(0, first).trim().split(/\s+/).map(Number);
  if (numbers.length < count * 2 || numbers.some((number) => Number.isNaN(number))) return null;
  const members = Array.from({ length: count }, (_, index) => {
    const from = first + (numbers[index * 2 + 1] ?? 0);
    const next = numbers[index * 2 + 3];
    const dictionary = inner.slice(from, next === undefined ? undefined : first + next);
    return { num: numbers[index * 2] ?? 0, gen: 0, at, dictionary, data: null, isMember: true };
  });
  // Objects that lie over each other would be read again and again.
  const chars = members.reduce((sum, member) => sum + member.dictionary.length, 0);
  return chars > inner.length ? null : members;
}

/** Every object by its number, as it is now: the last that stands there. */
export function currentObjects({ objects }: PdfFile): ReadonlyMap<number, PdfObject> {
  return new Map(objects.map((object) => [object.num, object]));
}
