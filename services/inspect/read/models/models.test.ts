import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addModel, type ModelToAdd } from './add-model.ts';
import { loadModelFile, MANIFEST, readManifest } from './manifest.ts';
import { shareRight } from './test-model.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spillway-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const toAdd = (over: Partial<ModelToAdd> & { file: string }): ModelToAdd => ({
  name: null,
  scripts: ['cyrillic'],
  characters: null,
  licence: 'Apache-2.0',
  source: '',
  ...over,
});

describe('addModel', () => {
  it('packs tesseract data and writes its digest into the manifest', async () => {
    const models = join(folder, 'a');
    const model = await addModel(models, toAdd({ file: await file('rus.traineddata', 'data') }));
    expect(model).toMatchObject({ kind: 'tesseract', language: 'rus', script: 'cyrillic', name: 'rus' });
    expect(gunzipSync(await readFile(join(models, 'rus.traineddata.gz'))).toString()).toBe('data');
    expect(await readManifest(models)).toEqual([model]);
  });

  it('puts a model in the place of one of the same name', async () => {
    const models = join(folder, 'b');
    const characters = await file('list.txt', 'a\nb\n');
    await addModel(models, toAdd({ file: await file('rec.onnx', 'one'), characters, scripts: ['hangul'] }));
    await addModel(
      models,
      toAdd({ file: await file('rec.onnx', 'two'), characters, scripts: ['hangul', 'latin'] }),
    );
    const [model, ...others] = await readManifest(models);
    expect(others).toEqual([]);
    expect(model).toMatchObject({ kind: 'ppocr-recognition', name: 'rec', scripts: ['hangul', 'latin'] });
  });

  it.each([
    ['a file of another kind', { file: 'list.txt' }, /Expected `file` to be .*got list.txt/],
    [
      'an unknown script',
      { file: 'rus.traineddata', scripts: ['klingon'] },
      /one of latin, han.*got klingon/,
    ],
    ['a model without its characters', { file: 'rec.onnx' }, /Expected `--characters`/],
    ['a name that is a path', { file: 'rus.traineddata', name: '../x' }, /a short name/],
  ])('refuses %s and leaves the folder as it was', async (_, given, message) => {
    const models = join(folder, 'c');
    const path = join(folder, given.file);
    await expect(addModel(models, toAdd({ ...given, file: path }))).rejects.toThrow(message);
    expect(await readManifest(models)).toEqual([]);
  });
});

describe('a model folder', () => {
  it('refuses an altered file with its name and both digests', async () => {
    const models = join(folder, 'd');
    const model = await addModel(models, toAdd({ file: await file('rus.traineddata', 'data') }));
    await writeFile(join(models, 'rus.traineddata.gz'), 'other');
    if (model.kind !== 'tesseract') throw new Error('Expected tesseract data');
    await expect(loadModelFile(models, model.data)).rejects.toMatchObject({
      code: 'MODEL_ALTERED',
      message: expect.stringMatching(/rus\.traineddata\.gz to have sha256 [0-9a-f]{64}, got [0-9a-f]{64}/),
    });
  });

  it('names what is wrong with a manifest', async () => {
    await writeFile(join(folder, MANIFEST), '{"models":[{"kind":"tesseract","name":"x"}]}');
    await expect(readManifest(folder)).rejects.toMatchObject({
      code: 'MODEL_MANIFEST',
      message: /models\.0\.licence/,
    });
  });
});

it('counts the share of characters that were read right', () => {
  expect(shareRight('abcd', 'abcd')).toBe(1);
  expect(shareRight('abcd', 'abxd')).toBe(0.75);
  expect(shareRight('abcd', '')).toBe(0);
});
