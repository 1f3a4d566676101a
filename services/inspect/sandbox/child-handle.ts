import type { Clock } from '../../../shared/clock.ts';
import { FaultError, messageOf } from '../../../shared/errors.ts';
import { createFrameDecoder, encodeFrame, type Frame } from './frames.ts';
import {
  FROM_CHILD_CAPS,
  fromChildSchema,
  type InspectMessage,
  type StartMessage,
  type WireLooked,
} from './protocol.ts';
import { outgrows } from './resident-memory.ts';
import { type ChildCommand, killGroup, spawnChild } from './spawn-child.ts';
import { NOTHING_LOOKED } from './to-report.ts';

export interface Ready {
  readonly ruleset: string;
  readonly engine: string;
  readonly ocrData: string;
}

export interface Answer {
  /** `done`: the child answered. The rest: it did not live to, and this is what it had said by then. */
  readonly end: 'done' | 'time-out' | 'out-of-memory' | 'sandbox-died';
  readonly looked: WireLooked;
  readonly body: Uint8Array;
}

/** One living child. After any end but `done` it is dead and must be replaced. */
export interface ChildHandle {
  readonly ready: Ready;
  readonly pid: number;
  readonly alive: () => boolean;
  /** One at a time. Never rejects. */
  inspect(message: Omit<InspectMessage, 'type'>, bytes: Uint8Array): Promise<Answer>;
  kill(): Promise<void>;
}

/** Loading models, OCR data and rules; far above what a slow machine needs. */
const START_MS = 60_000;
/** What the child gets beyond the wall before it is killed: time to say what it has. */
const GRACE_MS = 500;
const STDERR_KEPT = 2000;
/** Of one file: a scan of 500 pages reports once a page. More is a child that wants to keep us busy. */
const MOST_REPORTS = 2000;
const MOST_REPORTED_BYTES = 512 * 1024 * 1024;

/** Starts a child and waits until it has loaded. Throws FaultError SANDBOX_CANNOT_START. */
export async function startChild(
  how: ChildCommand,
  start: StartMessage,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<ChildHandle> {
  const { process: child, channel, stderr } = spawnChild(how);
  const limits = start.limits;
  let said = '';
  let opened = false;
  let exited = false;
  let outOfHeap = false;
  let receive: (frame: Frame) => void = () => {};
  let lose: (why: string) => void = () => {};

  // Before the first document stderr explains a failed start; after it, it may hold content and is thrown away.
  stderr.on('data', (chunk: Buffer) => {
    if (!opened && said.length < STDERR_KEPT) said += chunk.toString('utf8');
    if (chunk.includes('heap out of memory')) outOfHeap = true;
  });
  const gone = new Promise<void>((resolve) => {
    const end = (why: string) => {
      exited = true;
      lose(why);
      resolve();
    };
    child.once('error', (error) => end(messageOf(error)));
    // "close", not "exit": by then what it wrote last has arrived.
    child.once('close', (code, killedBy) =>
      end(killedBy === null ? `exit code ${code}` : `signal ${killedBy}`),
    );
  });
  const die = async () => {
    killGroup(child);
    channel.destroy();
    await gone;
  };
  const decode = createFrameDecoder(FROM_CHILD_CAPS);
  channel.on('data', (chunk: Buffer) => {
    try {
      for (const frame of decode(chunk)) receive(frame);
    } catch (error) {
      lose(messageOf(error));
    }
  });
  channel.on('error', (error) => lose(messageOf(error)));

  const write = (head: unknown, body?: Uint8Array) => {
    for (const part of encodeFrame(head, body)) channel.write(part);
  };

  const ready = await new Promise<Ready>((resolve, reject) => {
    const settle = new AbortController();
    const fail = (why: string) => {
      settle.abort();
      reject(
        new FaultError(
          'SANDBOX_CANNOT_START',
          `Expected the inspection child to start, got ${why}${said === '' ? '' : `: ${said.slice(0, STDERR_KEPT).trim()}`}`,
        ),
      );
    };
    lose = fail;
    receive = (frame) => {
      const message = fromChildSchema.safeParse(frame.head);
      if (!message.success) return fail('a message outside the protocol');
      if (message.data.type === 'failed') return fail(message.data.message);
      if (message.data.type !== 'ready') return fail(`"${message.data.type}" before "ready"`);
      settle.abort();
      const { ruleset, engine, ocrData } = message.data;
      resolve({ ruleset, engine, ocrData });
    };
    void clock.sleep(START_MS, settle.signal).then(() => {
      if (!settle.signal.aborted) fail(`no answer within ${START_MS} ms`);
    });
    signal.addEventListener('abort', () => fail('a request to stop'), { signal: settle.signal });
    if (signal.aborted) fail('a request to stop');
    else write(start);
  }).catch(async (error: unknown) => {
    await die();
    throw error;
  });

  const pid = child.pid ?? 0;
  let broken = false;
  lose = () => {
    broken = true;
  };

  return {
    ready,
    pid,
    alive: () => !exited && !broken,
    kill: die,

    inspect(message, bytes) {
      opened = true;
      return new Promise<Answer>((resolve) => {
        let soFar: WireLooked = NOTHING_LOOKED;
        let soFarBody: Uint8Array = new Uint8Array();
        let reports = 0;
        let reportedBytes = 0;
        const settled = new AbortController();

        const settle = (end: Answer['end'], looked: WireLooked, body: Uint8Array) => {
          if (settled.signal.aborted) return;
          settled.abort();
          lose = () => {
            broken = true;
          };
          receive = () => {
            broken = true;
          };
          if (end === 'done') return resolve({ end, looked, body });
          broken = true;
          void die().then(() => resolve({ end, looked, body }));
        };
        const stop = (end: Exclude<Answer['end'], 'done'>) => settle(end, soFar, soFarBody);

        lose = () => stop(outOfHeap ? 'out-of-memory' : 'sandbox-died');
        receive = (frame) => {
          const parsed = fromChildSchema.safeParse(frame.head);
          if (!parsed.success || !('looked' in parsed.data) || parsed.data.id !== message.id) {
            return stop('sandbox-died');
          }
          const { looked, type } = parsed.data;
          if (looked.crops.reduce((sum, crop) => sum + crop.bytes, 0) !== frame.body.length) {
            return stop('sandbox-died');
          }
          reports += 1;
          reportedBytes += frame.bytes;
          if (reports > MOST_REPORTS || reportedBytes > MOST_REPORTED_BYTES) return stop('sandbox-died');
          if (type === 'done') return settle('done', looked, frame.body);
          soFar = looked;
          soFarBody = frame.body;
        };
        if (exited || broken) return stop('sandbox-died');

        void clock.sleep(limits.wallMs + GRACE_MS, settled.signal).then(() => stop('time-out'));
        void outgrows(pid, limits.memoryBytes, { clock, signal: settled.signal }).then((over) => {
          if (over) stop('out-of-memory');
        });
        write({ type: 'inspect', ...message }, bytes);
      });
    },
  };
}
