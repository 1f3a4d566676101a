import type { Clock } from '../../../shared/clock.ts';
import type { Inspects } from './inspect-once.ts';

/**
 * Who may open a file next. Small ones go first, so that a screenshot does not wait behind a book, but nobody is passed by
 * for ever; slow ones leave a child free for the others; where there is but one child, small ones go to the spare one when
 * the file that is open takes long; and a file that is suspected of taking its process down is opened with nothing else
 * open, so that if it happens again, it was this file.
 */
export function openInTurn(inspects: Inspects, children: number, clock: Clock): Inspects {
  const slowAtOnce = Math.max(1, children - 1);
  const waiting: Waiting[] = [];
  /** The only child is at it for long. */
  let long: Waiting | null = null;
  let open = 0;
  let slow = 0;
  let isAlone = false;

  function mayStart(next: Waiting): boolean {
    if (isAlone) return false;
    if (next.alone) return open === 0;
    if (open < children) return !next.slow || slow < slowAtOnce;
    return long !== null && open === 1 && !next.slow;
  }

  function startWaiting(): void {
    for (;;) {
      // One that must be alone would wait for ever while others come: nobody passes it.
      const alone = waiting.find((each) => each.alone);
      const next = alone ?? waiting.filter(mayStart).toSorted(byCost)[0];
      if (next === undefined || !mayStart(next)) return;
      waiting.splice(waiting.indexOf(next), 1);
      open += 1;
      if (next.slow) slow += 1;
      if (next.alone) isAlone = true;
      for (const each of waiting) each.passedBy += 1;
      if (children === 1 && open === 1) void noteLong(next);
      next.start();
    }
  }

  async function noteLong(turn: Waiting): Promise<void> {
    await clock.sleep(LONG_MS, turn.ended.signal);
    if (turn.ended.signal.aborted) return;
    long = turn;
    startWaiting();
  }

  function end(ended: Waiting): void {
    ended.ended.abort();
    if (long === ended) long = null;
    open -= 1;
    if (ended.slow) slow -= 1;
    if (ended.alone) isAlone = false;
    startWaiting();
  }

  return {
    async inspect(file) {
      const turn: Waiting = {
        alone: file.alone === true,
        slow: isSlow(file.bytes),
        sizeBytes: file.bytes.length,
        passedBy: 0,
        ended: new AbortController(),
        start: () => {},
      };
      await new Promise<void>((resolve) => {
        turn.start = resolve;
        waiting.push(turn);
        startWaiting();
      });
      try {
        await file.opening?.();
        return await inspects.inspect(file);
      } finally {
        end(turn);
      }
    },
  };
}

interface Waiting {
  readonly alone: boolean;
  readonly slow: boolean;
  readonly sizeBytes: number;
  passedBy: number;
  readonly ended: AbortController;
  start(): void;
}

/** A spare child costs its start and as much memory as the other, so not for what is soon over. */
const LONG_MS = 2_000;

/** So often passed by, a file counts as if it were empty. */
const PASSED_BY_AT_MOST = 20;

function byCost(a: Waiting, b: Waiting): number {
  return costOf(a) - costOf(b);
}

function costOf({ sizeBytes, slow, passedBy }: Waiting): number {
  if (passedBy >= PASSED_BY_AT_MOST) return -passedBy;
  return sizeBytes * (slow ? 10 : 1);
}

const LARGE_BYTES = 5 * 1024 * 1024;
const LARGE_CONTAINER_BYTES = 200 * 1024;
/** What holds pages or files inside: PDF, ZIP packages, compound files, RAR, 7z, gzip. */
const CONTAINERS = ['%PDF', 'PK\x03\x04', '\xd0\xcf\x11\xe0', 'Rar!', '7z\xbc\xaf', '\x1f\x8b'];

/** A guess before anything is opened; wrong guesses cost time, never an answer. */
export function isSlow(bytes: Uint8Array): boolean {
  if (bytes.length > LARGE_BYTES) return true;
  if (bytes.length <= LARGE_CONTAINER_BYTES) return false;
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return CONTAINERS.some((magic) => head.startsWith(magic));
}
