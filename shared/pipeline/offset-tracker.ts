/**
 * Which offsets of one partition are taken, and which may be committed, while messages finish out of order.
 * The watermark is the lowest offset still in flight, else the next offset to read. "Lowest in flight" instead of
 * "contiguous advance" tolerates gaps left by compaction and transaction markers.
 */
export interface OffsetTracker {
  /** false when the offset was taken before: a rejoin starts again at the committed offset, and work under way is not repeated. */
  take(offset: bigint, timestampMs: number): boolean;
  /** The batch was read up to here: covers gaps. */
  readTo(nextOffset: bigint): void;
  finish(offset: bigint): void;
  /** The next offset to read after a crash now. */
  watermark(): bigint;
  /** When the oldest message still in flight was written to the topic, in milliseconds since the epoch; null when none is. */
  oldestMs(): number | null;
  /** How many offsets a crash now would replay at most. */
  span(): bigint;
}

export function createOffsetTracker(start: bigint): OffsetTracker {
  /** Insertion order is offset order, because `take` accepts only offsets at or above `next`. */
  const inFlight = new Map<bigint, number>();
  let next = start;

  const watermark = (): bigint => {
    for (const offset of inFlight.keys()) return offset;
    return next;
  };

  return {
    take(offset, timestampMs) {
      if (offset < next) return false;
      inFlight.set(offset, timestampMs);
      next = offset + 1n;
      return true;
    },
    readTo(nextOffset) {
      if (nextOffset > next) next = nextOffset;
    },
    finish(offset) {
      inFlight.delete(offset);
    },
    watermark,
    oldestMs() {
      for (const timestampMs of inFlight.values()) return timestampMs;
      return null;
    },
    span: () => next - watermark(),
  };
}
