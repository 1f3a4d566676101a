import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { z } from 'zod';

/**
 * The one Kafka and the one S3 of this test run, started on first use (see `world.ts`). Tests that break a server start
 * their own instead. Everyone uses topics, groups and keys of their own.
 */
const kafkaSchema = z.object({ brokers: z.array(z.string()) });
const s3Schema = z.object({
  endpoint: z.string(),
  region: z.string(),
  bucket: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  forcePathStyle: z.literal(true),
});

export async function sharedKafka() {
  return kafkaSchema.parse(await ask('/kafka'));
}

export async function sharedS3() {
  return s3Schema.parse(await ask('/s3'));
}

/** A prefix that no other test uses, for names in shared servers. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${inject('spillwayServers')}${path}`);
  if (!response.ok) throw new Error(`Expected a server for ${path}, got: ${await response.text()}`);
  return response.json();
}
