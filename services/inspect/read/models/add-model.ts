import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ContentError } from '../../../../shared/errors.ts';
import { SCRIPTS, type Script } from '../scripts/scripts.ts';
import { MANIFEST, type Model, modelSchema, readManifest } from './manifest.ts';

export interface ModelToAdd {
  /** `<language>.traineddata`, the same gzipped, or a PP-OCR recognition model as ONNX. */
  readonly file: string;
  readonly name: string | null;
  readonly scripts: readonly string[];
  /** PP-OCR's character list; for ONNX models. */
  readonly characters: string | null;
  readonly licence: string;
  readonly source: string;
}

const GZIP = [0x1f, 0x8b];

/**
 * Copies a model into the folder and writes it into the manifest, in place of one of the same name.
 * @throws ContentError MODEL_REFUSED when what was given does not fit together.
 */
export async function addModel(folder: string, toAdd: ModelToAdd): Promise<Model> {
  const scripts = toAdd.scripts.map(scriptNamed);
  const [first] = scripts;
  if (first === undefined) throw refused('--script', SCRIPTS.join(', '), 'nothing');
  const written: Array<readonly [string, Uint8Array]> = [];
  const keep = (file: string, bytes: Uint8Array) => {
    written.push([file, bytes]);
    return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const from = basename(toAdd.file);
  const bytes = await readFile(toAdd.file);
  const about = { licence: toAdd.licence, source: toAdd.source };
  const language = /^([A-Za-z_]+)\.traineddata(\.gz)?$/.exec(from)?.[1];
  let model: unknown;
  if (language !== undefined) {
    if (scripts.length > 1) throw refused('--script', 'one script for tesseract data', scripts.join(', '));
    const packed = GZIP.every((byte, i) => bytes[i] === byte) ? bytes : gzipSync(bytes);
    const data = keep(`${language}.traineddata.gz`, packed);
    model = {
      kind: 'tesseract',
      name: toAdd.name ?? language.toLowerCase(),
      ...about,
      script: first,
      language,
      data,
    };
  } else if (from.endsWith('.onnx')) {
    if (toAdd.characters === null) throw refused('--characters', 'the model’s list of characters', 'nothing');
    const name =
      toAdd.name ??
      from
        .slice(0, -5)
        .toLowerCase()
        .replaceAll(/[^a-z0-9._-]/g, '-')
        .slice(0, 40);
    const parts = {
      model: keep(`${name}.onnx`, bytes),
      characters: keep(`${name}.txt`, await readFile(toAdd.characters)),
    };
    model = { kind: 'ppocr-recognition', name, ...about, scripts, ...parts };
  } else {
    throw refused('file', '<language>.traineddata, <language>.traineddata.gz or an .onnx file', from);
  }
  const parsed = modelSchema.safeParse(model);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(
      issue?.path.join('.') ?? 'model',
      issue?.message ?? 'a model',
      JSON.stringify(toAdd.name ?? from),
    );
  }
  await mkdir(folder, { recursive: true });
  const others = (await readManifest(folder)).filter(({ name }) => name !== parsed.data.name);
  for (const [file, content] of written) await replace(join(folder, file), content);
  const manifest = `${JSON.stringify({ models: [...others, parsed.data] }, null, 2)}\n`;
  await replace(join(folder, MANIFEST), Buffer.from(manifest));
  return parsed.data;
}

function scriptNamed(name: string): Script {
  const script = SCRIPTS.find((one) => one === name);
  if (script === undefined) throw refused('--script', `one of ${SCRIPTS.join(', ')}`, name);
  return script;
}

/** Whole or not at all: a reader that starts meanwhile sees the old file or the new one. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
}

function refused(what: string, expected: string, got: string): ContentError {
  return new ContentError('MODEL_REFUSED', `Expected \`${what}\` to be ${expected}, got ${got}`);
}
