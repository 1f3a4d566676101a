import { z } from 'zod';

/** Parts that several messages share. Every size is in bytes, every time ISO 8601 in UTC unless its name says otherwise. */

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');

export const identifierSchema = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21-\x7e]+$/, 'expected printable ASCII without spaces');

/** A source is an organisation's own workspace, registered with its owner and legal basis. */
export const sourceIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes, at most 63');

/** A keyed pseudonym: HMAC-SHA-256 of the platform's user id under the source's own key, shortened. Never a name, never joined over sources. */
export const pseudonymSchema = z
  .string()
  .regex(/^p_[0-9a-f]{32}$/, 'expected a keyed pseudonym, "p_" and 32 hexadecimal digits');

export const timeSchema = z.iso.datetime();

/** 0 explicitly not protected … 4 exceptionally grave damage; see docs of the marking catalogue. */
export const rankSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)], {
  error: 'expected a whole number from 0 to 4',
});
export type Rank = z.infer<typeof rankSchema>;

/** Where in the group chats an attachment was posted. Message bodies are never asked for. */
export const postingSchema = z.object({
  source: sourceIdSchema,
  channel: z.object({
    id: identifierSchema,
    name: z.string().min(1).max(200).optional(),
    /** Direct messages are out of scope unless the source's registration says otherwise. */
    kind: z.enum(['group', 'direct']).default('group'),
  }),
  message: z.object({ id: identifierSchema }),
  sender: pseudonymSchema.optional(),
  postedAt: timeSchema,
});
export type Posting = z.infer<typeof postingSchema>;

/** Where something stood. `box` is [x, y, width, height] as fractions (0–1) of the page, origin at the top left. */
export const whereSchema = z.object({
  /** Path inside the file: "" for the file itself, "a.zip/b.docx" style for what a container holds, by ordinal ("#1/#3"), never by name. */
  part: z.string().max(200),
  page: z.number().int().min(1).nullable(),
  zone: z.enum(['header', 'footer', 'title', 'body', 'cell', 'properties', 'watermark', 'stamp', 'unknown']),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
});
export type Where = z.infer<typeof whereSchema>;
export type Zone = Where['zone'];
