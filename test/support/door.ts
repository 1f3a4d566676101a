import { randomBytes } from 'node:crypto';
import { Registry } from 'prom-client';
import { topicSpecs } from '../../services/flow.ts';
import { createIntake } from '../../services/intake/service.ts';
import type { Blobs } from '../../shared/blobs/blobs.ts';
import type { Broker } from '../../shared/broker/broker.ts';
import { systemClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { sourcesOf } from '../../shared/sources.ts';
import { NO_TRACES } from '../../shared/tracing.ts';
import { postUpload } from './intake-client.ts';
import { SOURCE } from './product.ts';
import { REGISTERED } from './registered-source.ts';

export type Answer = Awaited<ReturnType<typeof postUpload>>;

/** Intake alone, on the adapters given, with one partition a topic. */
export interface Door {
  /** As a message of its own. */
  post(file: Buffer): Promise<Answer>;
  close(): Promise<void>;
}

export async function openDoor(blobs: Blobs, broker: Broker): Promise<Door> {
  await broker.ensureTopics(topicSpecs(1));
  const secret = randomBytes(32).toString('base64');
  const producer = await broker.producer();
  const { value, stop } = await createIntake({
    keys: { [SOURCE]: { secret, pseudonymKey: secret } },
    sources: sourcesOf([REGISTERED]),
    blobs,
    producer,
    clock: systemClock,
    host: '127.0.0.1',
    port: 0,
    maxUploadBytes: 1_000_000,
    tracer: NO_TRACES,
    registry: new Registry(),
    log: createLog({ level: 'silent', service: 'test' }),
  }).start();
  return {
    post: (file) =>
      postUpload(
        { intakeUrl: value.url, intakeSecret: secret },
        { file, name: 'x.bin', message: `m-${randomBytes(8).toString('hex')}` },
      ),
    async close() {
      await stop();
      await producer.close();
      await blobs.close();
    },
  };
}
