import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, whether this runs from `dist/` or from the sources. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`Expected package.json above ${fileURLToPath(import.meta.url)}, got none`);
    folder = parent;
  }
  return folder;
}

/** Our catalogue, and an organisation's own beside it. */
export function rulesFolders(own: string | undefined): string[] {
  const ours = join(packageRoot(), 'rules');
  return own === undefined ? [ours] : [ours, own];
}

export const sampleFolder = (): string => join(packageRoot(), 'sample');
export const webFolder = (): string => join(packageRoot(), 'dist', 'web');
