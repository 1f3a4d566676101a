import type { Line } from '../document-lines.ts';
import type { LevelRule, Reading, Span } from '../mark.ts';

/** A regime's reader. It is shown a level word or one of its own anchors and says what mark stands there, if any. */
export interface Grammar {
  readonly name: string;
  /** Strings besides the catalogue's terms at which `readAnchor` is asked. */
  readonly anchors: readonly string[];
  /** `span` holds a term of `rule`. Null: the grammar has nothing to add and the words stand for themselves. */
  readLevel(line: Line, span: Span, rule: LevelRule): Reading | null;
  /** `span` holds an anchor. `rules` are this grammar's levels. */
  readAnchor(line: Line, span: Span, rules: readonly LevelRule[]): Reading | null;
}
