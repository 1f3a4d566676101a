import { z } from 'zod';
import { rankSchema } from '../../../../shared/messages/parts.ts';

/**
 * What a file of `rules/` or an organisation's `rules.d/` may say. Data is here, grammar is in code (`grammar/`):
 * an entry names the grammar that reads around its words, if its regime has one.
 */

const codeSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case letters, digits and dashes');

/**
 * How a term speaks for itself.
 * - `distinctive`: no ordinary use ("RESTREINT UE/EU RESTRICTED"); counts wherever it stands as a mark, whatever follows.
 * - `phrase`: a fixed formula that ordinary writing also uses ("for internal use only"); counts standing by itself.
 * - `word`: an ordinary word ("Secret"); counts in capitals, alone, where marks stand, or with support.
 * - `notice`: a sentence that only marked documents carry ("This document contains Restricted Data as defined in …").
 * - `weak`: an abbreviation or very common word ("geh.", "Internal"); counts only with support.
 */
export const strengthSchema = z.enum(['distinctive', 'phrase', 'notice', 'word', 'weak']);
export type Strength = z.infer<typeof strengthSchema>;

const termSchema = z.union([
  z.string().min(1).max(200),
  z.strictObject({
    text: z.string().min(1).max(200),
    strength: strengthSchema.optional(),
    /** The document must have these very letters, upper and lower case (abbreviations such as "СС", "DR"). */
    exactCase: z.boolean().optional(),
  }),
]);

const exampleSchema = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), zone: z.enum(['header', 'footer', 'title', 'body', 'cell']) }),
]);
export type Example = z.infer<typeof exampleSchema>;

const examplesSchema = z.strictObject({
  /** Must be found, with this entry's regime and rank. */
  hits: z.array(exampleSchema).min(1),
  /** Must not be found (rank 1 or above) by any entry; may be doubtful. */
  nearMisses: z.array(exampleSchema).default([]),
  /** Must yield nothing at all, not even a doubt. */
  silence: z.array(exampleSchema).default([]),
});

export const levelSchema = z.strictObject({
  id: codeSchema,
  /** The level in its catalogue spelling. */
  level: z.string().min(1).max(120),
  rank: rankSchema,
  /** Where the string and its rank were read. */
  source: z.string().min(1),
  strength: strengthSchema,
  /** Name of the reader in `grammar/` that understands what stands around the words. */
  grammar: codeSchema.optional(),
  terms: z.array(termSchema).default([]),
  /** How long the mark holds where it states no term. */
  defaultTerm: z
    .strictObject({ years: z.number().int().min(1).max(100), source: z.string().min(1) })
    .optional(),
  /** Short forms that stand in parentheses before what they mark: "O-S", "R-UE/EU-R". Those with a dash, colon or slash count alone. */
  portions: z.array(z.string().min(1).max(20)).default([]),
  examples: examplesSchema,
});

export const cueSchema = z.strictObject({
  /** Stable code that verdicts show; never the words. */
  code: codeSchema,
  /** Log-odds added (raises, > 0) or taken (lowers, < 0) for weak marks: words and phrases without grammar. */
  weight: z.number().min(-8).max(8),
  /** The same for marks whose grammar speaks for them; a fraction of `weight` if not given. */
  strong: z.number().min(-8).max(8).optional(),
  /** `line`: in the mark's line; `near`: within three lines; `document`: anywhere. */
  scope: z.enum(['line', 'near', 'document']),
  /** How many different terms must be seen. */
  minimum: z.number().int().min(1).max(10).default(1),
  /** The term must stand on a line with at most this many other words: a stamp, not a sentence. */
  alone: z.number().int().min(0).max(5).optional(),
  /** The term must open its line in capitals, as a stamp does: DECLASSIFIED - PUBLICLY DISCLOSED - PDN(2031)4. */
  opens: z.boolean().default(false),
  /** Speaks of marks rather than against one: counts in full only where the mark's own line is a sentence. */
  talk: z.boolean().default(false),
  /** Only for marks of these regimes; all if not given. */
  regimes: z.array(codeSchema).optional(),
  /** Only where the axis is this one. */
  axis: z.enum(['state', 'corp', 'tlp']).optional(),
  terms: z.array(z.string().min(1).max(200)).min(1),
});

export const marksFileSchema = z.strictObject({
  kind: z.literal('marks'),
  /** Date-like, e.g. "2026.11"; the highest of the set names the catalogue. */
  version: z.string().regex(/^\d{4}\.\d{1,2}(\.\d{1,3})?$/, 'expected a version such as "2026.11"'),
  regime: codeSchema,
  title: z.string().min(1),
  axis: z.enum(['state', 'corp', 'tlp']),
  /** ISO 639-1 codes of the languages its documents are written in: decides between regimes that share a word. */
  languages: z.array(z.string().regex(/^[a-z]{2}(-[a-z]{4})?$/)).default([]),
  /** Preference where nothing else decides between regimes that share a word. */
  prior: z.number().min(-3).max(3).default(0),
  source: z.string().min(1),
  levels: z.array(levelSchema).min(1),
  /** What speaks for this regime and raises its marks. */
  cues: z.array(cueSchema).default([]),
});

export const contextFileSchema = z.strictObject({
  kind: z.literal('context'),
  version: z.string().regex(/^\d{4}\.\d{1,2}(\.\d{1,3})?$/, 'expected a version such as "2026.11"'),
  title: z.string().min(1),
  source: z.string().min(1),
  cues: z.array(cueSchema).min(1),
});

/** An organisation's own sensitivity labels: LabelInfo.xml holds their ids only. */
export const labelsFileSchema = z.strictObject({
  kind: z.literal('labels'),
  version: z.string().regex(/^\d{4}\.\d{1,2}(\.\d{1,3})?$/, 'expected a version such as "2026.11"'),
  title: z.string().min(1),
  labels: z
    .array(
      z.strictObject({
        id: z.guid(),
        /** Id of a level of this catalogue, e.g. "corp-confidential". */
        level: codeSchema,
      }),
    )
    .min(1),
});

export const ruleFileSchema = z.discriminatedUnion('kind', [
  marksFileSchema,
  contextFileSchema,
  labelsFileSchema,
]);
export type RuleFile = z.infer<typeof ruleFileSchema>;
export type MarksFile = z.infer<typeof marksFileSchema>;
export type Level = z.infer<typeof levelSchema>;
export type Cue = z.infer<typeof cueSchema>;
