import { TOPICS } from '../../../services/flow.ts';
import type { DeliveredMessage } from '../../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../../shared/broker/kafka.ts';
import { createLog } from '../../../shared/log.ts';
import { postUpload } from '../../support/intake-client.ts';
import { startOwnPostgres } from '../../support/postgres.ts';
import { removeProduct, startProductionProduct } from '../../support/product.ts';
import { startRealWorld } from '../../support/real-world.ts';
import type { Attachment } from './feed.ts';

/** When one upload was posted and what became of it; milliseconds since the epoch. */
export interface Posted {
  postedMs: number;
  verdictMs: number | null;
  alertMs: number | null;
  /** A verdict of `found` makes an alert. */
  found: boolean;
  /** In the sandbox, without waiting; that of the first posting when the answer was known. */
  elapsedMs: number;
  /** Of the topic of uploads. */
  partition: number;
}
export const PARTITIONS = 6;
export type BenchWorld = Awaited<ReturnType<typeof startBenchWorld>>;

/** The services in processes of their own on a real Kafka, Postgres and S3, with one sandbox child; both ends of the flow are watched. */
export async function startBenchWorld() {
  const servers = await startRealWorld({ database: startOwnPostgres, partitions: PARTITIONS });
  const log = createLog({ level: 'silent', service: 'bench' });
  const broker = createKafkaBroker({ brokers: servers.kafka.brokers, clientId: 'bench', log });
  const product = await startProductionProduct(servers.environment);
  const uploads = new Map<string, Posted>();
  /** An answer of the fleet may be here before intake's: whichever comes first makes the entry. */
  const entryOf = (uploadId: string): Posted => {
    const entry = uploads.get(uploadId) ?? {
      postedMs: 0,
      verdictMs: null,
      alertMs: null,
      found: false,
      elapsedMs: 0,
      partition: 0,
    };
    uploads.set(uploadId, entry);
    return entry;
  };
  const fatal = (error: Error) => {
    throw error;
  };
  const follow = (topic: string, note: (value: unknown, partition: number) => void) =>
    broker.tail({
      topic,
      onMessage: ({ value, partition }: DeliveredMessage) =>
        note(JSON.parse(Buffer.from(value ?? []).toString()), partition),
      onFatal: fatal,
    });
  await follow(TOPICS.uploads, (value, partition) => {
    entryOf((value as { uploadId: string }).uploadId).partition = partition;
  });
  await follow(TOPICS.verdicts, (value) => {
    const { uploadId, verdict, elapsedMs } = value as {
      uploadId: string;
      verdict: string;
      elapsedMs: number;
    };
    const posted = entryOf(uploadId);
    if (posted.verdictMs !== null) return;
    posted.verdictMs = Date.now();
    posted.found = verdict === 'found';
    posted.elapsedMs = elapsedMs;
  });
  await follow(TOPICS.alerts, (value) => {
    const { metadata } = value as { metadata: { correlation_uid: string } };
    entryOf(metadata.correlation_uid).alertMs ??= Date.now();
  });
  let serial = 0;

  return {
    /** Resolves when intake has taken it. @throws when it does not. */
    async post({ bytes, name }: Attachment): Promise<Posted> {
      serial += 1;
      const postedMs = Date.now();
      const { status, body } = await postUpload(product, {
        file: bytes,
        name,
        message: `m-${serial}`,
        channel: `ops-${(serial * 7919) % 200}`,
      });
      if (status !== 202) throw new Error(`Expected intake to take the upload, got ${status}`);
      const posted = entryOf((body as { uploadId: string }).uploadId);
      posted.postedMs = postedMs;
      return posted;
    },
    isDone: ({ verdictMs, alertMs, found }: Posted) => verdictMs !== null && (!found || alertMs !== null),
    /** @returns the folder with the services' logs when they are kept. */
    async stop({ keepLogs = false } = {}): Promise<string> {
      await product.stop();
      await broker.close();
      if (!keepLogs) await removeProduct(product);
      await servers.stop();
      return product.folder;
    },
  };
}
