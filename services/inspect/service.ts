import { createHash } from 'node:crypto';
import type { Registry } from 'prom-client';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import type { Keyring } from '../../shared/evidence.ts';
import { type Component, createScope } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { consume, type RunningConsumption } from '../../shared/pipeline/consume.ts';
import type { PipelineMetrics } from '../../shared/pipeline/metrics.ts';
import type { Sources } from '../../shared/sources.ts';
import { createSweeper } from '../../shared/sweeper.ts';
import type { Tracer } from '../../shared/tracing.ts';
import { detoursOf, TOPICS } from '../flow.ts';
import { createFingerprintTail } from './fingerprints.ts';
import { createFleetReports } from './fleet-reports.ts';
import { createKeptFeatures, type FeaturesSettings, KEEPS_NOTHING } from './kept-features.ts';
import type { RuleText } from './match/markings/load-rules.ts';
import { createInspectMetrics } from './metrics.ts';
import { createInspectPipeline } from './pipeline.ts';
import { createRulesMetrics } from './rules-metrics.ts';
import { createRulesWatch } from './rules-watch.ts';
import type { Sandbox } from './sandbox/pool.ts';
import type { Answering } from './steps/inspect-once.ts';
import { openInTurn } from './steps/open-in-turn.ts';
import type { Inspector } from './steps/publish-verdict.ts';

export interface InspectOptions {
  readonly broker: Broker;
  /** For the reports that the fleet shares. */
  readonly db: Db;
  readonly blobs: Blobs;
  readonly sources: Sources;
  readonly keyring: Keyring;
  /** Started by the composition root: `scan` uses the same. */
  readonly sandbox: Sandbox;
  /** Not counting the spare one. */
  readonly children: number;
  /** The rule files as they are now. */
  readRules(): Promise<readonly RuleText[]>;
  /** null: no features of documents are kept. */
  readonly features: FeaturesSettings | null;
  /** Preset and limits: what, besides rules and engine, could change an answer. */
  readonly conditions: string;
  readonly maxFileBytes: number;
  readonly clock: Clock;
  readonly graceMs: number;
  readonly log: Logger;
  readonly registry: Registry;
  readonly metrics: PipelineMetrics;
  readonly tracer: Tracer;
  onFatal(error: Error): void;
}

/** Uploads in, verdicts out. The only service that reads content, and it does so in child processes. */
export function createInspect(options: InspectOptions): Component<RunningConsumption> {
  const { broker, log, clock, metrics, onFatal } = options;
  return {
    name: 'inspect',
    async start() {
      const scope = createScope(log);
      const producer = await broker.producer();
      scope.defer('producer', () => producer.close());
      const fingerprints = await scope.start(createFingerprintTail({ broker, log, onFatal }));
      const answeringAs = (inspector: Inspector): Answering => ({
        inspector,
        reports: createFleetReports(options.db, inspectorKey(inspector, options.conditions)),
      });
      let answering = answeringAs(await options.sandbox.ready());
      const features =
        options.features === null
          ? KEEPS_NOTHING
          : createKeptFeatures(options.db, options.sources, options.features);
      const sweep = async () => {
        const [reports, gone] = [await answering.reports.sweep(), await features.sweep()];
        if (reports + gone > 0) log.info({ reports, features: gone }, 'reports and features swept');
      };
      await scope.start(createSweeper({ name: 'reports', clock, log, sweep, onFatal }));
      const inspectUpload = createInspectPipeline({
        ...options,
        producer,
        fingerprints,
        inspects: openInTurn(options.sandbox, options.children, clock),
        answering: () => answering,
        features,
        metrics: createInspectMetrics(options.registry),
      });
      const consumption = await consume(
        {
          groupId: 'spillway-inspect',
          topic: TOPICS.uploads,
          detours: detoursOf(TOPICS.uploads),
          handle: inspectUpload,
          // Many more than children: most wait for bytes, for their turn, or for a file that is open elsewhere.
          concurrency: Math.max(16, options.children * 4),
          maxPerPartition: 64,
          graceMs: options.graceMs,
          maxDeadInARow: 500,
        },
        { broker, producer, clock, log, metrics, onFatal },
      );
      scope.defer('consumption', () => consumption.stop());
      await scope.start(
        createRulesWatch({
          read: options.readRules,
          use: async (texts) => {
            answering = answeringAs(await options.sandbox.useRules(texts));
          },
          version: answering.inspector.ruleset,
          clock,
          log,
          metrics: createRulesMetrics(options.registry),
          onFatal,
        }),
      );
      log.info({ ...answering.inspector, fingerprints: fingerprints.count() }, 'inspect started');
      return { value: consumption, stop: () => scope.stop() };
    },
  };
}

/** With the same key the same bytes give the same answer. */
function inspectorKey({ ruleset, engine, ocrData }: Inspector, conditions: string): string {
  return createHash('sha256')
    .update([ruleset, engine, ocrData, conditions].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
