import { z } from 'zod';
import { identifierSchema, postingSchema, sha256Schema, timeSchema } from './parts.ts';

/** `spillway.uploads.v1`: an attachment was posted and its bytes are in the blob store. Carries a reference, never the bytes. */
export const uploadSchema = z.strictObject({
  /** Deterministic for one posting of one attachment: the idempotency key of everything that follows. */
  uploadId: identifierSchema,
  posting: postingSchema,
  attachment: z.strictObject({
    id: identifierSchema,
    /** As the platform gave it. Sensitive: never logged, never sent on. */
    name: z.string().max(1024).optional(),
    declaredType: z.string().max(255).optional(),
  }),
  blob: z.strictObject({
    key: z.string().min(1).max(512),
    sha256: sha256Schema,
    sizeBytes: z.number().int().min(0),
  }),
  receivedAt: timeSchema,
});
export type Upload = z.infer<typeof uploadSchema>;

export const UPLOAD_TYPE = 'dev.spillway.upload.v1';
