import type { Line } from '../document-lines.ts';
import type { FieldValue } from './written-fields.ts';

const ELEMENT = /<([\p{L}][\p{L}\d:._-]{1,40})(?: [^<>]{0,200})?>([^<>]{2,80})<\/\1>/dgu;
const ATTRIBUTE = /[\s]([\p{L}][\p{L}\d:._-]{1,40})="([^"<>]{2,80})"/dgu;
/** `securityClassification`, `nato:marking`, `tlp`: elements that hold the label of the document they stand in. */
export const LABEL_NAME =
  /^(?:[\p{L}\d._-]+:)?(?:(?:security|document|protective|overall|doc)?[._-]?(?:classification|marking|sensitivity)(?:[._-]?(?:level|label))?|security[._-]?(?:label|level)|tlp|distribution|einstufung|schutzvermerk|гриф)$/iu;
/** The label of a file's own root or head. */
export const LABEL_WEIGHT = 1;

/** The labels of an XML file that is read as text: `<marking>NATO SECRET</marking>`, `<order classification="SECRET">`. */
export function documentLabels(lines: readonly Line[]): readonly FieldValue[] {
  return lines.flatMap((line) => {
    const { text } = line;
    if (!text.includes('<')) return [];
    const found = [...text.matchAll(ELEMENT), ...(/^\s*</.test(text) ? text.matchAll(ATTRIBUTE) : [])];
    return found.flatMap((match): FieldValue[] => {
      const [, name = '', value = ''] = match;
      const start = (match.indices?.[2]?.[0] ?? 0) + value.search(/\S|$/);
      if (!LABEL_NAME.test(name)) return [];
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
