import type { Line } from '../document-lines.ts';
import { LABEL_NAME, LABEL_WEIGHT } from './document-labels.ts';
import type { FieldValue } from './written-fields.ts';

const PAIR = /"([\p{L}][\p{L}\d:._ -]{1,40})"\s{0,9}:\s{0,9}"([^"\\]{1,80})"/dgu;

/** The labels of a JSON file: `"classification": "SECRET"`. JSON in a text about it is somebody's example. */
export function recordLabels(lines: readonly Line[]): readonly FieldValue[] {
  const files = new Map<string, boolean>();
  return lines.flatMap((line) => {
    const { part } = line.segment.where;
    const isRecord = files.get(part) ?? /^\s*(?:\[\s*)?(?:\{|\[|$)/.test(line.text);
    files.set(part, isRecord);
    if (!isRecord || (!line.text.includes('":') && !line.text.includes('" :'))) return [];
    return [...line.text.matchAll(PAIR)].flatMap(({ 1: name = '', 2: value = '', indices }): FieldValue[] => {
      const colour = sharingLabel(name.trim(), value.trim());
      if (colour === null && !LABEL_NAME.test(name.trim())) return [];
      const start = (indices?.[2]?.[0] ?? 0) + value.search(/\S|$/);
      return [
        {
          line,
          place: { start, end: start + value.trim().length },
          value: colour ?? value.trim(),
          evidence: { code: 'level-field', weight: LABEL_WEIGHT },
        },
      ];
    });
  });
}

/** `{"name": "tlp:amber"}`, `"tlp": "amber"`: how feeds of warnings tag what they hold, in small letters. */
function sharingLabel(name: string, value: string): string | null {
  const tag = SHARING_TAG.exec(value);
  if (tag && TAG_NAME.test(name)) return value.toUpperCase();
  return /^(?:x_)?tlp(?:_?(?:level|label|marking))?$/i.test(name) && COLOUR.test(value)
    ? `TLP:${value.toUpperCase()}`
    : null;
}

const SHARING_TAG = /^(?:tlp|pap):\s?(?:red|amber|green|clear|white|amber\+strict)$/i;
const TAG_NAME = /^(?:name|tag|tag_?name|label|value|marking|definition)$/i;
const COLOUR = /^(?:red|amber|green|clear|white|amber\+strict)$/i;
