import type { DeliveredMessage } from '../../shared/broker/broker.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import type { Logger } from '../../shared/log.ts';
import { done, isOutcome, type Outcome } from '../../shared/pipeline/outcome.ts';
import type { Tracer } from '../../shared/tracing.ts';
import type { Relay } from './outbox-relay.ts';
import { readVerdict } from './steps/read-verdict.ts';
import { createRecordVerdict } from './steps/record-verdict.ts';

/** One verdict to rows and, when it is news, an alert in the outbox. */
export function createAlertPipeline(parts: {
  db: Db;
  relay: Relay;
  clock: Clock;
  log: Logger;
  tracer: Tracer;
}) {
  const recordVerdict = createRecordVerdict(parts.db, parts.clock.nowMs);

  return async function alertOnVerdict(message: DeliveredMessage): Promise<Outcome> {
    const read = readVerdict(message);
    if (isOutcome(read)) return read;
    const { verdict } = read;
    const facts = {
      'messaging.destination.name': message.topic,
      'messaging.destination.partition.id': String(message.partition),
      'messaging.kafka.offset': String(message.offset),
      'spillway.upload_id': verdict.uploadId,
      'spillway.verdict': verdict.verdict,
    };
    const recorded = await parts.tracer.trace(
      'record verdict',
      { kind: 'consumer', parent: read.traceparent, facts },
      async (span) => {
        const result = await recordVerdict(verdict, span.traceparent);
        span.note({ 'spillway.result': result });
        return result;
      },
    );
    if (recorded === 'incident' || recorded === 'occurrence') parts.relay.wake();
    parts.log.info({ uploadId: verdict.uploadId, verdict: verdict.verdict, recorded }, 'verdict recorded');
    return done(recorded);
  };
}
