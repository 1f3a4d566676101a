import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../shared/errors.ts';

/** A file to scan, or a path that cannot be: said per file, and the scan goes on. */
export type ScanTarget =
  | { readonly kind: 'file'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'unreadable'; readonly path: string; readonly problem: string };

/** Files and folders, folders to any depth in name order. Symbolic links inside folders are not followed: they may lead out, or in circles. */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<ScanTarget> {
  for (const path of paths) yield* visit(path);
}

async function* visit(path: string): AsyncGenerator<ScanTarget> {
  try {
    const found = await stat(path);
    if (found.isFile()) yield { kind: 'file', path, sizeBytes: found.size };
    else if (found.isDirectory()) yield* visitFolder(path);
    else yield { kind: 'unreadable', path, problem: 'expected a file or a folder, got something else' };
  } catch (error) {
    yield { kind: 'unreadable', path, problem: messageOf(error) };
  }
}

async function* visitFolder(folder: string): AsyncGenerator<ScanTarget> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile() || entry.isDirectory()) yield* visit(join(folder, entry.name));
  }
}
