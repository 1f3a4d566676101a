import { collectDefaultMetrics } from 'prom-client';
import { createHealth, type HealthChecks } from '../shared/health.ts';
import type { RunningConsumption } from '../shared/pipeline/consume.ts';
import { createWatchdog } from '../shared/pipeline/watchdog.ts';
import type { Workshop } from './assemble.ts';

/** What health is asked of: services announce their consumption when it runs, and the process says when all have started. */
export interface HealthOf {
  watch(consumption: RunningConsumption): Promise<void>;
  started(): void;
}

/** `/livez`, `/readyz` and `/metrics` of this process, when a port is set; a watchdog for every consumption in it. */
export async function openHealth(shop: Workshop): Promise<HealthOf> {
  const { settings, scope, registry, log, clock, world } = shop;
  const watched: HealthChecks[] = [];
  let isStarted = false;
  const first = (ask: (checks: HealthChecks) => string | null) =>
    watched.map(ask).find((reason) => reason !== null) ?? null;
  const port = settings.SPILLWAY_HEALTH_PORT;
  if (port !== undefined) {
    collectDefaultMetrics({ register: registry });
    const checks = {
      live: () => first((one) => one.live()),
      ready: () => (isStarted ? first((one) => one.ready()) : 'starting'),
    };
    await scope.start(createHealth({ host: settings.SPILLWAY_HEALTH_HOST, port, registry, checks, log }));
  }
  return {
    async watch(consumption) {
      if (port === undefined) return;
      const stuckAfterMs = settings.SPILLWAY_STUCK_SECONDS * 1000;
      const parts = { consumption, broker: world.broker, clock, log, stuckAfterMs };
      watched.push(await scope.start(createWatchdog(parts)));
    },
    started() {
      isStarted = true;
    },
  };
}
