import { FaultError } from '../errors.ts';

const WITHIN_MS = 30_000;
const AGAIN_MS = 200;

/**
 * For whoever starts: asks again while the broker does not answer, for half a minute. A broker of several that has just
 * gone is no reason to end: the client library asks the one it was told of last, and the others say within their session
 * who takes its place. What is refused is found out at once.
 */
export async function untilAnswered<T>(
  question: () => Promise<T>,
  { withinMs, againMs } = { withinMs: WITHIN_MS, againMs: AGAIN_MS },
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      const mayPass = error instanceof FaultError && error.code === 'BROKER_UNAVAILABLE';
      if (!mayPass || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
