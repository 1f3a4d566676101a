import type { RawEvents, RawMember } from './kafka-consumer.ts';
import { isRetriable } from './kafka-errors.ts';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/**
 * A member that tries again to join. A coordinator that is still loading its groups (a broker that has just started, a
 * leader that has just changed) makes the library crash at once. Before the first join nothing has been handed over, so
 * another member may start in its place; after it a crash is final.
 */
export function createPatientMember(open: () => RawMember): RawMember {
  let member = open();
  let left = false;
  let joined = false;
  let attempts = 1;

  async function again(events: RawEvents): Promise<void> {
    attempts += 1;
    await member.leave().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (left) return;
    member = open();
    await run(events);
  }

  async function run(events: RawEvents): Promise<void> {
    const current = member;
    const isCurrent = () => current === member;
    let failed: Error | null = null;
    await current.run({
      ...events,
      joined: (partitions) => {
        joined = true;
        events.joined(partitions);
      },
      crashed: (error) => {
        if (!isCurrent()) return;
        if (!joined && !left && attempts < ATTEMPTS && isRetriable(error)) failed = error;
        else events.crashed(error);
      },
    });
    if (failed !== null) await again(events);
  }

  return {
    run,
    pause: (partitions) => member.pause(partitions),
    resume: (partitions) => member.resume(partitions),
    commit: (offsets) => member.commit(offsets),
    startsOf: (partitions) => member.startsOf(partitions),
    seek: (place, offset) => member.seek(place, offset),
    leave: async () => {
      left = true;
      await member.leave();
    },
  };
}
