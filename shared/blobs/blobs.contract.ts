import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Blobs } from './blobs.ts';

export interface BlobsUnderTest {
  readonly blobs: Blobs;
  /** The same kind of store, but one that cannot be used: wrong secret, unwritable folder, nobody listening. */
  readonly broken: Blobs;
  stop(): Promise<void>;
}

const MAX = { maxBytes: 10_000_000 };

/** What every blob store must do alike. */
export function describeBlobs(name: string, open: () => Promise<BlobsUnderTest>): void {
  describe(`blobs: ${name}`, () => {
    let world: BlobsUnderTest;
    let blobs: Blobs;
    beforeAll(async () => {
      world = await open();
      blobs = world.blobs;
    });
    afterAll(() => world?.stop());

    it('answers a ping', () => expect(blobs.ping()).resolves.toBeUndefined());

    it('gives back what was put, byte for byte', async () => {
      const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
      await blobs.put('uploads/ab/one.bin', bytes);
      const read = await blobs.get('uploads/ab/one.bin', MAX);
      expect(read).toBeInstanceOf(Uint8Array);
      expect(Buffer.compare(read, bytes)).toBe(0);
      expect(await blobs.stat('uploads/ab/one.bin')).toEqual({ sizeBytes: 100_000 });
    });

    it('keeps an empty blob apart from none', async () => {
      await blobs.put('empty', new Uint8Array(0));
      expect(await blobs.get('empty', MAX)).toHaveLength(0);
      expect(await blobs.stat('empty')).toEqual({ sizeBytes: 0 });
    });

    it('puts only the bytes of a view, not of the buffer behind it', async () => {
      const view = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4);
      await blobs.put('view', view);
      expect([...(await blobs.get('view', MAX))]).toEqual([2, 3, 4]);
    });

    it('holds the newer bytes after a second put', async () => {
      await blobs.put('twice', new Uint8Array([1, 1, 1]));
      await blobs.put('twice', new Uint8Array([2]));
      expect([...(await blobs.get('twice', MAX))]).toEqual([2]);
    });

    it('says that a blob is not there', async () => {
      await expect(blobs.get('missing', MAX)).rejects.toMatchObject({
        name: 'NotFoundError',
        code: 'BLOB_NOT_FOUND',
      });
      expect(await blobs.stat('missing')).toBeNull();
    });

    it('refuses a blob above the limit and takes one at the limit', async () => {
      await blobs.put('limit', new Uint8Array(1000));
      await expect(blobs.get('limit', { maxBytes: 999 })).rejects.toMatchObject({
        name: 'ContentError',
        code: 'BLOB_TOO_LARGE',
        facts: { sizeBytes: 1000, maxBytes: 999 },
      });
      expect(await blobs.get('limit', { maxBytes: 1000 })).toHaveLength(1000);
    });

    it('deletes, also what is not there', async () => {
      await blobs.put('gone', new Uint8Array([1]));
      await blobs.delete('gone');
      await blobs.delete('gone');
      expect(await blobs.stat('gone')).toBeNull();
    });

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      './a',
      'a/.hidden',
      'A',
      'a b',
      'a\\b',
      'ä',
      `${'a/'.repeat(300)}a`,
      'a'.repeat(201),
    ])('refuses the key %.20j everywhere', async (key) => {
      const refusal = { name: 'ContentError', code: 'BLOB_KEY_INVALID' };
      await expect(blobs.put(key, new Uint8Array([1]))).rejects.toMatchObject(refusal);
      await expect(blobs.get(key, MAX)).rejects.toMatchObject(refusal);
      await expect(blobs.stat(key)).rejects.toMatchObject(refusal);
      await expect(blobs.delete(key)).rejects.toMatchObject(refusal);
    });

    it('takes many puts at once', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `many/${index % 4}/${index}`);
      await Promise.all(keys.map((key, index) => blobs.put(key, new Uint8Array([index]))));
      const read = await Promise.all(keys.map((key) => blobs.get(key, MAX)));
      expect(read.map((bytes) => bytes[0])).toEqual(keys.map((_, index) => index));
    });

    it('turns a store that cannot be used into a fault, never into "not there"', async () => {
      const fault = { name: 'FaultError', code: 'BLOBS_UNAVAILABLE' };
      await expect(world.broken.ping()).rejects.toMatchObject(fault);
      await expect(world.broken.put('a', new Uint8Array([1]))).rejects.toMatchObject(fault);
      await expect(world.broken.get('a', MAX)).rejects.toMatchObject(fault);
      await expect(world.broken.stat('a')).rejects.toMatchObject(fault);
      const error = await world.broken.ping().catch((caught: unknown) => caught);
      expect(inspect(error, { depth: 9 })).not.toMatch(/signature|authorization/i);
    });
  });
}
