import type { Assignment, Consumer, ConsumerHandlers, PartitionOffset, TopicPartition } from './broker.ts';
import { handlerThrew } from './faults.ts';
import { classifyKafkaError, isFenced } from './kafka-errors.ts';
import { createPositions } from './kafka-positions.ts';
import { type RawRecord, toDelivered } from './kafka-records.ts';
import { keyOf } from './place.ts';

export interface RawBatch extends TopicPartition {
  /** The offset that was asked for; the first record may stand later (compaction). */
  readonly fetchedFrom: bigint;
  readonly records: readonly RawRecord[];
  readonly nextOffset: bigint;
  readonly highWatermark: bigint;
}

export interface RawEvents {
  /** Joined: these partitions are ours until the next `leaving`. */
  joined(partitions: readonly TopicPartition[]): void;
  /** The group is being divided anew; whatever we hold may be somebody else's next. */
  leaving(): void;
  /** true: taken over. What is not taken must be fetched again from the same place. */
  batch(batch: RawBatch): boolean;
  /** Counted as read up to here without anything to hand over (control records, compaction). */
  position(place: TopicPartition, next: bigint): void;
  activity(): void;
  /** It will not come back. */
  crashed(error: Error): void;
}

/** One member of one group of the client library, as far as we use it. */
export interface RawMember {
  /** Resolves when running; whether it joined is told by the events. */
  run(events: RawEvents): Promise<void>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  commit(offsets: readonly PartitionOffset[]): Promise<void>;
  /** Where a group begins to read: its committed offset, or the first one there is; and the first one there is. */
  startsOf(
    partitions: readonly TopicPartition[],
  ): Promise<ReadonlyArray<TopicPartition & { readonly start: bigint; readonly first: bigint }>>;
  /** Fetches this partition from there next. */
  seek(place: TopicPartition, offset: bigint): void;
  leave(): Promise<void>;
}

/**
 * The port's consumer over the library's: epochs, fencing, no gaps, and a death that cannot go unnoticed.
 *
 * Why gaps are looked for: a fetch that is under way while the group is divided anew comes back after it, and the library
 * counts what it brings as read, although its new position is the committed offset, which may lie before. Of a partition
 * that was owned, lost and regained meanwhile, what lies between would never be delivered. So a batch is taken only when
 * it begins at or before the next offset expected, and what is not taken is not counted as read.
 */
export function createKafkaConsumer(
  member: RawMember,
  checkTopics: () => Promise<void>,
  nowMs: () => number,
): Consumer {
  let state: 'new' | 'running' | 'dead' | 'stopped' = 'new';
  let epoch = 0;
  let assignment: Assignment | null = null;
  /** Between two assignments: what is still coming is handed over under the old one, but nothing may be committed. */
  let leaving = false;
  let activityMs = nowMs();
  const positions = createPositions(member);

  function owns(places: readonly TopicPartition[]): boolean {
    if (state !== 'running' || assignment === null) return false;
    const own = new Set(assignment.partitions.map(keyOf));
    return places.every((place) => own.has(keyOf(place)));
  }

  function eventsFor(
    handlers: ConsumerHandlers,
    joined: () => void,
    failed: (error: Error) => void,
  ): RawEvents {
    let hasJoined = false;

    function die(error: Error): void {
      if (state !== 'running') return;
      state = 'dead';
      assignment = null;
      positions.assigned([]);
      if (hasJoined) handlers.onFatal(error);
      else failed(error);
      // Not awaited: leaving waits for the very handler this may be called from.
      member.leave().catch(() => undefined);
    }

    function guarded(call: () => void): void {
      try {
        call();
      } catch (error) {
        die(handlerThrew(error));
      }
    }

    return {
      joined: (partitions) => {
        if (state !== 'running') return;
        epoch += 1;
        const next = { epoch, partitions };
        assignment = next;
        leaving = false;
        activityMs = nowMs();
        guarded(() => handlers.onAssignment(next));
        positions.assigned(partitions);
        hasJoined = true;
        joined();
      },
      leaving: () => {
        leaving = true;
      },
      batch: ({ topic, partition, fetchedFrom, records, nextOffset, highWatermark }) => {
        // Somebody else's now; they read it again. What is ours must not be dropped, not even while the group is being
        // divided: requests that are under way then may carry the library's position past it.
        if (!owns([{ topic, partition }])) return false;
        if (!positions.follows({ topic, partition }, fetchedFrom, nextOffset)) return false;
        const messages = records.map((record) => toDelivered({ topic, partition }, record));
        guarded(() => handlers.onBatch({ topic, partition, epoch, messages, nextOffset, highWatermark }));
        return true;
      },
      position: (place, next) => positions.readTo(place, next),
      activity: () => {
        activityMs = nowMs();
      },
      crashed: (error) => die(classifyKafkaError(error, null)),
    };
  }

  return {
    start: async (handlers) => {
      await checkTopics();
      state = 'running';
      await new Promise<void>((resolve, reject) => {
        member.run(eventsFor(handlers, resolve, reject)).catch((error: unknown) => {
          state = 'dead';
          reject(classifyKafkaError(error, null));
        });
      });
    },
    pause: (partitions) => positions.pause(partitions),
    resume: (partitions) => positions.resume(partitions),
    commit: async (wanted, offsets) => {
      if (leaving || assignment?.epoch !== wanted || !owns(offsets)) return 'fenced';
      if (offsets.length === 0) return 'committed';
      try {
        await member.commit(offsets);
      } catch (error) {
        if (isFenced(error)) return 'fenced';
        throw classifyKafkaError(error, null);
      }
      // The library drops a commit silently when it stopped meanwhile.
      return state === 'running' ? 'committed' : 'fenced';
    },
    lastActivityMs: () => activityMs,
    stop: async () => {
      const wasNew = state === 'new';
      state = 'stopped';
      assignment = null;
      positions.assigned([]);
      if (!wasNew) await member.leave();
    },
  };
}
