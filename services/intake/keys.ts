import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ConfigError, messageOf } from '../../shared/errors.ts';
import { sourceIdSchema } from '../../shared/messages/parts.ts';

/** What a source signs its uploads with, and what its senders' ids are turned into pseudonyms with. */
const keySchema = z.strictObject({
  secret: z.string().min(32, 'expected at least 32 characters'),
  pseudonymKey: z.string().min(32, 'expected at least 32 characters'),
});
const keysSchema = z.record(sourceIdSchema, keySchema);
export type IntakeKeys = Readonly<Record<string, z.infer<typeof keySchema>>>;

/** @throws ConfigError naming the field, never the value. */
export async function loadIntakeKeys(path: string): Promise<IntakeKeys> {
  let body: unknown;
  try {
    body = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ConfigError([`Expected a JSON file of intake keys at ${path}: ${messageOf(error)}`]);
  }
  const parsed = keysSchema.safeParse(body);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.') || 'file'}: ${issue.message}`),
    );
  }
  return parsed.data;
}
