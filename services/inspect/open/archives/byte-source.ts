/**
 * Bytes that come in pieces, taken in the sizes a reader wants. An error in the middle is kept, so that what came before it is
 * read first; `failure` says it once there is nothing left.
 */
export interface ByteSource {
  /** The next `size` bytes; fewer at the end. */
  take(size: number): Promise<Buffer>;
  /** The same without taking them. */
  peek(size: number): Promise<Buffer>;
  /** The next bytes as they come, `size` at most together. */
  pieces(size: number): AsyncIterable<Uint8Array>;
  /** Why the bytes ended before their time; null while they have not, and when they simply ended. */
  failure(): unknown;
  close(): Promise<void>;
}

export function createByteSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let ended = false;
  let failure: unknown = null;

  async function next(): Promise<Buffer | null> {
    if (ended) return null;
    try {
      const { done, value } = await iterator.next();
      if (!done) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    } catch (error) {
      failure = error;
    }
    ended = true;
    return null;
  }

  async function hold(size: number): Promise<void> {
    const parts = [held];
    let bytes = held.length;
    while (bytes < size) {
      const chunk = await next();
      if (chunk === null) break;
      parts.push(chunk);
      bytes += chunk.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts, bytes);
  }

  return {
    async take(size) {
      await hold(size);
      const taken = held.subarray(0, size);
      held = held.subarray(size);
      return taken;
    },
    async peek(size) {
      await hold(size);
      return held.subarray(0, size);
    },
    async *pieces(size) {
      for (let left = size; left > 0; ) {
        const chunk = held.length > 0 ? held : await next();
        if (chunk === null) return;
        held = chunk.subarray(left);
        left -= Math.min(left, chunk.length);
        yield held.length === 0 ? chunk : chunk.subarray(0, chunk.length - held.length);
      }
    },
    failure: () => failure,
    async close() {
      ended = true;
      await iterator.return?.();
    },
  };
}
