import type { ScriptScores } from '../scripts/classify.ts';

/** What a line looks like to the spotter, which reads none. */
export interface Spotted {
  /** 0–1: how likely a word stands on it that a marking is made of. */
  readonly word: number;
  /** 0–1: how likely it stands on its head. */
  readonly turned: number;
  readonly scripts: ScriptScores;
}
