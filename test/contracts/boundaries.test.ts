import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** The import graph is a test: what may know of what. */
const ROOT = resolve(import.meta.dirname, '../..');
const IMPORT =
  /^(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|(?<![.\w])import\(\s*['"]([^'"]+)['"]/gms;
const isTest = (path: string) => /\.(test|contract)\.tsx?$|\/test-/.test(path);

interface File {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = await readFiles();
const ownFiles = files.filter(({ path }) => !isTest(path));

async function readFiles(): Promise<File[]> {
  const paths = await Promise.all(
    ['services', 'shared'].map((folder) => readdir(join(ROOT, folder), { recursive: true })),
  );
  const named = paths.flatMap((list, index) =>
    list.map((path) => join(['services', 'shared'][index] ?? '', path)),
  );
  return Promise.all(
    named
      .filter((path) => /\.tsx?$/.test(path))
      .map(async (path) => {
        const text = await readFile(join(ROOT, path), 'utf8');
        const imports = [...text.matchAll(IMPORT)].map((match) => {
          const target = match[1] ?? match[2] ?? '';
          return target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(path), target)) : target;
        });
        return { path, text, imports };
      }),
  );
}

function offences(forbidden: (file: File, target: string) => boolean): string[] {
  return ownFiles.flatMap((file) =>
    file.imports.filter((target) => forbidden(file, target)).map((target) => `${file.path} → ${target}`),
  );
}

const serviceOf = (path: string): string | null =>
  /^services\/(intake|inspect|alert|console)\//.exec(path)?.[1] ?? null;
/** Composition roots: the files directly under services/, the command line, each main.ts. */
const isRoot = (path: string) =>
  /^services\/[^/]+\.ts$|^services\/cli\/|^services\/[a-z]+\/main\.ts$/.test(path);

test('the graph was read: every file imports something or is imported', () => {
  expect(files.length).toBeGreaterThan(80);
  expect(ownFiles.flatMap((file) => file.imports).length).toBeGreaterThan(200);
});

test('services never import one another', () => {
  expect(
    offences(({ path }, target) => {
      const from = serviceOf(path);
      const to = serviceOf(target);
      return from !== null && to !== null && from !== to && !isRoot(path);
    }),
  ).toEqual([]);
});

test('shared never imports a service', () => {
  expect(
    offences(({ path }, target) => path.startsWith('shared/') && target.startsWith('services/')),
  ).toEqual([]);
});

test('only composition roots know which adapters there are', () => {
  const adapter = /^shared\/(broker\/(kafka|embedded)|blobs\/(files|s3)|db\/(pglite|postgres))/;
  expect(
    offences(({ path }, target) => {
      const folder = dirname(path);
      return adapter.test(target) && !isRoot(path) && folder !== dirname(target);
    }),
  ).toEqual([]);
});

test('one file imports kafkajs', () => {
  const importers = ownFiles.filter((file) => file.imports.includes('kafkajs')).map((file) => file.path);
  expect(importers).toEqual(['shared/broker/kafka.ts']);
});

test('process.env is read in composition roots alone', () => {
  // Written it is elsewhere: a native library is told so what it may do.
  const readers = ownFiles
    .filter((file) => /\bprocess\.env\b(?!\.[A-Z_]+ = )/.test(file.text))
    .map((file) => file.path);
  expect(readers.filter((path) => !isRoot(path))).toEqual([]);
});

test('parsers never load in a service’s own process', () => {
  const parsers =
    /^(sharp|pdfjs-dist|tesseract\.js|onnxruntime-node|@hyzyla\/pdfium|htmlparser2|chardet|file-type|yauzl|fflate|libarchive-wasm|cfb|postal-mime|@kenjiuno\/msgreader|libheif-js|unbzip2-stream|xz-decompress|exif-reader)/;
  expect(
    ownFiles.flatMap((file) => file.imports).filter((target) => parsers.test(target)).length,
  ).toBeGreaterThan(10);
  const byPath = new Map(ownFiles.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const target of byPath.get(path)?.imports ?? []) visit(target);
  };
  for (const service of ['intake', 'inspect', 'alert', 'console']) visit(`services/${service}/main.ts`);
  expect([...reached].filter((target) => parsers.test(target))).toEqual([]);
  expect(reached).toContain('services/inspect/sandbox/pool.ts');
  expect(reached).not.toContain('services/inspect/examine.ts');
});

test('no file grows a catch-all name', () => {
  expect(
    files.map(({ path }) => path).filter((path) => /(utils?|helpers?|common|manager)\.tsx?$/.test(path)),
  ).toEqual([]);
});
