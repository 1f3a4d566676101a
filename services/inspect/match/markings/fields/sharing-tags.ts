import type { Line } from '../document-lines.ts';
import { LABEL_WEIGHT } from './document-labels.ts';
import type { FieldValue } from './written-fields.ts';

const COLOUR = '(?:red|amber\\+strict|amber|green|clear|white)';
/** A whole value: `"tlp:amber"`, `<name>tlp:amber</name>`. */
const TAG = new RegExp(`["'>]((?:tlp|pap):\\s?${COLOUR})["'<]`, 'dgi');
/** `"tlp": "amber"`: the name of the protocol apart from its colour. */
const NAMED = new RegExp(`"(?:x_)?tlp"\\s{0,4}:\\s{0,4}"(${COLOUR})"`, 'dgi');
const RECORD = /^\s*[[{<]/;
const LIST = /^\s{0,12}(?:tags?|labels?|markings?)\s?[:=]\s?\[/i;

/** Tags of the records that feeds of warnings are made of, in small letters: JSON, XML, lists of settings. */
export function sharingTags(lines: readonly Line[]): readonly FieldValue[] {
  const files = new Map<string, boolean>();
  return lines.flatMap((line) => {
    const { part } = line.segment.where;
    const isRecord = files.get(part) ?? RECORD.test(line.text);
    files.set(part, isRecord);
    if (!/tlp|pap:/i.test(line.text) || !(isRecord || LIST.test(line.text))) return [];
    return [...line.text.matchAll(TAG), ...line.text.matchAll(NAMED)].flatMap(
      ({ 1: tag = '', indices }): FieldValue[] => {
        const start = indices?.[1]?.[0] ?? 0;
        const value = tag.toUpperCase();
        return [
          {
            line,
            place: { start, end: start + tag.length },
            value: value.includes(':') ? value : `TLP:${value}`,
            evidence: { code: 'level-field', weight: LABEL_WEIGHT },
          },
        ];
      },
    );
  });
}
