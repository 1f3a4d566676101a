import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Contestant, Lap } from './contestants.ts';
import { contestants } from './contestants.ts';
import { LOADS } from './loads.ts';

/**
 * Each contestant in a process of its own: our adapter mends the client library for the whole process it runs in, and what
 * one leaves on the heap is not for the other to clear away.
 */
export interface Track {
  readonly contestants: readonly Contestant[];
  end(): void;
}

const lapSchema = z.object({ messagesASecond: z.number(), cpuMsAMessage: z.number() });
const orderSchema = z.object({
  name: z.string(),
  brokers: z.array(z.string()),
  task: z.object({
    groupId: z.string(),
    from: z.string(),
    to: z.string(),
    count: z.number(),
    load: z.string(),
  }),
});

export function onTracksOfTheirOwn(brokers: readonly string[]): Track {
  const children: ChildProcess[] = [];
  const entered = contestants(brokers).map(({ name, slow }) => {
    const child = fork(fileURLToPath(import.meta.url));
    children.push(child);
    const run: Contestant['run'] = async ({ load, ...task }): Promise<Lap> => {
      child.send({ name, brokers, task: { ...task, load: load.name } });
      const [answer] = await Promise.race([once(child, 'message'), gone(child, name)]);
      return lapSchema.parse(answer);
    };
    return { name, slow, run };
  });
  return { contestants: entered, end: () => children.forEach((child) => void child.kill()) };
}

async function gone(child: ChildProcess, name: string): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`Expected ${name} to run its lap, got its end with ${code}`);
}

/** In the child. */
process.on('message', (message: unknown) => {
  const { name, brokers, task } = orderSchema.parse(message);
  const contestant = contestants(brokers).find((one) => one.name === name);
  const load = LOADS.find((one) => one.name === task.load);
  if (contestant === undefined || load === undefined) throw new Error(`Expected a contestant, got ${name}`);
  void contestant.run({ ...task, load }).then((lap) => process.send?.(lap));
});
