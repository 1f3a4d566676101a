import type { Uninspected } from '../../../shared/messages/verdict.ts';
import { type Budget, limited } from './budget.ts';

/** What came out of a packed stream: all of it, or the limit at which it was stopped. */
export type Unpacked = { readonly bytes: Uint8Array } | { readonly over: Omit<Uninspected, 'part'> };

/** A stream was stopped at a limit, in the middle of whatever was read from it. */
export class OverLimit extends Error {
  readonly over: Omit<Uninspected, 'part'>;

  constructor(over: Omit<Uninspected, 'part'>) {
    super(`Expected what stays within the limits, got ${over.reason}`);
    this.over = over;
  }
}

/** Below this nothing is called too compressed: a page of zeros is no bomb. */
const HARMLESS_BYTES = 1024 * 1024;

/** Hands on what comes out, and throws OverLimit while a bomb goes off: sizes in headers are not believed. */
export async function* metered(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packedBytes: number,
  budget: Budget,
): AsyncIterable<Uint8Array> {
  const { limits } = budget;
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    const left = budget.left('bytesOut');
    budget.take('bytesOut', Math.min(left, chunk.length));
    if (chunk.length > left) {
      yield chunk.subarray(0, left);
      throw new OverLimit(limited('', 'too-large', limits, 'bytesOut'));
    }
    if (total > HARMLESS_BYTES && total > packedBytes * limits.ratio)
      throw new OverLimit(limited('', 'too-compressed', limits, 'ratio'));
    if (budget.late()) throw new OverLimit(limited('', 'time-out', limits, 'wallMs'));
    yield chunk;
  }
}

/** Collects what comes out of one file that was packed. */
export async function collect(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packedBytes: number,
  budget: Budget,
): Promise<Unpacked> {
  const held: Uint8Array[] = [];
  try {
    for await (const chunk of metered(chunks, packedBytes, budget)) held.push(chunk);
  } catch (error) {
    if (error instanceof OverLimit) return { over: error.over };
    throw error;
  }
  return { bytes: Buffer.concat(held) };
}
