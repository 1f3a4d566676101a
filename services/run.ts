import { Registry } from 'prom-client';
import { systemClock } from '../shared/clock.ts';
import { ConfigError, messageOf } from '../shared/errors.ts';
import { createScope } from '../shared/lifecycle.ts';
import { createLog, type Logger } from '../shared/log.ts';
import type { RunningConsumption } from '../shared/pipeline/consume.ts';
import { createPipelineMetrics } from '../shared/pipeline/metrics.ts';
import type { Workshop } from './assemble.ts';
import { EXIT, settingsOrExit } from './exit.ts';
import { checkFlow, type ServiceName } from './flow.ts';
import { openHealth } from './health.ts';
import { openTracer } from './tracing.ts';
import { openWorld } from './world.ts';

/**
 * One service as one process: settings, world, the service, health; until SIGTERM or SIGINT, or until it fails.
 * A failure ends the process with 1: the orchestrator starts it again, and what was not committed is delivered again.
 */
export async function runService(
  name: ServiceName,
  start: (shop: Workshop) => Promise<RunningConsumption | null>,
): Promise<void> {
  const settings = settingsOrExit();
  const log = createLog({ level: settings.SPILLWAY_LOG_LEVEL, service: name });
  const scope = createScope(log);
  const ended = untilSignalled();
  try {
    checkFlow();
    const world = await openWorld(settings, scope, log);
    const registry = new Registry();
    const shop: Workshop = {
      settings,
      world,
      scope,
      log,
      clock: systemClock,
      registry,
      metrics: createPipelineMetrics(registry),
      tracer: await openTracer(settings, name, scope),
      // Below the 30 s that orchestrators wait before they kill.
      graceMs: 20_000,
      onFatal: ended.fail,
    };
    const health = await openHealth(shop);
    const consumption = await start(shop);
    if (consumption !== null) await health.watch(consumption);
    health.started();
    await ended.promise;
    log.info('stopping');
    await scope.stop();
  } catch (error) {
    await stopAfterFailure(error, scope.stop, log);
  }
}

async function stopAfterFailure(error: unknown, stop: () => Promise<void>, log: Logger): Promise<never> {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'stopped by a failure');
  await stop().catch((later: unknown) => log.error({ reason: messageOf(later) }, 'stop failed as well'));
  process.exit(error instanceof ConfigError ? EXIT.misconfigured : EXIT.failed);
}

/** Resolves at the first SIGINT or SIGTERM, rejects with the first failure; a second signal ends the process at once. */
export function untilSignalled(): { readonly promise: Promise<void>; fail(error: Error): void } {
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    fail = reject;
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
  // Whoever awaits sees the failure; nobody awaiting yet is no reason to crash twice.
  promise.catch(() => {});
  return { promise, fail };
}
