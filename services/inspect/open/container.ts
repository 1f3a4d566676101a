import { type Budget, childPart, limited, partName } from './budget.ts';
import type { Opened, OpenInput } from './opened.ts';
import { reasonOf } from './reason-of.ts';
import type { Unpacked } from './unpacked.ts';

/** A file inside an archive, not yet unpacked. */
export interface ArchiveEntry {
  readonly name: string;
  readonly encrypted: boolean;
  read(budget: Budget): Promise<Unpacked>;
}

/** Whether an entry costs bytes of the budget when it is read, or has cost them already where it came from. */
type BytesCounted = 'as read' | 'before';

/**
 * Unpacks entries one after another; no more than one is in memory here. A bad one does not hide the others, what is
 * left over when a limit is hit is said once.
 */
export async function* unpackEach(
  entries: AsyncIterable<ArchiveEntry>,
  input: OpenInput,
  bytesCounted: BytesCounted = 'as read',
): AsyncIterable<Opened> {
  let ordinal = 0;
  for await (const entry of entries) {
    ordinal += 1;
    const spent = spentLimit(input, bytesCounted);
    if (spent !== null) {
      yield spent;
      return;
    }
    yield await unpackOne(entry, ordinal, input);
  }
}

/** A note when no further entry may be opened, whatever it is. */
export function spentLimit(
  { part, budget }: OpenInput,
  bytesCounted: BytesCounted = 'as read',
): Opened | null {
  const { limits } = budget;
  const note =
    budget.left('entries') < 1
      ? limited(partName(part), 'too-many-entries', limits, 'entries')
      : bytesCounted === 'as read' && budget.left('bytesOut') < 1
        ? limited(partName(part), 'too-large', limits, 'bytesOut')
        : budget.late()
          ? limited(partName(part), 'time-out', limits, 'wallMs')
          : null;
  return note === null ? null : { kind: 'uninspected', note };
}

export async function unpackOne(entry: ArchiveEntry, ordinal: number, input: OpenInput): Promise<Opened> {
  const part = partName(childPart(input.part, ordinal));
  if (entry.encrypted) return { kind: 'uninspected', note: { part, reason: 'encrypted', limit: null } };
  try {
    const out = await entry.read(input.budget);
    if ('over' in out) return { kind: 'uninspected', note: { ...out.over, part } };
    return { kind: 'file', bytes: out.bytes, name: entry.name, ordinal };
  } catch (error) {
    return { kind: 'uninspected', note: { part, reason: reasonOf(error), limit: null } };
  }
}

/** Reads one part of a package; one that cannot be read does not hide the others. */
export function* readPart(input: OpenInput, ordinal: number, read: () => Iterable<Opened>): Iterable<Opened> {
  try {
    yield* within(input, read());
  } catch (error) {
    const part = partName(childPart(input.part, ordinal));
    yield { kind: 'uninspected', note: { part, reason: reasonOf(error), limit: null } };
  }
}

/** Hands text on as long as the budget of characters lasts. */
export function* within({ part, budget }: OpenInput, pieces: Iterable<Opened>): Iterable<Opened> {
  for (const piece of pieces) {
    if (piece.kind === 'text' && !budget.take('textChars', piece.segment.text.length)) {
      yield { kind: 'uninspected', note: limited(partName(part), 'too-large', budget.limits, 'textChars') };
      return;
    }
    yield piece;
  }
}
