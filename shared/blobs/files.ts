import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assertBlobKey, type Blobs, blobNotFound, blobsUnavailable, blobTooLarge } from './blobs.ts';

export interface FileBlobsOptions {
  /** Created when missing. */
  readonly folder: string;
}

/** Keys never begin with a dot, so no blob can be taken for unfinished work. */
const UNFINISHED = '.unfinished';
/** Ends every file's name and can be in no key: so `a` and `a/b` may both be blobs, as in S3. */
const SUFFIX = '@';

/**
 * Blobs as files. A blob is written beside, flushed to the disk, and then renamed: whoever reads sees all of it or
 * nothing, also after a crash. What a crash leaves unfinished is removed at the next write.
 */
export function createFileBlobs({ folder }: FileBlobsOptions): Blobs {
  const unfinished = join(folder, UNFINISHED);
  const prepared = once(async () => {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
  });
  const pathOf = (key: string) => {
    assertBlobKey(key);
    return join(folder, `${key}${SUFFIX}`);
  };

  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      const temporary = join(unfinished, randomUUID());
      await asFault(async () => {
        await prepared();
        try {
          await writeFlushed(temporary, bytes);
          await mkdir(dirname(path), { recursive: true });
          await rename(temporary, path);
          await flushFolder(dirname(path));
        } catch (error) {
          await rm(temporary, { force: true });
          throw error;
        }
      });
    },
    get: async (key, { maxBytes }) => {
      const path = pathOf(key);
      const file = await asFault(() => open(path, 'r').catch(nullIfMissing));
      if (file === null) throw blobNotFound(key);
      try {
        const { size } = await asFault(() => file.stat());
        if (size > maxBytes) throw blobTooLarge(size, maxBytes);
        const bytes = await asFault(() => file.readFile());
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      } finally {
        await file.close();
      }
    },
    stat: async (key) => {
      const path = pathOf(key);
      const found = await asFault(() => stat(path).catch(nullIfMissing));
      return found === null ? null : { sizeBytes: found.size };
    },
    delete: async (key) => {
      const path = pathOf(key);
      await asFault(() => rm(path, { force: true }));
    },
    ping: () =>
      asFault(async () => {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.R_OK | constants.W_OK);
      }),
    close: async () => undefined,
  };
}

/**
 * Removes blobs under this first segment of their keys that were written before then, as an expiry rule of an S3 bucket does.
 * @returns how many went.
 */
export async function expireFiles(
  { folder }: FileBlobsOptions,
  { segment, beforeMs }: { readonly segment: string; readonly beforeMs: number },
): Promise<number> {
  return asFault(async () => {
    const names = await readdir(join(folder, segment), { recursive: true }).catch(nullIfMissing);
    let removed = 0;
    for (const name of names ?? []) {
      const path = join(folder, segment, name);
      const found = name.endsWith(SUFFIX) ? await stat(path).catch(nullIfMissing) : null;
      if (found === null || !found.isFile() || found.mtimeMs >= beforeMs) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  });
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is durable only when its folder is; Windows cannot open folders and does not need it. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}

function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

async function asFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw blobsUnavailable(error, codeOf(error));
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = null;
      throw error;
    });
    return done;
  };
}
