import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import xz from 'xz-decompress';
import { unpackBzip2 } from './bzip2.ts';

/** Handed over in pieces, so that a bomb is stopped after one piece has gone off. */
const PIECE_BYTES = 16 * 1024;

/** What each packed type holds, as it comes out; what came before damage comes out before the error. */
export const decompressors: Readonly<
  Record<string, (bytes: Uint8Array) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>>
> = {
  'application/gzip': unpackGzip,
  'application/x-bzip2': unpackBzip2,
  'application/x-xz': unpackXz,
  'application/zstd': unpackZstandard,
};

/** Four bytes of Zstandard make 128 KiB, and what one piece makes is held at once: 16 MiB. */
const ZSTANDARD_PIECE_BYTES = 512;

function* piecesOf(bytes: Uint8Array, size = PIECE_BYTES): Generator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

/** Not through `pipeline`, which throws away what is under way when an error comes. */
async function* unpackGzip(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const stream = createGunzip();
  const failed = new Promise<Error>((resolve) => void stream.once('error', resolve));
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => void out.push(chunk));
  const ended = new Promise<null>((resolve) => void stream.once('end', () => resolve(null)));
  try {
    for (const piece of piecesOf(bytes)) {
      const taken = new Promise<null>((resolve) => void stream.write(piece, () => resolve(null)));
      const error = await Promise.race([taken, failed]);
      yield* out.splice(0);
      if (error !== null) throw error;
    }
    stream.end();
    const error = await Promise.race([ended, failed]);
    yield* out.splice(0);
    if (error !== null) throw error;
  } finally {
    stream.destroy();
  }
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
    yield* pushed(piece);
  }
  yield* pushed(new Uint8Array(), true);

  function* pushed(piece: Uint8Array, last = false): Iterable<Uint8Array> {
    try {
      stream.push(piece, last);
    } finally {
      yield* out;
      out = [];
    }
  }
}
