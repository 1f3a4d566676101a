import type { Row } from './row.ts';
import { byKind, byLook, byMethod, byScript, falseAlarms, isMarked, unmarked } from './tables.ts';

/** The part of docs/accuracy.md about pictures; no date in it, so that the same seed and reader write the same text but for costs. */
export function imageSection(run: {
  rows: readonly Row[];
  seed: number;
  /** Pictures that the time limit left unread. */
  left: number;
  compared(row: Row): boolean;
}): string {
  const balanced = run.rows.filter((row) => row.method === 'neural:balanced');
  const marked = balanced.filter(isMarked).length;
  const stopped = run.left === 0 ? '' : ` The time limit left ${run.left} more unread.`;
  return [
    `Seed ${run.seed}: ${marked} marked and ${balanced.length - marked} unmarked pictures, each drawn once.${stopped} Preset \`balanced\` unless a table says otherwise. Marks in Latin and Han, the scripts of the default engine:`,
    byLook(balanced),
    'By script of the mark, all looks:',
    byScript(balanced),
    'Unmarked pictures:',
    unmarked(balanced),
    falseAlarms(balanced),
    'Presets and engines over the same pictures, an eighth of the above (marks in Latin and Han):',
    byMethod(run.rows.filter(run.compared)),
    'By kind of document, all scripts and looks:',
    byKind(balanced),
  ].join('\n\n');
}
