import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A file system of a few megabytes that can really be full. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room there is left, but for so many bytes. */
  fill(leaveBytes?: number): Promise<void>;
  /** Gives that room back. */
  free(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * In memory, mounted: that takes root. Where it may not be mounted the test fails and says so, because a disk that is not
 * full would prove nothing.
 */
export async function createSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'spillway-small-disk', folder]);
  } catch (cause) {
    await rm(folder, { recursive: true });
    throw new Error('Expected to be allowed to mount a small tmpfs (root with CAP_SYS_ADMIN)', { cause });
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    async fill(leaveBytes = 0) {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes), 1));
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
