import type { Line } from '../document-lines.ts';
import { LABEL_NAME, LABEL_WEIGHT } from './document-labels.ts';
import type { FieldValue } from './written-fields.ts';

const PAIR = /"([\p{L}][\p{L}\d:._ -]{1,40})"\s{0,9}:\s{0,9}"([^"\\]{1,80})"/dgu;

/** Has a reader of its own. */
const SHARING = /^\s?(?:tlp|pap):/;

/** The labels of a JSON file: `"classification": "SECRET"`. JSON in a text about it is somebody's example. */
export function recordLabels(lines: readonly Line[]): readonly FieldValue[] {
  const files = new Map<string, boolean>();
  return lines.flatMap((line) => {
    const { part } = line.segment.where;
    const isRecord = files.get(part) ?? /^\s*(?:\[\s*)?(?:\{|\[|$)/.test(line.text);
    files.set(part, isRecord);
    if (!isRecord || (!line.text.includes('":') && !line.text.includes('" :'))) return [];
    return [...line.text.matchAll(PAIR)].flatMap(({ 1: name = '', 2: value = '', indices }): FieldValue[] => {
      if (!LABEL_NAME.test(name.trim()) || SHARING.test(value)) return [];
      const start = (indices?.[2]?.[0] ?? 0) + value.search(/\S|$/);
      return [
        {
          line,
          place: { start, end: start + value.trim().length },
          value: value.trim(),
          evidence: { code: 'level-field', weight: LABEL_WEIGHT },
        },
      ];
    });
  });
}
