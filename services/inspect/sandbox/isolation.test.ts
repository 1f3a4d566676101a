import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../shared/clock.ts';
import { findIsolation } from './isolation.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { createSandbox } from './pool.ts';
import { childCommand } from './spawn-child.ts';

const standIn = fileURLToPath(new URL('../../../test/hostile/children/stand-in-child.ts', import.meta.url));
const run = promisify(execFile);

it('cuts children off from the network where the machine allows it, and says whether it does', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const isolation = await findIsolation({ fromSources: true, readable: [] });
  const how = childCommand(DEFAULT_LIMITS, isolation);
  const sandbox = createSandbox({
    limits: DEFAULT_LIMITS,
    children: 1,
    rulesDirs: [],
    engine: 'auto',
    preset: 'balanced',
    log: { info: () => {}, warn: () => {} },
    clock: systemClock,
    childCommand: { ...how, args: [...how.args.slice(0, -1), standIn] },
  });
  onTestFinished(() => sandbox.close());
  const { mediaType } = await sandbox.inspect({ bytes: Buffer.from(`network ${port}`), name: null });
  const cutOff = isolation.measures.find((measure) => measure.name === 'no network')?.active;
  expect(mediaType).toBe(cutOff ? 'refused' : 'connected');
});

it('lets the built child read its folders only, and write nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spillway-isolation-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const inside = join(folder, 'inside.txt');
  await writeFile(inside, 'rules');
  const { nodeArgs, wrappers } = await findIsolation({ fromSources: false, readable: [folder] });
  const attempt = async (code: string) => {
    const [command = '', ...args] = [...wrappers, process.execPath, ...nodeArgs, '-e', code];
    return (await run(command, args)).stdout.trim();
  };
  const tell = (action: string) =>
    attempt(`try { ${action}; console.log('done') } catch (error) { console.log(error.code) }`);
  expect(await tell(`require('fs').readFileSync(${JSON.stringify(inside)})`)).toBe('done');
  expect(await tell(`require('fs').readFileSync('/etc/hostname')`)).toBe('ERR_ACCESS_DENIED');
  expect(await tell(`require('fs').writeFileSync(${JSON.stringify(inside)}, 'x')`)).toBe('ERR_ACCESS_DENIED');
  expect(await tell(`require('child_process').execFileSync('true')`)).toBe('ERR_ACCESS_DENIED');
  expect(await readFile(inside, 'utf8')).toBe('rules');
});
