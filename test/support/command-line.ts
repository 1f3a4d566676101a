import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './product.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program as a shell runs it: its output and its exit code. */
export function runSpillway(
  args: readonly string[],
  options: { folder: string; environment: Readonly<Record<string, string>>; input?: string },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/services/cli.js'), ...args], {
      cwd: options.folder,
      env: { ...process.env, NO_COLOR: '1', ...options.environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(options.input ?? '');
  });
}
