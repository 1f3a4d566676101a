import type { CorpusItem } from '../../corpus/corpus.ts';
import type { Look } from '../../corpus/looks/looks.ts';
import type { Script } from '../../corpus/marked/marks.ts';
import { levelRead } from './level-read.ts';
import type { Answer } from './methods/child.ts';
import type { MethodName } from './methods/method.ts';

/** One picture as one method read it, against what is true of it. */
export interface Row {
  readonly method: MethodName;
  readonly name: string;
  readonly kind: string;
  readonly look: Look;
  /** null for an unmarked picture. */
  readonly script: Script | null;
  /** The verdict is `found`: a marking of rank 1 or more. */
  readonly found: boolean;
  /** Found with the rank, and with one of the regimes, that are true of it. */
  readonly rankRight: boolean;
  readonly regimeRight: boolean;
  /** The level word stands in what was read. */
  readonly read: boolean;
  readonly reasons: readonly string[];
  /** Processor time. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly lines: number;
  /** The process died, refused or hung; nothing was said. */
  readonly died: boolean;
}

export function rowOf(method: MethodName, item: CorpusItem, answer: Answer | null): Row {
  const { truth } = item;
  const about = { method, name: item.name, kind: item.kind, look: item.look, script: truth?.script ?? null };
  if (answer === null) {
    const nothing = { found: false, rankRight: false, regimeRight: false, read: false, reasons: [] };
    return { ...about, ...nothing, cpuMs: 0, wallMs: 0, lines: 0, died: true };
  }
  const { said, cpuMs, wallMs } = answer;
  const found = said.verdict === 'found';
  return {
    ...about,
    found,
    rankRight: found && said.rank === truth?.rank,
    regimeRight: found && said.regimes.some((regime) => truth?.regimes.includes(regime) ?? false),
    read: levelRead(said.lines, item.levels),
    reasons: said.reasons,
    cpuMs,
    wallMs,
    lines: said.lines.length,
    died: false,
  };
}

/** Nothing was found, and nothing said that something was not looked at: the worst a reader can do to a marked page. */
export const missedSilently = (row: Row): boolean =>
  row.script !== null && !row.found && row.reasons.length === 0;
