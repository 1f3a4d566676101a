import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeBlobs } from './blobs.contract.ts';
import { createFileBlobs, expireFiles } from './files.ts';

describeBlobs('files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-blobs-'));
  const inTheWay = join(folder, 'a-file');
  await writeFile(inTheWay, '');
  return {
    blobs: createFileBlobs({ folder: join(folder, 'blobs') }),
    broken: createFileBlobs({ folder: join(inTheWay, 'below') }),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
});

it('lets one key be the beginning of another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-blobs-'));
  const blobs = createFileBlobs({ folder });
  await blobs.put('nest', new Uint8Array([1]));
  await blobs.put('nest/inner', new Uint8Array([2]));
  expect([...(await blobs.get('nest', { maxBytes: 9 }))]).toEqual([1]);
  expect([...(await blobs.get('nest/inner', { maxBytes: 9 }))]).toEqual([2]);
  await rm(folder, { recursive: true });
});

it('expires what was written long ago under one segment, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-blobs-'));
  const blobs = createFileBlobs({ folder });
  expect(await expireFiles({ folder }, { segment: 'uploads', beforeMs: Date.now() })).toBe(0);
  const longAgo = new Date('2026-01-01T00:00:00Z');
  for (const key of ['uploads/a/old', 'uploads/a/young', 'evidence/a/old']) {
    await blobs.put(key, new Uint8Array(1));
    if (key.endsWith('old')) await utimes(join(folder, `${key}@`), longAgo, longAgo);
  }
  const expired = { segment: 'uploads', beforeMs: longAgo.getTime() + 1 };
  expect(await expireFiles({ folder }, expired)).toBe(1);
  const left = await Promise.all(
    ['uploads/a/old', 'uploads/a/young', 'evidence/a/old'].map((key) => blobs.stat(key)),
  );
  expect(left.map((found) => found !== null)).toEqual([false, true, true]);
  await rm(folder, { recursive: true });
});

describe('a process killed while it writes a blob', () => {
  it('leaves the old bytes whole, and the next write clears what it left unfinished', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spillway-blobs-'));
    const blobs = createFileBlobs({ folder });
    await blobs.put('victim', new Uint8Array([1, 2, 3]));

    const script = `
      import { createFileBlobs } from ${JSON.stringify(new URL('./files.ts', import.meta.url).href)};
      const blobs = createFileBlobs({ folder: ${JSON.stringify(folder)} });
      const big = new Uint8Array(64 * 1024 * 1024).fill(9);
      for (;;) await blobs.put('victim', big).then(() => process.stdout.write('.'));
    `;
    const writer = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await untilUnfinished(folder);
    writer.kill('SIGKILL');
    await once(writer, 'exit');

    expect(await readdir(join(folder, '.unfinished'))).not.toEqual([]);
    const { length } = await blobs.get('victim', { maxBytes: 1e9 });
    expect([3, 64 * 1024 * 1024]).toContain(length);

    await createFileBlobs({ folder }).put('other', new Uint8Array([1]));
    expect(await readdir(join(folder, '.unfinished'))).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
});

/** The moment to kill: a file is being written and has not been renamed yet. */
async function untilUnfinished(folder: string): Promise<void> {
  for (;;) {
    const names = await readdir(join(folder, '.unfinished')).catch(() => []);
    if (names.length > 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
