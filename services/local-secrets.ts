import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Secrets of the embedded world: made on the first start, kept in its data folder, readable by this user alone.
 * In production they are given by configuration.
 */
export async function localSecret(dataFolder: string, name: string, make: () => string): Promise<string> {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, make(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

export const randomSecret = (): string => randomBytes(32).toString('base64');
/** Fits into a URL and a double click. */
export const randomAccessKey = (): string => randomBytes(24).toString('base64url');
