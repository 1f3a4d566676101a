import type { Clock } from '../../../shared/clock.ts';
import { FaultError } from '../../../shared/errors.ts';

/** Longer than a broker takes to be replaced, shorter than most callers wait. */
export const ANSWER_WITHIN_MS = 15_000;

/**
 * Whoever posts hears within seconds that something of ours does not answer, although our own clients go on trying. What
 * is tried may still come through; the upload's id is made from what it is, so posting it again is the same upload.
 * @throws FaultError when the work takes longer, or fails by itself.
 */
export async function answerInTime<T>(work: Promise<T>, clock: Clock, code: string): Promise<T> {
  const settled = new AbortController();
  const late = clock.sleep(ANSWER_WITHIN_MS, settled.signal).then(() => {
    if (settled.signal.aborted) return null;
    throw new FaultError(code, `Expected an answer within ${ANSWER_WITHIN_MS} ms, got none`);
  });
  // Its end interests nobody once the work has come first, and the other way round.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
    return await work;
  } finally {
    settled.abort();
  }
}
