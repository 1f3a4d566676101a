import type { RawEvents, RawMember } from './kafka-consumer.ts';
import { isRetriable } from './kafka-errors.ts';

const ATTEMPTS = 60;
const PAUSE_MS = 500;

/**
 * A member that joins again in the place of one that crashed, as long as the library says that the same may succeed later:
 * a coordinator that is still loading, a broker that has just gone. To the group it is a new member, and to our side a new
 * assignment under a new epoch. What cannot succeed later, or not for long, is final.
 */
export function createPatientMember(open: () => RawMember): RawMember {
  let member = open();
  let left = false;
  let attempts = 0;

  async function again(events: RawEvents): Promise<void> {
    attempts += 1;
    // What was handed over stays in work; nothing of it may be committed before the next assignment.
    events.leaving();
    await member.leave().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (left) return;
    member = open();
    await run(events);
  }

  async function run(events: RawEvents): Promise<void> {
    const current = member;
    let isRunning = false;
    let failed: Error | null = null;
    await current.run({
      ...events,
      joined: (partitions) => {
        attempts = 0;
        events.joined(partitions);
      },
      crashed: (error) => {
        if (current !== member) return;
        if (left || attempts >= ATTEMPTS || !isRetriable(error)) return events.crashed(error);
        failed = error;
        if (isRunning) void again(events).catch(events.crashed);
      },
    });
    isRunning = true;
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
