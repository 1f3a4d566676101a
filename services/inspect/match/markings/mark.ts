import type { Rank } from '../../../../shared/messages/parts.ts';
import type { Line } from './document-lines.ts';
import type { Strength } from './rule-file.ts';

/** One level of one regime, compiled. */
export interface LevelRule {
  readonly id: string;
  readonly regime: string;
  readonly axis: 'state' | 'corp' | 'tlp';
  readonly level: string;
  readonly rank: Rank;
  readonly grammar: string | null;
  readonly languages: readonly string[];
  readonly prior: number;
  /** Years it holds where it states no term; null where the regime sets none. */
  readonly defaultYears: number | null;
  /** Short forms in parentheses, capitals. */
  readonly portions: readonly string[];
}

/** What a term of the catalogue stands for; one string may stand for several regimes' levels. */
export interface TermMeaning {
  readonly rule: LevelRule;
  readonly strength: Strength;
  /** The exact letters the document must have, or null where case does not matter. */
  readonly exact: string | null;
  /** As the catalogue writes it, in capitals: accents tell Czech from Slovak and Polish. */
  readonly spelling: string;
}

export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Something that speaks for (weight > 0) or against (< 0) a mark, in log-odds; 0 only notes. */
export interface Evidence {
  readonly code: string;
  readonly weight: number;
}

export type Details = Readonly<Record<string, unknown>>;

/** What a grammar makes of the words it was shown. */
export interface Reading extends Span {
  /** The level word inside the mark. */
  readonly level: Span;
  readonly rule: LevelRule;
  /** The grammar alone makes it a mark: what weakens words does not weaken it much. */
  readonly strong: boolean;
  readonly evidence: readonly Evidence[];
  readonly details: Details;
  readonly form: Form;
}

/** How the mark stands in its line. */
export type Form = 'banner' | 'portion' | 'alone' | 'field' | 'titled' | 'inline' | 'label';

/** A mark before judgement. */
export interface Candidate extends Reading {
  readonly line: Line;
  readonly strength: Strength;
  /** What the document has in its place, where the line was made for it: `S//NF` in a register's column. */
  readonly shown?: Span & { readonly line: Line; readonly level: Span };
}
