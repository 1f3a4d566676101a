import type { Rank, Where } from '../../shared/messages/parts.ts';
import type { Context, Note, Uninspected, VerdictFinding } from '../../shared/messages/verdict.ts';
import type { Sensitive } from '../../shared/sensitive.ts';
import type { Stages } from './stopwatch.ts';

/** A column of a table, by the names over all of them. */
export interface Column {
  readonly heads: readonly string[];
  readonly at: number;
}

/**
 * A stretch of text as the opener or the reader hands it to the matcher: usually one line, paragraph or cell.
 * Inside the child process text is a plain string; it becomes `Sensitive` when it leaves the child.
 */
export interface TextSegment {
  readonly text: string;
  readonly where: Where;
  /** `text`: the file held it as text. `ocr`: read from pixels. `label`: metadata (property name in `key`). */
  readonly source: 'text' | 'ocr' | 'label';
  /** Property, header or attribute name of a label, e.g. "MSIP_Label_…_Name"; null otherwise. */
  readonly key: string | null;
  /** 0–1 from the reader; null for text and labels. */
  readonly ocrConfidence: number | null;
  /** The columns that a cell stands in: more than one where cells share their text. Absent where it stands in none that has a name. */
  readonly columns?: readonly Column[];
  /** Where a line of a picture would stand if its page lay flat: what rows and columns are told by. Absent where `where.box` says it. */
  readonly flat?: readonly [x: number, y: number, width: number, height: number];
  /** What the eye of `look` saw of this line beyond its characters. */
  readonly looks: {
    /** Height of the line as a fraction of the page height; null when unknown. */
    readonly height: number | null;
    readonly struck: boolean;
    readonly boxed: boolean;
    readonly red: boolean;
    /** Aslant of the other lines of a picture. */
    readonly slanted?: boolean;
  } | null;
}

/** What the matcher says of one place. Structured facts (controls, term, copy number …) are in `details`. */
export interface Match {
  readonly kind: VerdictFinding['kind'];
  readonly regime: string | null;
  readonly axis: VerdictFinding['axis'];
  readonly level: string | null;
  readonly rank: Rank | null;
  readonly rule: string;
  /** 0–1; below 0.5 is doubtful. */
  readonly confidence: number;
  /** The marking as it stands in the document. Never leaves the inspector except as evidence or on the user's own terminal. */
  readonly text: string;
  /** The line with everything but the level word replaced by "•". */
  readonly masked: string;
  readonly where: Where;
  readonly places: number;
  readonly context: readonly Context[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** A small picture of where a marking stands, for evidence. PNG bytes. */
export interface Crop {
  readonly page: number | null;
  readonly png: Uint8Array;
}

/** What one file's inspection says; the same for `scan`, the service and the tests. */
export interface Report {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string | null;
  readonly verdict: 'found' | 'clean' | 'uninspected';
  readonly complete: boolean;
  readonly rank: Rank | null;
  readonly findings: ReadonlyArray<Omit<Match, 'text'> & { readonly text: Sensitive }>;
  readonly doubtful: ReadonlyArray<Omit<Match, 'text'> & { readonly text: Sensitive }>;
  readonly uninspected: readonly Uninspected[];
  readonly notes?: readonly Note[];
  readonly crops: ReadonlyArray<{ readonly page: number | null; readonly png: Sensitive<Uint8Array> }>;
  readonly elapsedMs: number;
  /** For trying rules later, not keyed yet; absent when the child did not live to say. */
  readonly features?: Sensitive<Uint8Array>;
  /** The version of the rules its child had loaded; absent when no child was asked. */
  readonly ruleset?: string;
  /** Where the time went; absent when the child did not live to say. */
  readonly stages?: Stages | undefined;
}
