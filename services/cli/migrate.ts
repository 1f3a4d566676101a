import { createScope } from '../../shared/lifecycle.ts';
import { createLog } from '../../shared/log.ts';
import type { Settings } from '../settings.ts';
import { migrateWorld, openWorld } from '../world.ts';

/** `spillway migrate`: the schema and the topics, once before a deployment. Safe to run again. */
export async function migrate(settings: Settings): Promise<number> {
  const log = createLog({ level: settings.SPILLWAY_LOG_LEVEL, service: 'migrate' });
  const scope = createScope(log);
  try {
    const world = await openWorld(settings, scope, log);
    const { topics } = await migrateWorld(settings, world);
    process.stdout.write(`The schema is current and ${topics} topics are there.\n`);
    return 0;
  } finally {
    await scope.stop();
  }
}
