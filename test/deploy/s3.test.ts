import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { topicSpecs, UPLOAD_DAYS } from '../../services/flow.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ruleSchema = z.strictObject({
  ID: z.string(),
  Status: z.literal('Enabled'),
  Filter: z.strictObject({ Prefix: z.string() }),
  Expiration: z.strictObject({ Days: z.number().int().positive() }),
  NoncurrentVersionExpiration: z.strictObject({ NoncurrentDays: z.number().int().positive() }),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: z.number().int().positive() }),
});

async function readRules() {
  const path = join(import.meta.dirname, '../../deploy/s3/lifecycle.json');
  return z.strictObject({ Rules: z.tuple([ruleSchema]) }).parse(JSON.parse(await readFile(path, 'utf8')));
}

test('the bytes of uploads expire, evidence does not, and no message outlives the bytes it names', async () => {
  const [rule] = (await readRules()).Rules;
  expect(rule.Filter.Prefix).toBe('uploads/');
  expect(rule.Expiration.Days).toBe(UPLOAD_DAYS);
  const read = topicSpecs(1).filter(
    ({ name }) => name.startsWith('spillway.uploads') && !name.endsWith('.dead'),
  );
  expect(read.length).toBe(3);
  for (const { retentionMs } of read) expect(rule.Expiration.Days * DAY_MS).toBeGreaterThan(retentionMs ?? 0);
});

test('the file is what S3’s own API takes', async () => {
  let sent = '';
  const client = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
    requestHandler: {
      handle: async ({ body }: { body?: unknown }) => {
        sent = String(body);
        return { response: { statusCode: 200, headers: {}, body: new Uint8Array() } };
      },
    },
  });
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: 'spillway',
      LifecycleConfiguration: await readRules(),
    }),
  );
  client.destroy();
  for (const said of [
    '<Prefix>uploads/</Prefix>',
    '<Expiration><Days>8</Days></Expiration>',
    '<DaysAfterInitiation>1</DaysAfterInitiation>',
  ])
    expect(sent).toContain(said);
});
