import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const UNPACKED = fileURLToPath(new URL('../../.cache/promtool/usr/bin/promtool', import.meta.url));

/** Prometheus' own linter: the one on the path, or the one that install.sh has unpacked. Resolves with what it says, rejects when it finds fault. */
export async function promtool(...args: readonly string[]): Promise<string> {
  const unpacked = await access(UNPACKED).then(
    () => true,
    () => false,
  );
  const { stdout } = await promisify(execFile)(unpacked ? UNPACKED : 'promtool', [...args]);
  return stdout;
}
