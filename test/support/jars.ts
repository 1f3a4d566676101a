import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The folder with a pom's jars under `.cache/`, fetched by Maven when missing. The folder appears whole or not at all,
 * so a broken download is tried again next time.
 */
export async function jarsOf(name: 'kafka-broker' | 's3-proxy' | 'tika'): Promise<string> {
  const folder = `${ROOT}.cache/${name}/libs`;
  if (await hasJars(folder)) return folder;
  const partial = `${folder}.${process.pid}.partial`;
  await mkdir(partial, { recursive: true });
  await run(
    'mvn',
    [
      '-q',
      '-B',
      '-f',
      `${ROOT}test/support/${name}/pom.xml`,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${partial}`,
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  await rename(partial, folder).catch(async (error: unknown) => {
    // Another test run was faster; its jars are the same.
    await rm(partial, { recursive: true, force: true });
    if (!(await hasJars(folder))) throw error;
  });
  return folder;
}

async function hasJars(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.endsWith('.jar'));
}
