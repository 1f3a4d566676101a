import type { ReadText } from '../reader.ts';
import { weightOf } from '../weigh-read.ts';

/** A read of the engine this sure needs no other, and one of the other reader's that settles it. */
const DOUBTLESS = 0.95;
const SURE = 0.85;

/**
 * Marks on a Japanese page are in Han alone, which the engine reads by its own, Chinese forms: 取扱注意 as 取报注意. Who knows kana knows the forms
 * that they have there.
 */
export function isHanInDoubt({ text, confidence }: ReadText): boolean {
  return confidence < DOUBTLESS && /\p{Script=Han}/u.test(text);
}

/** What both hardly read may need more than that. */
export function isMoreThan(read: ReadText, other: ReadText | null): other is ReadText {
  return other !== null && (other.confidence >= SURE || weightOf(other) > weightOf(read));
}
