import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import PQueue from 'p-queue';
import { createLog } from '../../shared/log.ts';
import { Sensitive } from '../../shared/sensitive.ts';
import type { Sandbox } from '../inspect/sandbox/pool.ts';
import { assembleSandbox, childrenOf } from '../sandbox.ts';
import type { Settings } from '../settings.ts';
import { findFiles, type ScanTarget } from './files.ts';
import { createProgress } from './progress.ts';
import { exitCodeOf, notScanned, type ScanResult, scanResultOf } from './scan-result.ts';
import { scanTable } from './scan-table.ts';

/** `spillway scan PATH…`: files and folders, no server. Nothing of them is kept or sent anywhere. */
export async function scan(
  paths: readonly string[],
  options: { json: boolean },
  settings: Settings,
): Promise<number> {
  const targets: ScanTarget[] = [];
  for await (const target of findFiles(paths)) targets.push(target);
  const sandbox = assembleSandbox(settings, createLog({ level: 'silent', service: 'scan' }));
  const progress = createProgress(process.stderr, targets.length);
  try {
    await sandbox.ready();
    const queue = new PQueue({ concurrency: childrenOf(settings) });
    const running = targets.map((target) => queue.add(() => scanOne(target, sandbox, settings)));
    const results: ScanResult[] = [];
    // Printed in the order given, as soon as the order allows.
    for (const [index, pending] of running.entries()) {
      const result = await pending;
      results.push(result);
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      progress.to(index + 1, result.path);
    }
    progress.end();
    if (!options.json) process.stdout.write(scanTable(results));
    return exitCodeOf(results);
  } finally {
    progress.end();
    await sandbox.close();
  }
}

async function scanOne(target: ScanTarget, sandbox: Sandbox, settings: Settings): Promise<ScanResult> {
  if (target.kind === 'unreadable') return unreadable(target.path, target.problem, null);
  const maxBytes = settings.SPILLWAY_MAX_FILE_BYTES;
  if (target.sizeBytes > maxBytes) {
    const tooLarge = {
      part: 'file',
      reason: 'too-large' as const,
      limit: { name: 'fileBytes', value: maxBytes },
    };
    return notScanned(target.path, tooLarge, target.sizeBytes);
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(target.path);
  } catch (error) {
    return unreadable(target.path, error instanceof Error ? error.message : String(error), target.sizeBytes);
  }
  return scanResultOf(
    target.path,
    await sandbox.inspect({ bytes, name: new Sensitive(basename(target.path)) }),
  );
}

function unreadable(path: string, problem: string, bytes: number | null): ScanResult {
  process.stderr.write(`${path}: ${problem}\n`);
  return notScanned(path, { part: 'file', reason: 'unreadable', limit: null }, bytes);
}
