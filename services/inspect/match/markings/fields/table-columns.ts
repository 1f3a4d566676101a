import type { Column, TextSegment } from '../../../report.ts';
import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import { isLegend, isLevelName, levelIn } from './register-header.ts';
import { isOfLevels } from './short-levels.ts';
import type { FieldValue } from './written-fields.ts';

const LONGEST_VALUE = 80;

/** Whether a table of the document names a column of levels. */
export function mayHoldTableColumn(folder: Folder, segments: readonly TextSegment[]): boolean {
  const asked = new Set<Column['heads']>();
  return segments.some(({ columns = [] }) =>
    columns.some(({ heads }) => {
      if (asked.has(heads)) return false;
      asked.add(heads);
      return heads.some((name) => isLevelName(folder, name) !== null);
    }),
  );
}

/** The values of columns of levels in tables whose cells the file tells apart: of sheets, of texts, of web pages. */
export function tableColumnValues(folder: Folder, lines: readonly Line[]): readonly FieldValue[] {
  const tables = new Map<Column['heads'], Map<number, Line[]>>();
  for (const line of lines) {
    if (line.text.length > LONGEST_VALUE) continue;
    for (const { heads, at } of line.segment.columns ?? []) {
      const columns = tables.get(heads) ?? new Map<number, Line[]>();
      columns.set(at, [...(columns.get(at) ?? []), line]);
      tables.set(heads, columns);
    }
  }
  return [...tables].flatMap(([heads, columns]) =>
    [...columns].flatMap(([at, cells]) => {
      const named = isLevelName(folder, heads[at] ?? '');
      const values = cells.map(({ text }) => text.trim());
      // Cells of a row stand far apart here, so that levels that are explained do not look like a list.
      const explained = isLegend(heads, at) && new Set(values).size === values.length;
      if (named === null || explained) return [];
      const telling = named === 'anywhere' || isOfLevels(values);
      return cells.map((line) => {
        const text = line.text.trim();
        const start = line.text.indexOf(text);
        return levelIn(line, { text, start, end: start + text.length }, telling, false);
      });
    }),
  );
}
