import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../services/settings.ts';
import { openWorld } from '../../services/world.ts';
import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import { createRandom, seedOf } from '../corpus/random.ts';
import { freePort } from '../support/free-port.ts';
import { INTAKE_SECRET, writeConfiguration } from '../support/product.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { type Acknowledged, startLoad } from './load.ts';
import type { ChaosPlan, ChaosResult } from './run-chaos.ts';
import { countOutstanding, type Findings, verify } from './verify.ts';

const SETTLE_TRIES = 5;

/**
 * The embedded world: one process that is killed again and again under load, each time while it works. Its database
 * belongs to one process, so what came of the uploads is looked for after it was ended in order.
 */
export async function runEmbeddedChaos(
  plan: Pick<ChaosPlan, 'kills' | 'seed' | 'keep' | 'say'>,
): Promise<ChaosResult & { details: readonly string[] }> {
  const { say } = plan;
  const random = createRandom(plan.seed);
  const folder = await mkdtemp(join(tmpdir(), 'spillway-chaos-'));
  const [intakePort, healthPort] = [await freePort(), await freePort()];
  const environment = {
    SPILLWAY_DATA: join(folder, 'data'),
    SPILLWAY_INTAKE_PORT: `${intakePort}`,
    SPILLWAY_CONSOLE_PORT: `${await freePort()}`,
    SPILLWAY_HEALTH_PORT: `${healthPort}`,
    SPILLWAY_CHILDREN: '1',
    SPILLWAY_PRESET: 'fast',
    ...(await writeConfiguration(folder)),
  };
  const fleet = await startFleet(folder, { everything: ['dist/services/cli.js', 'up'] }, environment);
  const health = `http://127.0.0.1:${healthPort}`;
  const load = startLoad(
    { intakeUrl: `http://127.0.0.1:${intakePort}`, intakeSecret: INTAKE_SECRET },
    createRandom(seedOf(plan.seed, 'load')),
    { posters: 3, everyMs: 150 },
  );
  const began = Date.now();
  let kills = 0;
  while (kills < plan.kills) {
    const before = load.acknowledged.size;
    await waitFor('uploads are taken', () => load.acknowledged.size > before + 3, {
      timeoutMs: 60_000,
      everyMs: 50,
    });
    // Once in the run its clock is wrong as well, though not the door's by more than signatures allow.
    if (kills === Math.floor(plan.kills / 2)) await memberOf(fleet).shiftClock(120);
    await new Promise((resolve) => setTimeout(resolve, random.int(0, 1_500)));
    await memberOf(fleet).kill();
    kills += 1;
    say(`${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  kill -9 the one process`);
  }
  await memberOf(fleet).shiftClock(0);
  await load.stop();
  const found = await verifyWhenSettled(fleet, health, environment, load.acknowledged);
  const lost = [...found.lost, ...found.unanswered.map((id) => `${id}: no verdict`)];
  const longestStallMs = load.longestGapMs();
  const details = [
    `answers of intake: ${[...load.answers].map(([status, count]) => `${count} × ${status}`).join(', ')}`,
    `ends nobody asked for: ${memberOf(fleet).crashes()}`,
    `said uninspected although readable: ${found.saidUninspected}`,
    `longest time between two uploads that were taken: ${longestStallMs} ms`,
    ...lost.slice(0, 20).map((line) => `lost: ${line}`),
    ...found.duplicates.slice(0, 20).map((line) => `twice: ${line}`),
  ];
  for (const line of details) say(line);
  await fleet.stop();
  if (plan.keep) say(`logs: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
  return {
    kills,
    acknowledged: load.acknowledged.size,
    lost: lost.length,
    duplicates: found.duplicates.length,
    longestStallMs,
    details,
  };
}

async function verifyWhenSettled(
  fleet: Fleet,
  health: string,
  environment: Readonly<Record<string, string>>,
  acknowledged: ReadonlyMap<string, Acknowledged>,
): Promise<Findings> {
  for (let tries = 1; ; tries += 1) {
    await waitFor('nothing waits any more', () => isQuiet(health), { timeoutMs: 150_000, everyMs: 500 });
    await memberOf(fleet).leave();
    const log = createLog({ level: 'silent', service: 'witness' });
    const scope = createScope(log);
    const { db, broker } = await openWorld(readSettings(environment), scope, log);
    try {
      const outstanding = await countOutstanding(db, acknowledged.keys());
      if (outstanding === 0 || tries === SETTLE_TRIES) return await verify(db, broker, acknowledged);
    } finally {
      await scope.stop();
    }
    memberOf(fleet).start();
  }
}

/** Ready, nothing behind in any partition it has read, and an empty outbox. */
async function isQuiet(health: string): Promise<boolean> {
  try {
    if (!(await fetch(`${health}/readyz`)).ok) return false;
    const text = await (await fetch(`${health}/metrics`)).text();
    const values = [...text.matchAll(/^spillway_(?:consumer_lag_messages|outbox_rows)(?:\{.*\})? (\S+)$/gm)];
    return values.length > 1 && values.every(([, value]) => Number(value) === 0);
  } catch {
    return false;
  }
}

function memberOf({ members }: Fleet) {
  const [member] = members;
  if (member === undefined) throw new Error('Expected one process, got none');
  return member;
}
