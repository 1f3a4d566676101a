import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { languageData } from './language-data.ts';
import { startLineWorker } from './tesseract-worker.ts';

const line = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60"><rect width="400" height="60" fill="#fff"/><text x="20" y="42" font-size="36" font-family="sans-serif">SECRET</text></svg>',
    ),
  )
    .png()
    .toBuffer();

it('says so when its thread dies in the middle of a read, instead of ending the process or waiting for ever', async () => {
  const script = fileURLToPath(new URL('./dying-thread.fixture.cjs', import.meta.url));
  const worker = await startLineWorker(await languageData('eng'), script);
  const image = await line();
  expect((await worker.read(image)).text).toBe('SECRET');
  await expect(worker.read(image)).rejects.toMatchObject({ code: 'OCR_ENGINE_DIED' });
  await expect(worker.read(image)).rejects.toMatchObject({ code: 'OCR_ENGINE_DIED' });
  await worker.close();
});

it('refuses altered language data with both digests, because tesseract.js would end the process on it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-tessdata-'));
  await writeFile(join(folder, 'eng.traineddata.gz'), gzipSync(Buffer.alloc(4096, 0xff)));
  await expect(languageData('eng', folder)).rejects.toMatchObject({
    code: 'MODEL_ALTERED',
    message: expect.stringMatching(/sha256 [0-9a-f]{64}, got [0-9a-f]{64}/),
  });
  await rm(folder, { recursive: true });
});

it('reads on after a picture it cannot decode', async () => {
  const worker = await startLineWorker(await languageData('eng'));
  await expect(worker.read(new Uint8Array([1, 2, 3]))).rejects.toBeDefined();
  expect((await worker.read(await line())).text).toBe('SECRET');
  await worker.close();
});
