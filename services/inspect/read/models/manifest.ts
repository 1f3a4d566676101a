import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FaultError } from '../../../../shared/errors.ts';
import { SCRIPTS, type Script } from '../scripts/scripts.ts';

const fileSchema = z.strictObject({
  /** A name in the folder of the manifest; no path. */
  file: z.string().regex(/^[\w.-]{1,120}$/, 'a plain file name'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
});

const shared = {
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'a short name of a-z, 0-9, ".", "_" and "-"'),
  licence: z.string().min(1).max(80),
  /** Where the files came from; for people. */
  source: z.string().max(300).default(''),
};

/** One model of an operator's own: what reads which scripts, from which files. */
export const modelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tesseract'),
    ...shared,
    script: z.enum(SCRIPTS),
    /** The code tesseract knows the data by: the file is `<language>.traineddata.gz`. */
    language: z.string().regex(/^[A-Za-z][A-Za-z_]{1,30}$/, 'a language code such as rus'),
    data: fileSchema,
  }),
  z.strictObject({
    kind: z.literal('ppocr-recognition'),
    ...shared,
    scripts: z.array(z.enum(SCRIPTS)).min(1),
    model: fileSchema,
    /** One character a line, in the order of the model's classes, without the blank. */
    characters: fileSchema,
  }),
]);
export type Model = z.infer<typeof modelSchema>;

const manifestSchema = z.strictObject({ models: z.array(modelSchema).max(50) });

export const MANIFEST = 'manifest.json';

/** The models of a folder, files not looked at yet. An absent manifest is no models. @throws FaultError MODEL_MANIFEST. */
export async function readManifest(folder: string): Promise<readonly Model[]> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new FaultError('MODEL_MANIFEST', `Expected ${MANIFEST} in the model folder to be readable`, {
      cause: error,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FaultError('MODEL_MANIFEST', `Expected ${MANIFEST} to be JSON`, { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data.models;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new FaultError('MODEL_MANIFEST', `Expected ${MANIFEST} to describe models, got ${faults}`);
}

export function filesOf(model: Model): ReadonlyArray<z.infer<typeof fileSchema>> {
  return model.kind === 'tesseract' ? [model.data] : [model.model, model.characters];
}

export function scriptsOf(model: Model): readonly Script[] {
  return model.kind === 'tesseract' ? [model.script] : model.scripts;
}

/** The bytes of a model's file, held against its digest. @throws FaultError MODEL_MISSING, MODEL_ALTERED with the name and both digests. */
export async function loadModelFile(
  folder: string,
  expected: z.infer<typeof fileSchema>,
): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, expected.file));
  } catch (cause) {
    throw new FaultError('MODEL_MISSING', `Expected the model file ${expected.file}, it could not be read`, {
      cause,
    });
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest === expected.sha256) return bytes;
  throw new FaultError(
    'MODEL_ALTERED',
    `Expected ${expected.file} to have sha256 ${expected.sha256}, got ${digest}`,
  );
}
