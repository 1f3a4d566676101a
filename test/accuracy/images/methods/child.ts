import { readFileSync } from 'node:fs';
import { messageOf } from '../../../../shared/errors.ts';
import { METHODS, type Method, type MethodName, OURS, type Said } from './method.ts';

/** One method in a process of its own, so that the processor time it takes is its own and its death is nobody else's. */
export interface Task {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly forwards: number;
}
export interface Answer {
  readonly id: number;
  readonly said: Said;
  /** User and system time of this process, all threads, and of the processes it started. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

const name = METHODS.find((known) => known === process.argv[2]);
if (name === undefined) throw new Error(`Expected one of ${METHODS.join(', ')}, got ${process.argv[2]}`);
const method = await create(name);
const waiting: Task[] = [];
let busy = false;

process.on('message', (task: Task | 'end') => {
  if (task === 'end') {
    void method.close().then(() => process.exit(0));
    return;
  }
  waiting.push(task);
  if (!busy) void work();
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function work(): Promise<void> {
  busy = true;
  for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
    const cpu = cpuMs();
    const wall = performance.now();
    try {
      const said = await method.read(Buffer.from(task.bytes), task.forwards);
      const answer: Answer = { id: task.id, said, cpuMs: cpuMs() - cpu, wallMs: performance.now() - wall };
      process.send?.(answer);
    } catch (error) {
      process.send?.({ id: task.id, error: messageOf(error) });
    }
  }
  busy = false;
}

/** Each loads its own engine only. */
async function create(which: MethodName): Promise<Method> {
  if (which === 'floor') return (await import('./floor.ts')).floor();
  if (which === 'naive') return (await import('./others.ts')).naive();
  if (which === 'native') return (await import('./others.ts')).native();
  const own = OURS.find((known) => known === which);
  if (own === undefined) throw new Error(`Expected a preset of ours, got ${which}`);
  return (await import('./ours.ts')).ours(own);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + endedChildrenMs();
}

/** Fields 16 and 17 of proc(5) `stat`, in ticks of 10 ms: time of children that ended. Elsewhere than on Linux: none. */
function endedChildrenMs(): number {
  if (name !== 'native') return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
