import type { ReadText } from '../reader.ts';

/** The read with most behind it: confidence, and length, because an engine that does not know a script reads little of it. */
export function bestOf(reads: readonly ReadText[]): ReadText {
  let best: ReadText = { text: '', confidence: 0 };
  for (const read of reads) if (weightOf(read) > weightOf(best)) best = read;
  return best;
}

function weightOf({ text, confidence }: ReadText): number {
  const letters = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  return letters === 0 ? 0 : confidence * Math.min(1, 0.5 + letters / 8);
}

/** Tesseract puts spaces between Chinese characters; between others they are kept. */
export function withoutInnerSpaces(text: string): string {
  return text.replaceAll(/(?<=\p{Script=Han}) +(?=[\p{Script=Han}★\d])|(?<=[★\d]) +(?=\p{Script=Han})/gu, '');
}
