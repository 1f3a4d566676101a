import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import xz from 'xz-decompress';
import { childPart, partName } from './budget.ts';
import { unpackBzip2 } from './bzip2.ts';
import type { Opened, Opener, OpenInput } from './opened.ts';
import { reasonOf } from './reason-of.ts';
import { collect } from './unpacked.ts';

/** One file, packed. What is inside is opened in its turn (a .tar.gz is a tar inside). */
export const compressed: Opener = {
  id: 'compressed',
  mediaTypes: ['application/gzip', 'application/x-bzip2', 'application/x-xz', 'application/zstd'],
  open: openCompressed,
};

async function* openCompressed({ bytes, type, part, budget }: OpenInput): AsyncIterable<Opened> {
  try {
    const out = await collect(unpackers[type.mediaType]?.(bytes) ?? [], bytes.length, budget);
    if ('bytes' in out) yield { kind: 'file', bytes: out.bytes, name: null, ordinal: 1 };
    else yield { kind: 'uninspected', note: { ...out.over, part: partName(childPart(part, 1)) } };
  } catch (error) {
    yield { kind: 'uninspected', note: { part: partName(part), reason: reasonOf(error), limit: null } };
  }
}

/** Handed over in pieces, so that a bomb is stopped after one piece has gone off. */
const PIECE_BYTES = 16 * 1024;

const unpackers: Readonly<
  Record<string, (bytes: Uint8Array) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>>
> = {
  // `pipeline` hands an error in the middle on to its end, where it is thrown at whoever reads.
  'application/gzip': (bytes) => pipeline(Readable.from(piecesOf(bytes)), createGunzip(), () => {}),
  'application/x-bzip2': unpackBzip2,
  'application/x-xz': unpackXz,
  'application/zstd': unpackZstandard,
};

/** Four bytes of Zstandard make 128 KiB, and what one piece makes is held at once: 16 MiB. */
const ZSTANDARD_PIECE_BYTES = 512;

function* piecesOf(bytes: Uint8Array, size = PIECE_BYTES): Generator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function* unpackXz(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const pieces = piecesOf(bytes);
  const packed = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const reader = new xz.XzReadableStream(packed).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // The library unpacks one stream at a time, and waits for ever for one that was left lying.
    await reader.cancel().catch(() => {});
  }
}

function* unpackZstandard(bytes: Uint8Array): Iterable<Uint8Array> {
  let out: Uint8Array[] = [];
  const stream = new Decompress((chunk) => void out.push(chunk));
  for (const piece of piecesOf(bytes, ZSTANDARD_PIECE_BYTES)) {
    stream.push(piece);
    yield* out;
    out = [];
  }
  stream.push(new Uint8Array(), true);
  yield* out;
}
