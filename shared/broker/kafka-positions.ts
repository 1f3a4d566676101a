import type { TopicPartition } from './broker.ts';
import type { RawMember } from './kafka-consumer.ts';
import { keyOf } from './place.ts';

/** Which offset each partition of ours must go on at. A partition that is new to us rests until that is known. */
export interface Positions {
  /** Keeps what is known of partitions that stay, forgets the others, and asks where new ones begin. */
  assigned(partitions: readonly TopicPartition[]): void;
  /** true, and counted as read, when nothing is missing before the batch; else the partition is put back. */
  follows(place: TopicPartition, fetchedFrom: bigint, nextOffset: bigint): boolean;
  /** There was nothing to hand over up to here. */
  readTo(place: TopicPartition, next: bigint): void;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
}

const AGAIN_AFTER_MS = 200;

export function createPositions(
  member: Pick<RawMember, 'pause' | 'resume' | 'startsOf' | 'seek'>,
): Positions {
  const expected = new Map<string, bigint>();
  /** Resting until their beginning is known. */
  const unknown = new Map<string, TopicPartition>();
  /** Paused by whoever uses the consumer. */
  const paused = new Set<string>();
  let generation = 0;

  async function learn(places: readonly TopicPartition[], asked: number): Promise<void> {
    const starts = await member.startsOf(places).catch(() => null);
    if (asked !== generation) return;
    if (starts === null) {
      // The broker does not answer just now. Nothing may be delivered before it does.
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      if (asked === generation) await learn(places, asked);
      return;
    }
    for (const { start, first, ...place } of starts) {
      expected.set(keyOf(place), start);
      if (first > start) expected.set(keyOf(place), first);
      unknown.delete(keyOf(place));
    }
    member.resume(places.filter((place) => !paused.has(keyOf(place))));
  }

  /** Retention may have removed what we wait for; then what is left is all there is. Else the library went too far. */
  async function putBack(place: TopicPartition, missing: bigint, asked: number): Promise<void> {
    const [found] = await member.startsOf([place]).catch(() => []);
    if (asked !== generation || found === undefined || expected.get(keyOf(place)) !== missing) return;
    if (found.first > missing) expected.set(keyOf(place), found.first);
    else member.seek(place, missing);
  }

  return {
    assigned(partitions) {
      generation += 1;
      const own = new Set(partitions.map(keyOf));
      for (const key of expected.keys()) if (!own.has(key)) expected.delete(key);
      for (const key of paused) if (!own.has(key)) paused.delete(key);
      unknown.clear();
      const fresh = partitions.filter((place) => !expected.has(keyOf(place)));
      if (fresh.length === 0) return;
      for (const place of fresh) unknown.set(keyOf(place), place);
      member.pause(fresh);
      void learn(fresh, generation);
    },
    follows(place, fetchedFrom, nextOffset) {
      const next = expected.get(keyOf(place));
      if (next === undefined) return false;
      if (fetchedFrom > next) {
        void putBack(place, next, generation);
        return false;
      }
      if (nextOffset > next) expected.set(keyOf(place), nextOffset);
      return true;
    },
    readTo(place, next) {
      const before = expected.get(keyOf(place));
      if (before !== undefined && next > before) expected.set(keyOf(place), next);
    },
    pause(partitions) {
      for (const place of partitions) paused.add(keyOf(place));
      member.pause(partitions);
    },
    resume(partitions) {
      for (const place of partitions) paused.delete(keyOf(place));
      member.resume(partitions.filter((place) => !unknown.has(keyOf(place))));
    },
  };
}
