import type { Standing } from './grammar/standing.ts';
import type { Candidate, Evidence, LevelRule } from './mark.ts';

/** Log-odds of a mark by what its words are and how they stand, before any context. Tuned on half of the text corpus. */
export function baseOdds(candidate: Candidate, standing: Standing): number {
  const { strength, line, strong } = candidate;
  // A mark that grammar completed without settling it stands as its line does.
  const form = candidate.form === 'banner' && !strong ? standing.form : candidate.form;
  if (form === 'portion' || form === 'label') return 0;
  if (strong) return strongBase(form, standing);
  const edge = line.edge !== null;
  // 【極秘】 before a title heads papers and videos alike: who writes decides.
  if (standing.bracketed && standing.letters === 'uncased' && form !== 'alone') return edge ? -0.3 : -1.2;
  switch (strength) {
    case 'distinctive':
      if (form === 'alone') return 3.5;
      if (form === 'field') return 3;
      if (form === 'titled') return 2.2;
      return standing.sentence ? -1.8 : standing.letters === 'capitals' ? 0 : -1.2;
    case 'phrase':
      return phraseBase(form, standing, edge);
    case 'notice':
      return standing.quoted ? -1 : 1.8;
    case 'word':
      return wordBase(form, standing, edge, candidate.rule);
    case 'weak':
      return form === 'alone' ? (edge ? -0.6 : -1.6) : form === 'field' ? 0 : form === 'titled' ? -2 : -5;
  }
}

/** The grammar has spoken; how the rest of the line looks still tells a mark from talk about one. */
function strongBase(form: string, standing: Standing): number {
  if (standing.declared && standing.others - standing.before <= 2) return 0;
  if (standing.apart) return -0.5;
  if (standing.sentence && standing.before >= 2) return -6;
  if (form === 'alone' || form === 'banner')
    return standing.others === 0 ? 0.5 : standing.sentence ? -1.5 : -0.3;
  return form === 'field' ? 0.5 : standing.sentence ? -3 : -0.5;
}

function phraseBase(form: string, standing: Standing, edge: boolean): number {
  const capitals = standing.letters === 'capitals' ? 0.6 : 0;
  if (form === 'alone') return 1.6 + capitals + (edge ? 0.6 : 0);
  if (form === 'field') return 1.8;
  if (form === 'titled') return (edge ? 0.9 : 0.3) + capitals;
  return standing.sentence ? -3.5 : -1.5 + capitals;
}

function wordBase(form: string, standing: Standing, edge: boolean, rule: LevelRule): number {
  const { letters } = standing;
  if (form === 'alone') {
    if (letters === 'capitals') return edge ? 1.4 : -0.4;
    if (letters === 'uncased') return edge ? 0.7 : -0.9;
    // English state marks are printed in capitals; companies and other languages write them like a title.
    const english = rule.axis === 'state' && rule.languages.includes('en');
    if (letters === 'title') return (edge ? 0.4 : -1.2) - (english ? 0.9 : 0);
    return -2;
  }
  if (form === 'field') return letters === 'lower' ? 0.6 : 1.5;
  if (form === 'titled') {
    if (standing.heading && standing.before > 0 && rule.axis === 'state') return -3;
    if (letters === 'capitals') return edge ? 0.5 : -1;
    return letters === 'lower' ? -3.5 : edge ? -0.7 : -2;
  }
  return letters === 'capitals' && !standing.sentence ? -3 : -5;
}

/** What takes a mark back or says it is only shown: however well the mark is made, it was copied with all its trimmings. */
const DECISIVE = -4.5;
const MOST_BEFORE_DECISIVE = 4.4;

export function confidenceOf(base: number, evidence: readonly Evidence[]): number {
  const sumOf = (items: readonly Evidence[]): number => items.reduce((sum, item) => sum + item.weight, 0);
  const lowers = sumOf(evidence.filter((item) => item.weight < 0));
  const raises = base + sumOf(evidence.filter((item) => item.weight > 0));
  const decisive =
    evidence.some((item) => item.weight <= DECISIVE) &&
    !evidence.some(({ code }) => code === 'partly-released' || code === 'filled-in' || code === 'ticked');
  const odds = (decisive ? Math.min(raises, MOST_BEFORE_DECISIVE) : raises) + lowers;
  return Math.round((1 / (1 + Math.exp(-odds))) * 1000) / 1000;
}
