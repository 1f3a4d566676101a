import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';

const parent = fileURLToPath(new URL('../../../test/hostile/children/stand-in-parent.ts', import.meta.url));

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('leaves no child behind when the service is killed, not even one in an endless loop', async () => {
  const service = spawn(process.execPath, ['--import', 'tsx', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void service.kill('SIGKILL'));
  const [said] = await once(service.stdout, 'data');
  const pids = String(said).trim().split(' ').map(Number);
  expect(pids).toHaveLength(2);
  expect(pids.every(lives)).toBe(true);
  service.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 10_000, interval: 100 });
});
