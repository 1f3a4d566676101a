import type { Uninspected } from '../../../shared/messages/verdict.ts';
import { type Budget, limited } from './budget.ts';

/** What came out of a packed stream: all of it, or the limit at which it was stopped. */
export type Unpacked = { readonly bytes: Uint8Array } | { readonly over: Omit<Uninspected, 'part'> };

/** Below this nothing is called too compressed: a page of zeros is no bomb. */
const HARMLESS_BYTES = 1024 * 1024;

/** Collects what comes out, chunk by chunk, and stops a bomb while it goes off: sizes in headers are not believed. */
export async function collect(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packedBytes: number,
  budget: Budget,
): Promise<Unpacked> {
  const { limits } = budget;
  const held: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (!budget.take('bytesOut', chunk.length)) return { over: limited('', 'too-large', limits, 'bytesOut') };
    if (total > HARMLESS_BYTES && total > packedBytes * limits.ratio) {
      return { over: limited('', 'too-compressed', limits, 'ratio') };
    }
    if (budget.late()) return { over: limited('', 'time-out', limits, 'wallMs') };
    held.push(chunk);
  }
  return { bytes: Buffer.concat(held, total) };
}
