import type { ReadText } from './reader.ts';

/** How much stands behind a read: confidence, and length, because a model that does not know a script reads little of it. */
export function weightOf({ text, confidence }: Pick<ReadText, 'text' | 'confidence'>): number {
  const letters = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  return letters === 0 ? 0 : confidence * Math.min(1, 0.5 + letters / 8);
}
