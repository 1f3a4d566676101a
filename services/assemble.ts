import type { Registry } from 'prom-client';
import type { Clock } from '../shared/clock.ts';
import { ConfigError } from '../shared/errors.ts';
import type { Component, Scope } from '../shared/lifecycle.ts';
import type { Logger } from '../shared/log.ts';
import { encodeEvent } from '../shared/messages/cloud-event.ts';
import { FINGERPRINT_TYPE, type Fingerprint } from '../shared/messages/fingerprint.ts';
import type { RunningConsumption } from '../shared/pipeline/consume.ts';
import type { PipelineMetrics } from '../shared/pipeline/metrics.ts';
import { loadSources, type Sources } from '../shared/sources.ts';
import type { Tracer } from '../shared/tracing.ts';
import { createAlert } from './alert/service.ts';
import { loadConsoleUsers } from './console/config.ts';
import { createConsole } from './console/service.ts';
import { featuresSettings } from './features-settings.ts';
import { TOPICS } from './flow.ts';
import { readRuleTexts } from './inspect/match/markings/load-rules.ts';
import { createSandboxMetrics } from './inspect/sandbox-metrics.ts';
import { createInspect } from './inspect/service.ts';
import { type IntakeKeys, loadIntakeKeys } from './intake/keys.ts';
import { createIntake } from './intake/service.ts';
import { localSecret, randomSecret } from './local-secrets.ts';
import { rulesFolders, webFolder } from './paths.ts';
import { assembleSandbox, childrenOf, limitsOf } from './sandbox.ts';
import { isEmbedded, type Settings } from './settings.ts';
import type { World } from './world.ts';

/** Everything a service is assembled from; made once a process by a composition root. */
export interface Workshop {
  readonly settings: Settings;
  readonly world: World;
  readonly scope: Scope;
  readonly log: Logger;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly metrics: PipelineMetrics;
  readonly tracer: Tracer;
  /** How long stopping waits for work under way. */
  readonly graceMs: number;
  onFatal(error: Error): void;
}

export async function assembleIntake(
  shop: Workshop,
  sources: Sources,
  keys: IntakeKeys,
): Promise<Component<{ url: string }>> {
  const { settings, world, scope, clock } = shop;
  const producer = await world.broker.producer();
  scope.defer('intake producer', () => producer.close());
  return createIntake({
    keys,
    sources,
    blobs: world.blobs,
    producer,
    clock,
    host: settings.SPILLWAY_INTAKE_HOST,
    port: settings.SPILLWAY_INTAKE_PORT,
    maxUploadBytes: settings.SPILLWAY_MAX_UPLOAD_BYTES,
    registry: shop.registry,
    tracer: shop.tracer,
    log: shop.log.child({ service: 'intake' }),
  });
}

export async function assembleInspect(
  shop: Workshop,
  sources: Sources,
): Promise<Component<RunningConsumption>> {
  const { settings, world, scope, clock, registry, metrics } = shop;
  const log = shop.log.child({ service: 'inspect' });
  const deaths = createSandboxMetrics(registry);
  const features = await featuresSettings(settings);
  const children = childrenOf(settings);
  const sandbox = assembleSandbox(settings, log, {
    spare: children === 1,
    onDeath: deaths.died,
    wantsFeatures: features !== null,
  });
  scope.defer('sandbox', () => sandbox.close());
  return createInspect({
    broker: world.broker,
    db: world.db,
    blobs: world.blobs,
    keyring: world.keyring,
    sources,
    sandbox,
    children,
    readRules: () => readRuleTexts(rulesFolders(settings.SPILLWAY_RULES)),
    features,
    conditions: [settings.SPILLWAY_PRESET, ...Object.values(limitsOf(settings))].join('/'),
    maxFileBytes: settings.SPILLWAY_MAX_FILE_BYTES,
    clock,
    log,
    registry,
    metrics,
    tracer: shop.tracer,
    graceMs: shop.graceMs,
    onFatal: shop.onFatal,
  });
}

export function assembleAlert(shop: Workshop, sources: Sources): Component<RunningConsumption> {
  const { world, clock, metrics, graceMs, onFatal } = shop;
  const { broker, db, blobs } = world;
  return createAlert({
    broker,
    db,
    blobs,
    sources,
    clock,
    log: shop.log.child({ service: 'alert' }),
    metrics,
    registry: shop.registry,
    tracer: shop.tracer,
    graceMs,
    onFatal,
  });
}

export async function assembleConsole(shop: Workshop): Promise<Component<{ readonly url: string }>> {
  const { settings, world, scope, clock } = shop;
  const producer = await world.broker.producer();
  scope.defer('console producer', () => producer.close());
  const embedded = isEmbedded(settings);
  const sessionSecret =
    settings.SPILLWAY_CONSOLE_SESSION_SECRET ??
    (embedded ? await localSecret(settings.SPILLWAY_DATA, 'session.key', randomSecret) : undefined);
  if (sessionSecret === undefined)
    throw new ConfigError([
      'Expected `SPILLWAY_CONSOLE_SESSION_SECRET` to be at least 32 characters, got nothing',
    ]);
  return createConsole({
    db: world.db,
    blobs: world.blobs,
    keyring: world.keyring,
    publishFingerprint: (fingerprint) => producer.send([fingerprintMessage(fingerprint, clock.nowMs())]),
    users: await loadConsoleUsers(settings),
    sessionSecret,
    secureCookies: settings.SPILLWAY_CONSOLE_SECURE_COOKIES === 'true',
    trustProxy: settings.SPILLWAY_CONSOLE_TRUST_PROXY === 'true',
    clock,
    log: shop.log.child({ service: 'console' }),
    webRoot: webFolder(),
    host: settings.SPILLWAY_CONSOLE_HOST,
    port: settings.SPILLWAY_CONSOLE_PORT,
  });
}

export function fingerprintMessage(fingerprint: Fingerprint, nowMs: number) {
  const event = encodeEvent(
    { id: fingerprint.fingerprintId, type: FINGERPRINT_TYPE, source: '/spillway/console', timeMs: nowMs },
    fingerprint,
  );
  return { topic: TOPICS.fingerprints, key: Buffer.from(fingerprint.fingerprintId), ...event };
}

/** @throws ConfigError when a service that needs the registry has none. */
export function sourcesFrom(settings: Settings): Promise<Sources> {
  const path = settings.SPILLWAY_SOURCES;
  if (path === undefined)
    throw new ConfigError([
      'Expected `SPILLWAY_SOURCES` to be a JSON file of registered sources, got nothing',
    ]);
  return loadSources(path);
}

/** Given by configuration, or in the embedded world made once for every registered source. */
export async function intakeKeysFrom(settings: Settings, sources: Sources): Promise<IntakeKeys> {
  if (settings.SPILLWAY_INTAKE_KEYS !== undefined) return loadIntakeKeys(settings.SPILLWAY_INTAKE_KEYS);
  if (!isEmbedded(settings))
    throw new ConfigError(['Expected `SPILLWAY_INTAKE_KEYS` to be a JSON file of keys, got nothing']);
  const pairs = sources.all.map(async ({ id }) => {
    const folder = settings.SPILLWAY_DATA;
    const secret = await localSecret(folder, `intake-${id}.key`, randomSecret);
    const pseudonymKey = await localSecret(folder, `pseudonym-${id}.key`, randomSecret);
    return [id, { secret, pseudonymKey }] as const;
  });
  return Object.fromEntries(await Promise.all(pairs));
}
