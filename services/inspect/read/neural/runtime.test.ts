import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const SERVICES = fileURLToPath(new URL('../../../', import.meta.url));

test('a reader that loads leaves nothing in the home folder', async () => {
  const home = await mkdtemp(join(tmpdir(), 'spillway-home-'));
  onTestFinished(() => rm(home, { recursive: true }));
  const reader = new URL('./neural-reader.ts', import.meta.url);
  const load = `const { createNeuralReader } = await import(${JSON.stringify(reader)}); await (await createNeuralReader()).close();`;
  await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', load], {
    env: { PATH: process.env.PATH ?? '', HOME: home },
  });
  // Compile caches of the loader that runs this test are no matter.
  expect((await readdir(home, { recursive: true })).filter((path) => /onnx|deviceid/i.test(path))).toEqual(
    [],
  );
});

test('no other file loads the runtime', async () => {
  const sources = (await readdir(SERVICES, { recursive: true })).filter((path) => path.endsWith('.ts'));
  const loading = [];
  for (const path of sources) {
    const text = await readFile(join(SERVICES, path), 'utf8');
    if (/(?:from |import\()'onnxruntime-node'/.test(text)) loading.push(path);
  }
  expect(loading).toEqual(['inspect/read/neural/runtime.ts']);
});
