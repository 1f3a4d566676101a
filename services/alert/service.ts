import type { Registry } from 'prom-client';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { type Component, createScope } from '../../shared/lifecycle.ts';
import type { Logger } from '../../shared/log.ts';
import { consume, type RunningConsumption } from '../../shared/pipeline/consume.ts';
import type { PipelineMetrics } from '../../shared/pipeline/metrics.ts';
import type { Sources } from '../../shared/sources.ts';
import { createSweeper } from '../../shared/sweeper.ts';
import type { Tracer } from '../../shared/tracing.ts';
import { detoursOf, TOPICS } from '../flow.ts';
import { createOutboxMetrics } from './metrics.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import { createAlertPipeline } from './pipeline.ts';
import { sweepRetention } from './retention.ts';

export interface AlertOptions {
  readonly broker: Broker;
  readonly db: Db;
  /** For the evidence that retention removes. */
  readonly blobs: Blobs;
  readonly sources: Sources;
  readonly clock: Clock;
  readonly graceMs: number;
  readonly log: Logger;
  readonly metrics: PipelineMetrics;
  readonly registry: Registry;
  readonly tracer: Tracer;
  onFatal(error: Error): void;
}

/** Verdicts in; incidents, occurrences and alerts out. */
export function createAlert(options: AlertOptions): Component<RunningConsumption> {
  const { broker, db, blobs, clock, log, metrics, tracer, onFatal } = options;
  return {
    name: 'alert',
    async start() {
      const scope = createScope(log);
      const producer = await broker.producer();
      scope.defer('producer', () => producer.close());
      createOutboxMetrics(options.registry, db, clock);
      const relay = await scope.start(
        createOutboxRelay({ broker, db, producer, clock, log, tracer, onFatal }),
      );
      const sweep = () => sweepRetention({ db, blobs, sources: options.sources.all, clock, log });
      await scope.start(createSweeper({ name: 'retention', clock, log, sweep, onFatal }));
      const consumption = await consume(
        {
          groupId: 'spillway-alert',
          topic: TOPICS.verdicts,
          detours: detoursOf(TOPICS.verdicts),
          handle: createAlertPipeline({ db, relay, clock, log, tracer }),
          concurrency: 8,
          maxPerPartition: 200,
          graceMs: options.graceMs,
          maxDeadInARow: 100,
        },
        { broker, producer, clock, log, metrics, onFatal },
      );
      scope.defer('consumption', () => consumption.stop());
      log.info('alert started');
      return { value: consumption, stop: () => scope.stop() };
    },
  };
}
