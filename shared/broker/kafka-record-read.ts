import type { Headers } from './broker.ts';

/** What the records of one batch have in common, in the library's words. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly partitionLeaderEpoch: number;
  readonly inTransaction: boolean;
  readonly isControlBatch: boolean;
  readonly lastOffsetDelta: number;
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly firstSequence: number;
  readonly maxTimestamp: string;
  readonly timestampType: 0 | 1;
  readonly magicByte: 2;
}

/**
 * A record as the library hands it out, but read only when asked: a window into the answer of a fetch. Most are asked
 * for nothing but their offset before they are copied out of it.
 */
export class FetchedRecord {
  readonly magicByte = 2;
  readonly attributes = 0;
  readonly offset: string;
  readonly timestamp: string;
  readonly batchContext: BatchContext;
  readonly #answer: Buffer;
  readonly #from: number;
  readonly #to: number;

  /** `from` is where the key begins with its length, `to` the end of the record. */
  constructor(
    [offset, timestamp]: readonly [offset: string, timestamp: string],
    batchContext: BatchContext,
    [answer, from, to]: readonly [answer: Buffer, from: number, to: number],
  ) {
    this.offset = offset;
    this.timestamp = timestamp;
    this.batchContext = batchContext;
    this.#answer = answer;
    this.#from = from;
    this.#to = to;
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  get key(): Buffer | null {
    return new ByteReader(this.#answer, this.#from).part();
  }

  get value(): Buffer | null {
    const reader = new ByteReader(this.#answer, this.#from);
    reader.skipPart();
    return reader.part();
  }

  /** As the library says it: an object, repeated names as a list. */
  get headers(): Record<string, Buffer | Buffer[]> {
    const grouped: Record<string, Buffer | Buffer[]> = {};
    const reader = new ByteReader(this.#answer, this.#from);
    reader.skipPart();
    reader.skipPart();
    for (const [name, value] of reader.headers()) {
      const before = grouped[name];
      if (before === undefined) grouped[name] = value;
      else grouped[name] = Array.isArray(before) ? [...before, value] : [before, value];
    }
    return grouped;
  }

  /** The parts in memory of their own; headers in their order, read when they are first asked for. */
  copy(): { key: Buffer | null; value: Buffer | null; headers: () => Headers } {
    const size = this.#to - this.#from;
    // Small ones share Node's pool of a few kilobytes, which spares an allocation outside the heap for each.
    const bytes = Buffer.allocUnsafe(size);
    this.#answer.copy(bytes, 0, this.#from, this.#to);
    const reader = new ByteReader(bytes, 0);
    const key = reader.part();
    const value = reader.part();
    let headers: Headers | null = null;
    return {
      key,
      value,
      headers: () => {
        headers ??= reader.headers();
        return headers;
      },
    };
  }
}

const NOTHING = Buffer.alloc(0);

/** Numbers and parts of a record from one place on. Source: https://kafka.apache.org/documentation/#record. */
export class ByteReader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Signed, in zigzag; exact up to 2^53. */
  varint(): number {
    let zigzag = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.at];
      if (byte === undefined) throw new RangeError('Expected a whole record, got one that is cut short');
      this.at += 1;
      zigzag += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 128;
    }
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  part(): Buffer | null {
    const size = this.varint();
    if (size < 0) return null;
    this.at += size;
    return this.#bytes.subarray(this.at - size, this.at);
  }

  skipPart(): void {
    const size = this.varint();
    if (size > 0) this.at += size;
  }

  headers(): Array<readonly [name: string, value: Buffer]> {
    const pairs: Array<readonly [name: string, value: Buffer]> = [];
    for (let left = this.varint(); left > 0; left -= 1) {
      const size = this.varint();
      this.at += size;
      pairs.push([this.#bytes.toString('utf8', this.at - size, this.at), this.part() ?? NOTHING]);
    }
    return pairs;
  }
}
