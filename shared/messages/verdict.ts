import { z } from 'zod';
import {
  identifierSchema,
  postingSchema,
  rankSchema,
  sha256Schema,
  timeSchema,
  whereSchema,
} from './parts.ts';

/** Why something counts, or speaks against it: a stable code and the position it was seen at, never the words around it. */
export const contextSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  effect: z.enum(['raises', 'lowers', 'notes']),
});
export type Context = z.infer<typeof contextSchema>;

/** What a verdict says of one finding: type, level, position and a masked window. No text of the document. */
export const findingSchema = z.strictObject({
  kind: z.enum(['marking', 'label', 'document', 'picture']),
  /** Catalogue regime ("us", "nato", "cn", …); null for registered documents and pictures. */
  regime: z.string().max(40).nullable(),
  /** Ranks compare only within one axis. */
  axis: z.enum(['state', 'corp', 'tlp']),
  /** The level in its catalogue spelling, e.g. "TOP SECRET"; for a registered document its registered name. */
  level: z.string().max(200).nullable(),
  rank: rankSchema.nullable(),
  /** Catalogue entry or fingerprint that matched. */
  rule: z.string().max(200),
  /** 0–1. Findings below 0.5 are `doubtful` and alone never make a verdict `found`. */
  confidence: z.number().min(0).max(1),
  /** The line with everything but the level word replaced by "•". */
  masked: z.string().max(300),
  where: whereSchema,
  /** How many places carry the same finding (a header on 300 pages is one finding with 300 places). */
  places: z.number().int().min(1),
  context: z.array(contextSchema).max(50),
});
export type VerdictFinding = z.infer<typeof findingSchema>;

/** What was not looked at, and why. `limit` names the setting that stopped it and its value. */
export const uninspectedSchema = z.strictObject({
  /** "file", "page 3", "entry #2", "image", … */
  part: z.string().max(200),
  reason: z.enum([
    'unsupported-type',
    'empty',
    'damaged',
    'encrypted',
    'too-large',
    'too-many-pixels',
    'too-many-pages',
    'too-many-entries',
    'too-deep',
    'too-compressed',
    'time-out',
    'out-of-memory',
    'sandbox-died',
    'unreadable-script',
    'unreadable',
    'macro-only',
    'multi-part',
  ]),
  limit: z.strictObject({ name: z.string().max(60), value: z.number() }).nullable(),
});
export type Uninspected = z.infer<typeof uninspectedSchema>;

/** Something worth knowing of a part that is neither a finding nor a gap: the name promises another type; it is several things at once. */
export const noteSchema = z.strictObject({
  part: z.string().max(200),
  code: z.enum(['name-mismatch', 'polyglot']),
});
export type Note = z.infer<typeof noteSchema>;

/** Which inspector made the verdict: with the same three, the same bytes give the same verdict. */
export const inspectorSchema = z.strictObject({
  ruleset: z.string().max(80),
  engine: z.string().max(80),
  ocrData: z.string().max(160),
});

/** What is said of the bytes of one file, whoever posted them: in a verdict, and in the reports that the fleet shares. */
export const answerShape = {
  verdict: z.enum(['found', 'clean', 'uninspected']),
  /** false when any part was not looked at, also when something was found. */
  complete: z.boolean(),
  rank: rankSchema.nullable(),
  findings: z.array(findingSchema).max(200),
  doubtful: z.array(findingSchema).max(200),
  uninspected: z.array(uninspectedSchema).max(200),
  elapsedMs: z.number().min(0),
} as const;

/** `spillway.verdicts.v1`: found, clean or uninspected. Exactly one state an upload. */
export const verdictSchema = z.strictObject({
  uploadId: identifierSchema,
  posting: postingSchema,
  attachment: z.strictObject({
    id: identifierSchema,
    sha256: sha256Schema,
    sizeBytes: z.number().int().min(0),
    mediaType: z.string().max(255).nullable(),
  }),
  ...answerShape,
  notes: z.array(noteSchema).max(200).optional(),
  /** Encrypted evidence in the blob store; null when nothing was found. */
  evidenceKey: z.string().max(512).nullable(),
  inspector: inspectorSchema,
  inspectedAt: timeSchema,
});
export type Verdict = z.infer<typeof verdictSchema>;

export const VERDICT_TYPE = 'dev.spillway.verdict.v1';
