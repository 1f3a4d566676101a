import { z } from 'zod';
import { findingSchema, noteSchema, uninspectedSchema } from '../../../shared/messages/verdict.ts';
import { MOST_FEATURE_BYTES } from '../feature.ts';
import type { RuleText } from '../match/markings/load-rules.ts';
import type { Limits } from './limits.ts';

/**
 * What the service's process and its child say to each other. Everything from the child is validated here, because
 * a child that has opened a document may be speaking for the document.
 */

export type Engine = 'auto' | 'neural' | 'tesseract';
export type Preset = 'fast' | 'balanced' | 'thorough';

/** Parent → child, first and once: what to load. */
export interface StartMessage {
  readonly type: 'start';
  readonly limits: Limits;
  /** The set itself, not its folders: what changes on disk is taken over only when the service has said so. */
  readonly rules: readonly RuleText[];
  /** Whether answers come with features for trying rules later. */
  readonly wantsFeatures: boolean;
  /** An operator's own reading models; null for none. */
  readonly modelsDir: string | null;
  readonly engine: Engine;
  readonly preset: Preset;
}

/** Parent → child; the file's bytes are the frame's body. */
export interface InspectMessage {
  readonly type: 'inspect';
  readonly id: number;
  /** Milliseconds from receipt within which the child should answer by itself, with what it has by then. */
  readonly budgetMs: number;
  readonly name: string | null;
}

export type ToChild = StartMessage | InspectMessage;

const matchSchema = findingSchema.extend({
  text: z.string().max(500),
  details: z.record(z.string().max(80), z.json()),
});

const durationSchema = z.number().min(0);

export const lookedSchema = z.strictObject({
  mediaType: z.string().max(255).nullable(),
  findings: z.array(matchSchema).max(200),
  doubtful: z.array(matchSchema).max(200),
  uninspected: z.array(uninspectedSchema).max(200),
  notes: z.array(noteSchema).max(200).optional(),
  /** Page and byte length of each crop; the PNGs follow one another in the frame's body. */
  crops: z
    .array(z.strictObject({ page: z.number().int().min(1).nullable(), bytes: z.number().int().min(1) }))
    .max(3),
  /** In base64, when it is done. Not keyed yet: the key is the service's, a child never has it. */
  features: z
    .base64()
    .max(Math.ceil(MOST_FEATURE_BYTES / 3) * 4)
    .optional(),
  /** Milliseconds by stage: when it is done. */
  stages: z
    .strictObject({ open: durationSchema, look: durationSchema, read: durationSchema, match: durationSchema })
    .optional(),
});
export type WireLooked = z.infer<typeof lookedSchema>;

export const fromChildSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    ruleset: z.string().max(80),
    engine: z.string().max(80),
    ocrData: z.string().max(160),
  }),
  /** Could not load; said before any document was opened, so the message is ours and may be shown. */
  z.strictObject({ type: z.literal('failed'), message: z.string().max(4000) }),
  /** What is known so far: kept in case the child dies before it is done. */
  z.strictObject({ type: z.literal('progress'), id: z.number().int(), looked: lookedSchema }),
  z.strictObject({ type: z.literal('done'), id: z.number().int(), looked: lookedSchema }),
]);
export type FromChild = z.infer<typeof fromChildSchema>;

export const FROM_CHILD_CAPS = { headBytes: 8 * 1024 * 1024, bodyBytes: 8 * 1024 * 1024 };

/** The parent is trusted: any file it sends is taken. */
export const TO_CHILD_CAPS = { headBytes: 32 * 1024 * 1024, bodyBytes: 0xffff_ffff };
