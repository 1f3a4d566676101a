/**
 * What a handler says of one message. Data that is bad is an outcome, never an exception;
 * one place (`consume.ts`) turns outcomes into effects, metrics and logs.
 * A thrown FaultError means "ours or our neighbours'": the message is held and tried again, nothing is committed.
 * Any other thrown error is a defect: the process stops.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly result: string }
  /** Cannot be done now, likely later, and other messages can: goes to the next retry topic; when all are used up, to the dead letters. */
  | { readonly kind: 'retry'; readonly reason: Reason }
  /** Will never work: goes to the dead letters with its original bytes. */
  | { readonly kind: 'dead'; readonly reason: Reason };

export interface Reason {
  /** From the closed list in `docs/dead-letters.md`. */
  readonly code: ReasonCode;
  /** The field at fault, when there is one. */
  readonly field: string | null;
  /** What was expected and what came: never content. At most 512 characters travel. */
  readonly detail: string;
}

export const REASON_CODES = {
  'message-invalid': 'The message does not parse or does not match its schema.',
  'source-unregistered': 'The message names a source that is not registered.',
  'channel-out-of-scope': 'The source is registered, but the channel is outside its scope.',
  'blob-missing': 'The message points to bytes that are not in the blob store.',
  'blob-mismatch': 'The bytes in the blob store are not those the message describes (size or sha-256).',
  'blob-unreadable': 'This one object could not be read, again and again, although the store answers.',
} as const;
export type ReasonCode = keyof typeof REASON_CODES;

export const done = (result: string): Outcome => ({ kind: 'done', result });
export const dead = (code: ReasonCode, field: string | null, detail: string): Outcome => ({
  kind: 'dead',
  reason: { code, field, detail },
});
export const retryLater = (code: ReasonCode, field: string | null, detail: string): Outcome => ({
  kind: 'retry',
  reason: { code, field, detail },
});

/** Tells an outcome from whatever a step hands to the next one. */
export function isOutcome(value: object): value is Outcome {
  return 'kind' in value && (value.kind === 'done' || value.kind === 'dead' || value.kind === 'retry');
}
