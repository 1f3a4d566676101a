import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);

/** Every module reached from `start` by imports that load something; types load nothing. */
async function reachedFrom(start: URL): Promise<{ files: string[]; packages: string[] }> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const path = fileURLToPath(next).slice(fileURLToPath(root).length);
    if (files.has(path)) continue;
    files.add(path);
    const source = await readFile(next, 'utf8');
    for (const [, target = ''] of source.matchAll(/^(?:import|export)(?! type\b)[^;]*?from '([^']+)';/gm)) {
      if (target.startsWith('.')) open.push(new URL(target, next));
      else packages.add(target);
    }
  }
  return { files: [...files], packages: [...packages] };
}

it('loads no opener, reader or matcher into the process of a service', async () => {
  const { files, packages } = await reachedFrom(new URL('./pool.ts', import.meta.url));
  expect(files).toContain('services/inspect/sandbox/child-handle.ts');
  expect(files.filter((file) => /inspect\/(open|read|look|match)\/|inspect\/examine/.test(file))).toEqual([]);
  expect(packages.filter((name) => !name.startsWith('node:'))).toEqual(['zod']);
});

it('would notice a parser, because the child reaches them all', async () => {
  const { files, packages } = await reachedFrom(new URL('./child.ts', import.meta.url));
  expect(files).toContain('services/inspect/open/pdf/pdf.ts');
  expect(packages).toContain('sharp');
});
