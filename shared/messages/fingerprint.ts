import { z } from 'zod';
import { identifierSchema, rankSchema, sha256Schema, timeSchema } from './parts.ts';

/** `spillway.fingerprints.v1` (compacted, key = fingerprintId): a registered document as hashes. A tombstone withdraws it. */
export const fingerprintSchema = z.strictObject({
  fingerprintId: identifierSchema,
  kind: z.literal('document'),
  /** What analysts will see as the level of a finding. Chosen by the owner; not taken from the document. */
  name: z.string().min(1).max(200),
  owner: z.string().min(1).max(200),
  rank: rankSchema,
  exact: z.strictObject({ sha256: sha256Schema, sizeBytes: z.number().int().min(1) }),
  registeredAt: timeSchema,
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** The id follows from the bytes: registering the same file again replaces, from the console and the command line alike. */
export function fingerprintIdOf(sha256: string): string {
  return `doc_${sha256.slice(0, 24)}`;
}

export const FINGERPRINT_TYPE = 'dev.spillway.fingerprint.v1';
