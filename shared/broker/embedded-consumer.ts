import type { Clock } from '../clock.ts';
import { FaultError } from '../errors.ts';
import type { Assignment, Consumer, ConsumerHandlers, ConsumerOptions, TopicPartition } from './broker.ts';
import type { Groups, Member } from './embedded-groups.ts';
import type { Log } from './embedded-log.ts';
import type { Offsets } from './embedded-offsets.ts';
import { handlerThrew } from './faults.ts';
import { keyOf } from './place.ts';
import { createSignal } from './signal.ts';

export interface ConsumerParts {
  readonly log: Log;
  readonly offsets: Offsets;
  readonly groups: Groups;
  readonly clock: Clock;
  /** Calls back after every append; returns the function that stops it. */
  onAppended(wake: () => void): () => void;
}

/** One member of a group: a loop that reads where there is something to read, and sleeps until it is woken. */
export function createEmbeddedConsumer({ groupId, topics }: ConsumerOptions, parts: ConsumerParts): Consumer {
  const { log, offsets, groups, clock } = parts;
  const wake = createSignal();
  const paused = new Set<string>();
  const positions = new Map<string, bigint>();
  let member: Member | null = null;
  let current: Assignment | null = null;
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();
  /** When a read began that has not come back; null while the loop sleeps or hands over. */
  let busySinceMs: number | null = null;

  /** The assignment to read under; a new one is announced first. null when a newer one came meanwhile. */
  async function settle(joined: Member, handlers: ConsumerHandlers): Promise<Assignment | null> {
    const latest = groups.assignmentOf(groupId, joined);
    if (latest === null || latest.epoch === current?.epoch) return latest;
    const fresh = await startingPositions(latest);
    if (groups.assignmentOf(groupId, joined)?.epoch !== latest.epoch) return null;
    positions.clear();
    for (const [place, position] of fresh) positions.set(place, position);
    paused.clear();
    current = latest;
    handlers.onAssignment(latest);
    return latest;
  }

  async function startingPositions(assignment: Assignment): Promise<Map<string, bigint>> {
    const found = new Map<string, bigint>();
    for (const topic of new Set(assignment.partitions.map((partition) => partition.topic))) {
      const committed = await offsets.committed(groupId, topic);
      for (const place of assignment.partitions) {
        if (place.topic === topic) found.set(keyOf(place), committed.get(place.partition) ?? 0n);
      }
    }
    return found;
  }

  /** Reads one page of every partition that has something; false when none had. */
  async function readRound(assignment: Assignment, handlers: ConsumerHandlers): Promise<boolean> {
    let read = false;
    for (const place of assignment.partitions) {
      if (stopping) return false;
      if (await readPage(place, assignment, handlers)) read = true;
    }
    return read;
  }

  async function readPage(place: TopicPartition, { epoch }: Assignment, handlers: ConsumerHandlers) {
    const key = keyOf(place);
    const position = positions.get(key) ?? 0n;
    const highWatermark = log.endOf(place.topic, place.partition);
    if (paused.has(key) || position >= highWatermark) return false;
    const messages = await log.read(place, position);
    // What was read for a partition that is paused by now, or under an epoch that is over, is read again later.
    if (stopping || paused.has(key) || !isCurrent(epoch)) return false;
    const last = messages.at(-1);
    const nextOffset = last === undefined ? highWatermark : last.offset + 1n;
    positions.set(key, nextOffset);
    handlers.onBatch({ ...place, epoch, messages, nextOffset, highWatermark });
    return true;
  }

  function isCurrent(epoch: number): boolean {
    return member !== null && groups.assignmentOf(groupId, member)?.epoch === epoch;
  }

  async function run(joined: Member, handlers: ConsumerHandlers, ready: () => void): Promise<void> {
    while (!stopping) {
      busySinceMs = clock.nowMs();
      const assignment = await settle(joined, handlers);
      if (assignment !== null) ready();
      const read = assignment !== null && (await readRound(assignment, handlers));
      busySinceMs = null;
      if (!read && !stopping && (assignment === null || isCurrent(assignment.epoch))) await wake.wait();
    }
  }

  return {
    start: async (handlers) => {
      const counts = new Map<string, number>();
      for (const topic of topics) counts.set(topic, await log.partitionsOf(topic));
      const joined: Member = { topics: counts, rebalanced: wake.raise };
      member = joined;
      const stopListening = parts.onAppended(wake.raise);
      await new Promise<void>((resolve, reject) => {
        let ready = false;
        groups.join(groupId, joined);
        loop = run(joined, handlers, () => {
          ready = true;
          resolve();
        })
          .catch((error: unknown) => {
            stopping = true;
            if (ready) handlers.onFatal(error instanceof FaultError ? error : handlerThrew(error));
            else reject(error);
          })
          .finally(() => {
            stopListening();
            groups.leave(groupId, joined);
          });
      });
    },
    pause: (partitions) => {
      for (const place of partitions) paused.add(keyOf(place));
    },
    resume: (partitions) => {
      for (const place of partitions) paused.delete(keyOf(place));
      wake.raise();
    },
    commit: async (epoch, next) => {
      if (stopping || current === null || !isCurrent(epoch)) return 'fenced';
      const own = new Set(current.partitions.map(keyOf));
      if (current.epoch !== epoch || next.some((place) => !own.has(keyOf(place)))) return 'fenced';
      await offsets.commit(groupId, next);
      return 'committed';
    },
    lastActivityMs: () => busySinceMs ?? clock.nowMs(),
    stop: async () => {
      stopping = true;
      wake.raise();
      await loop;
    },
  };
}
