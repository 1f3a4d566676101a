import { access } from 'node:fs/promises';
import { Registry } from 'prom-client';
import { expireFiles } from '../shared/blobs/files.ts';
import { systemClock } from '../shared/clock.ts';
import type { Scope } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/log.ts';
import { createPipelineMetrics } from '../shared/pipeline/metrics.ts';
import { loadSources, type Sources, sourcesOf } from '../shared/sources.ts';
import { createSweeper } from '../shared/sweeper.ts';
import {
  assembleAlert,
  assembleConsole,
  assembleInspect,
  assembleIntake,
  intakeKeysFrom,
  type Workshop,
} from './assemble.ts';
import { checkFlow, UPLOAD_DAYS } from './flow.ts';
import { openHealth } from './health.ts';
import type { IntakeKeys } from './intake/keys.ts';
import { dataPath, isEmbedded, type Settings } from './settings.ts';
import { openTracer } from './tracing.ts';
import { blobFolder, migrateWorld, openWorld, type World } from './world.ts';

/** Every service in one process, on the world the settings name: embedded, or Kafka, Postgres and S3. */
export interface EverythingRunning {
  readonly world: World;
  readonly sources: Sources;
  readonly keys: IntakeKeys;
  readonly consoleUrl: string;
  readonly intakeUrl: string;
}

export interface EverythingOptions {
  readonly settings: Settings;
  readonly scope: Scope;
  readonly log: Logger;
  /** The registry when the settings name none: the demo's own. */
  readonly defaultSources?: string;
  /** Something slow begins; for whoever waits at a terminal. */
  onStep(what: string): void;
  onFatal(error: Error): void;
}

/** Consumers first, the door last: what comes in finds everybody at work. */
export async function startEverything(options: EverythingOptions): Promise<EverythingRunning> {
  const { settings, scope, log, onStep, onFatal } = options;
  checkFlow();
  onStep('opening the database (the first start takes a few seconds)');
  const world = await openWorld(settings, scope, log);
  await migrateWorld(settings, world);
  const registry = new Registry();
  const metrics = createPipelineMetrics(registry);
  const shop: Workshop = {
    settings,
    world,
    scope,
    log,
    clock: systemClock,
    registry,
    metrics,
    tracer: await openTracer(settings, 'embedded', scope),
    graceMs: 4_000,
    onFatal,
  };
  if (isEmbedded(settings)) await scope.start(uploadSweeper(shop));
  const health = await openHealth(shop);
  const sources = await registeredSources(options);
  const keys = await intakeKeysFrom(settings, sources);
  onStep('starting alert');
  await health.watch(await scope.start(assembleAlert(shop, sources)));
  onStep('starting inspect (loading rules and the reader)');
  await health.watch(await scope.start(await assembleInspect(shop, sources)));
  onStep('starting console');
  const page = await scope.start(await assembleConsole(shop));
  onStep('starting intake');
  const intake = await scope.start(await assembleIntake(shop, sources, keys));
  health.started();
  return { world, sources, keys, consoleUrl: page.url, intakeUrl: intake.url };
}

/** What an expiry rule of the bucket does in production. */
function uploadSweeper({ settings, clock, log, onFatal }: Workshop) {
  return createSweeper({
    name: 'uploads',
    clock,
    log,
    sweep: () =>
      expireFiles(
        { folder: blobFolder(settings) },
        { segment: 'uploads', beforeMs: clock.nowMs() - UPLOAD_DAYS * 24 * 60 * 60 * 1000 },
      ),
    onFatal,
  });
}

/** No registry means no source: everything is refused until one is written. */
async function registeredSources({ settings, defaultSources }: EverythingOptions): Promise<Sources> {
  const path = settings.SPILLWAY_SOURCES ?? defaultSources ?? dataPath(settings, 'sources.json');
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || settings.SPILLWAY_SOURCES !== undefined ? loadSources(path) : sourcesOf([]);
}
