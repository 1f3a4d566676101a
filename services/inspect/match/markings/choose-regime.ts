import type { SeenCue } from './context/cues.ts';
import type { ChooseRegime } from './find-candidates.ts';
import type { Languages } from './language.ts';

/** A cue of the regime's own file weighs this much of its log-odds; language decides where no cue was seen. */
const LANGUAGE_WEIGHT = 1.2;
/** Less than any cue: capitals lose accents. */
const SPELLING_WEIGHT = 0.6;
/** A paper without English in it is hardly marked by a state that writes English. */
const FOREIGN_WEIGHT = 0.4;
/** States number the copies of a paper; few companies do. Less than a cue of a company's own. */
const NUMBERED_WEIGHT = 0.8;
/** Regimes of words that many states share are taken when nothing speaks for one of them. */
const GENERIC = 'generic';

export function createChooseRegime(seen: readonly SeenCue[], languages: Languages): ChooseRegime {
  const cueScore = new Map<string, number>();
  const counted = new Set<string>();
  const isNumbered = seen.some(({ cue }) => cue.owner === null && cue.code === 'copy-number');
  for (const { cue, term } of seen) {
    const key = `${cue.owner}\n${cue.code}\n${term}`;
    if (cue.owner === null || counted.has(key)) continue;
    counted.add(key);
    cueScore.set(cue.owner, (cueScore.get(cue.owner) ?? 0) + cue.weight);
  }
  const isForeign = !languages.has('en');
  return (rules, spelled) => {
    const scored = rules.map((rule) => {
      const language = Math.max(0, ...rule.languages.map((code) => languages.get(code) ?? 0));
      const foreign = isForeign && language > 0 ? FOREIGN_WEIGHT : 0;
      const cues = cueScore.get(rule.regime) ?? 0;
      const accents = spelled?.has(rule) ? SPELLING_WEIGHT : 0;
      const numbered = isNumbered && rule.axis === 'state' ? NUMBERED_WEIGHT : 0;
      return { rule, score: cues + language * LANGUAGE_WEIGHT + foreign + rule.prior + accents + numbered };
    });
    const [first] = [...scored].sort((a, b) => b.score - a.score || a.rule.id.localeCompare(b.rule.id));
    if (!first) throw new RangeError('Expected at least one rule to choose from, got none');
    return first.rule;
  };
}

export function isGeneric(regime: string): boolean {
  return regime === GENERIC;
}
