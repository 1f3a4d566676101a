import { z } from 'zod';
import { rankSchema, sha256Schema, sourceIdSchema, timeSchema } from '../../shared/messages/parts.ts';
import {
  type contextSchema,
  findingSchema,
  inspectorSchema,
  uninspectedSchema,
} from '../../shared/messages/verdict.ts';
import { evidenceViewSchema } from './contract-evidence.ts';

/**
 * Every request and response of the console, as the API checks them and the page reads them. Times are ISO 8601 in
 * UTC, sizes bytes. No response but the evidence view holds content of a document.
 */

/** Sent with every request but the event stream: a browser adds it cross-site only after asking, and we never agree. */
export const CONSOLE_HEADER = 'x-spillway-console';

export const roleSchema = z.enum(['analyst', 'reviewer']);
export type Role = z.infer<typeof roleSchema>;

export const sessionSchema = z.strictObject({
  name: z.string(),
  role: roleSchema,
  /** When the session ends whatever happens. */
  expiresAt: timeSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** null: nobody is signed in. An answer, not an error: every visit begins with this question. */
export const whoSchema = z.strictObject({ session: sessionSchema.nullable() });

export const signInSchema = z.strictObject({ key: z.string().min(8).max(512) });

export const statusSchema = z.enum(['open', 'acknowledged', 'closed']);
export type Status = z.infer<typeof statusSchema>;

export const kindSchema = z.enum(['found', 'uninspected']);
export type Kind = z.infer<typeof kindSchema>;

/** Why an incident was closed. Stable codes; the page has the words. */
export const closeReasonSchema = z.enum([
  'contained',
  'authorised',
  'not-a-marking',
  'declassified',
  'exercise',
  'inspected-by-hand',
  'other',
]);
export type CloseReason = z.infer<typeof closeReasonSchema>;

const commentSchema = z.string().trim().max(1000);

/** A comment is asked for wherever the reason alone would leave the next reader guessing. */
const REASONS_WITHOUT_COMMENT: readonly CloseReason[] = ['contained', 'exercise'];
export function needsComment(reason: CloseReason): boolean {
  return !REASONS_WITHOUT_COMMENT.includes(reason);
}

export const closeSchema = z
  .strictObject({ reason: closeReasonSchema, comment: commentSchema.default('') })
  .refine((close) => close.comment !== '' || !needsComment(close.reason), {
    path: ['comment'],
    message: 'expected a comment with this reason, got none',
  });

export const reopenSchema = z.strictObject({ comment: commentSchema.min(1) });

export const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('acknowledge') }),
  closeSchema.safeExtend({ type: z.literal('close') }),
  reopenSchema.extend({ type: z.literal('reopen') }),
]);
export type Action = z.infer<typeof actionSchema>;

export const incidentIdSchema = z
  .string()
  .regex(/^inc_[0-9a-f]{24}$/, 'expected "inc_" and 24 hexadecimal digits');

/** At most this many in one request: one transaction, and rows locked for it. */
export const MAX_BULK = 500;
export const bulkSchema = z.strictObject({
  ids: z.array(incidentIdSchema).min(1).max(MAX_BULK),
  action: actionSchema,
});

export const bulkResultSchema = z.strictObject({
  results: z.array(
    z.strictObject({
      id: incidentIdSchema,
      /** `unchanged`: somebody had done it already, or the step is not possible from `status`. */
      outcome: z.enum(['done', 'unchanged', 'not-found']),
      status: statusSchema.nullable(),
    }),
  ),
});
export type BulkResult = z.infer<typeof bulkResultSchema>;

export const listQuerySchema = z.strictObject({
  /** `active` is open and acknowledged: what still needs somebody. */
  status: z.enum(['active', 'open', 'acknowledged', 'closed', 'all']).default('active'),
  kind: kindSchema.optional(),
  source: sourceIdSchema.optional(),
  minRank: z.coerce.number().int().min(0).max(4).optional(),
  /** Part of a level, regime, channel, message id, incident id or the start of a sha-256. */
  q: z.string().trim().max(120).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListQuery = z.infer<typeof listQuerySchema>;

const channelSchema = z.strictObject({ id: z.string(), name: z.string().nullable() });

export const incidentRowSchema = z.strictObject({
  id: incidentIdSchema,
  source: z.string(),
  kind: kindSchema,
  status: statusSchema,
  closeReason: z.string().nullable(),
  rank: rankSchema.nullable(),
  regime: z.string().nullable(),
  level: z.string().nullable(),
  confidence: z.number().nullable(),
  /** false when a part was not looked at, also when something was found. */
  complete: z.boolean(),
  mediaType: z.string().nullable(),
  sizeBytes: z.number(),
  occurrences: z.number().int(),
  /** The first three; `channelCount` says how many there are. */
  channels: z.array(channelSchema),
  channelCount: z.number().int(),
  /** Distinct reasons of what was not looked at. */
  reasons: z.array(z.string()),
  firstSeenAt: timeSchema,
  lastSeenAt: timeSchema,
  updatedAt: timeSchema,
});
export type IncidentRow = z.infer<typeof incidentRowSchema>;

export const incidentPageSchema = z.strictObject({
  incidents: z.array(incidentRowSchema),
  nextCursor: z.string().nullable(),
});
export type IncidentPage = z.infer<typeof incidentPageSchema>;

export const occurrenceSchema = z.strictObject({
  uploadId: z.string(),
  channel: channelSchema,
  messageId: z.string(),
  attachmentId: z.string(),
  /** Keyed pseudonym. */
  sender: z.string().nullable(),
  postedAt: timeSchema,
  seenAt: timeSchema,
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

export const trailEntrySchema = z.strictObject({
  id: z.string(),
  at: timeSchema,
  actor: z.string(),
  role: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
  comment: z.string().nullable(),
});
export type TrailEntry = z.infer<typeof trailEntrySchema>;

export const incidentDetailSchema = z.strictObject({
  incident: incidentRowSchema,
  sha256: sha256Schema,
  findings: z.array(findingSchema),
  doubtful: z.array(findingSchema),
  uninspected: z.array(uninspectedSchema),
  inspector: inspectorSchema,
  hasEvidence: z.boolean(),
  /** Newest first, at most 200; `incident.occurrences` says how many there are. */
  postings: z.array(occurrenceSchema),
  /** Newest first, at most 200. */
  trail: z.array(trailEntrySchema),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type FindingContext = z.infer<typeof contextSchema>;
export type UninspectedPart = z.infer<typeof uninspectedSchema>;

export const evidenceResponseSchema = z.strictObject({
  evidence: evidenceViewSchema,
  /** The audit row written before this was served. */
  recorded: z.strictObject({ at: timeSchema, actor: z.string() }),
});
export type EvidenceResponse = z.infer<typeof evidenceResponseSchema>;

export const registerSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  owner: z.string().trim().min(1).max(200),
  rank: rankSchema,
  sha256: sha256Schema,
  sizeBytes: z.number().int().min(1),
});
export type Register = z.infer<typeof registerSchema>;
export const registeredSchema = z.strictObject({ fingerprintId: z.string() });

const countsSchema = z.strictObject({ found: z.number(), clean: z.number(), uninspected: z.number() });
const statusCountsSchema = z.strictObject({ open: z.number(), acknowledged: z.number(), closed: z.number() });

export const overviewSchema = z.strictObject({
  now: timeSchema,
  incidents: z.strictObject({ found: statusCountsSchema, uninspected: statusCountsSchema }),
  /** Sources that have an incident, by name. */
  sources: z.array(z.string()),
  verdicts: z.strictObject({
    lastHour: countsSchema,
    lastDay: countsSchema,
    newestAt: timeSchema.nullable(),
    /** Of the last hour, milliseconds an upload; null without verdicts. */
    medianElapsedMs: z.number().nullable(),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;

/** One message of the event stream `incidents`. `resync`: more changed than is worth listing, or the past is gone. */
export const changesSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('changes'),
    changes: z.array(
      z.strictObject({
        id: z.string(),
        kind: kindSchema,
        status: statusSchema,
        lastSeenAt: timeSchema,
        isNew: z.boolean(),
      }),
    ),
  }),
  z.strictObject({ type: z.literal('resync') }),
]);
export type Changes = z.infer<typeof changesSchema>;

export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    expected: z.string().optional(),
    got: z.string().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorSchema>;
