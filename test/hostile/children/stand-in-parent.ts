import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from '../../../services/inspect/sandbox/limits.ts';
import { createSandbox } from '../../../services/inspect/sandbox/pool.ts';
import { childCommand } from '../../../services/inspect/sandbox/spawn-child.ts';
import { systemClock } from '../../../shared/clock.ts';

/** A service's process that sends its child into an endless loop and then waits to be killed. */
const how = childCommand(DEFAULT_LIMITS, { wrappers: [], nodeArgs: [] });
const standIn = fileURLToPath(new URL('./stand-in-child.ts', import.meta.url));
const quiet = { info: () => {}, warn: () => {} };
const sandbox = createSandbox({
  limits: DEFAULT_LIMITS,
  children: 2,
  rules: async () => [],
  engine: 'auto',
  preset: 'balanced',
  log: quiet,
  clock: systemClock,
  childCommand: { ...how, args: [...how.args.slice(0, -1), standIn] },
});
const warm = await Promise.all([1, 2].map(() => sandbox.inspect({ bytes: Buffer.from('pid'), name: null })));
void sandbox.inspect({ bytes: Buffer.from('loop'), name: null });
process.stdout.write(`${warm.map((report) => report.mediaType).join(' ')}\n`);
setInterval(() => {}, 1000);
