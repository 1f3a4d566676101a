import type { TopicSpec } from '../shared/broker/broker.ts';
import type { Detours } from '../shared/pipeline/detours.ts';

/**
 * The map: services in order, what each consumes and produces. Checked at boot (`assertFlow`) and by a test;
 * topics are created from it, `asyncapi.yaml` and the READMEs' topic tables are compared with it.
 */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Days that a topic keeps a message. */
const TOPIC_DAYS = 7;
/**
 * Bytes under `uploads/` are of no use once no message can name them any more: a day longer than the topics keep messages.
 * `deploy/s3/lifecycle.json` says the same to the bucket; the embedded world removes them itself.
 */
export const UPLOAD_DAYS = TOPIC_DAYS + 1;

export const TOPICS = {
  uploads: 'spillway.uploads.v1',
  verdicts: 'spillway.verdicts.v1',
  alerts: 'spillway.alerts.v1',
  fingerprints: 'spillway.fingerprints.v1',
} as const;
export type TopicName = keyof typeof TOPICS;

/** Fixed-delay retry topics: all messages of one topic ripen in order. */
export const RETRY_DELAYS = [
  { suffix: 'retry.1m', delayMs: 60_000 },
  { suffix: 'retry.15m', delayMs: 15 * 60_000 },
] as const;

export const flow = [
  { service: 'intake', consumes: [], produces: ['uploads'] },
  { service: 'inspect', consumes: ['uploads', 'fingerprints'], produces: ['verdicts'] },
  { service: 'alert', consumes: ['verdicts'], produces: ['alerts'] },
  // The console reads Postgres: verdicts are rows there a moment after the topic has them.
  { service: 'console', consumes: [], produces: ['fingerprints'] },
] as const satisfies ReadonlyArray<{
  service: string;
  consumes: readonly TopicName[];
  produces: readonly TopicName[];
}>;
export type ServiceName = (typeof flow)[number]['service'];

export function retryTopic(topic: string, suffix: string): string {
  return `${topic}.${suffix}`;
}

export function deadTopic(topic: string): string {
  return `${topic}.dead`;
}

/** Where messages of a topic go that cannot be handled now or at all. */
export function detoursOf(topic: string): Detours {
  return {
    retries: RETRY_DELAYS.map(({ suffix, delayMs }) => ({ topic: retryTopic(topic, suffix), delayMs })),
    deadTopic: deadTopic(topic),
  };
}

/** Every topic with its retry and dead-letter topics, in so many copies (the cluster's own default unless told). All of one family have the same partition count, so that keys stay together. */
export function topicSpecs(partitions: number, replication?: number): TopicSpec[] {
  const copies = replication === undefined ? {} : { replication };
  const specs = Object.values(TOPICS).flatMap((name): TopicSpec[] => [
    name === TOPICS.fingerprints
      ? { name, partitions: 1, cleanup: 'compact', retentionMs: null }
      : { name, partitions, cleanup: 'delete', retentionMs: TOPIC_DAYS * DAY_MS },
    ...RETRY_DELAYS.map(
      (retry): TopicSpec => ({
        name: retryTopic(name, retry.suffix),
        partitions: name === TOPICS.fingerprints ? 1 : partitions,
        cleanup: 'delete',
        retentionMs: TOPIC_DAYS * DAY_MS,
      }),
    ),
    {
      name: deadTopic(name),
      partitions: name === TOPICS.fingerprints ? 1 : partitions,
      cleanup: 'delete',
      retentionMs: 30 * DAY_MS,
    },
  ]);
  return specs.map((spec) => ({ ...spec, ...copies }));
}

/**
 * Refuses an incomplete map: every topic needs a producer and, but for the last, a consumer among the services.
 * @throws Error saying what to add.
 */
export function checkFlow(): void {
  const produced = new Set<TopicName>(flow.flatMap((entry) => [...entry.produces]));
  const consumed = new Set<TopicName>(flow.flatMap((entry) => [...entry.consumes]));
  for (const topic of ['uploads', 'verdicts', 'alerts', 'fingerprints'] as const) {
    if (!produced.has(topic))
      throw new Error(`Expected a service that produces ${topic}: add it to services/flow.ts`);
    if (topic !== 'alerts' && !consumed.has(topic))
      throw new Error(`Expected a service that consumes ${topic}: add it to services/flow.ts`);
  }
}
