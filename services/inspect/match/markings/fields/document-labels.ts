import type { Line } from '../document-lines.ts';
import type { FieldValue } from './written-fields.ts';

const ELEMENT = /<([\p{L}][\p{L}\d:._-]{1,40})(?: [^<>]{0,200})?>([^<>]{2,80})<\/\1>/dgu;
/** `<field name="classification">SECRET</field>`: an element that holds a field, named by an attribute. */
const NAMED =
  /<\p{L}[\p{L}\d:._-]{0,40} (?:[^<>]{0,80} )?(?:name|key|id|label|nom|nombre|имя|名|名称|名前|字段)="([^"<>]{2,40})"[^<>]{0,120}>([^<>]{2,80})</dgiu;
const ATTRIBUTE = /[\s]([\p{L}][\p{L}\d:._-]{1,40})="([^"<>]{2,80})"/dgu;
/** `marking = "NATO SECRET"`: a setting; folded fields without quotation marks are read where they stand. */
const SETTING = /^\s{0,12}([\p{L}][\p{L}\d:._-]{1,40})\s{0,3}[:=]\s{0,3}["']([^"'\\]{2,80})["']/dgu;
/** `securityClassification`, `nato:marking`, `tlp`: elements that hold the label of the document they stand in. */
export const LABEL_NAME =
  /^(?:[\p{L}\d._-]+:)?(?:(?:security|document|protective|overall|doc)?[._-]?(?:classification|marking|sensitivity)(?:[._-]?(?:level|label))?|security[._-]?(?:label|level)|(?:page|overall|doc(?:ument)?)?[._-]?banner(?:[._-]?(?:line|text|marking))?|tlp|distribution|einstufung|vs[._-]?(?:grad|einstufung)|schutzvermerk|geheimhaltungsgrad|niveau|mention(?:[._ -]?de[._ -]?protection)?|niveau[._ -]?de[._ -]?(?:classification|protection)|гриф|гриф[._ -]?секретност[иі]|степень секретности|klauzula|klauzula[._ -]?tajności|rubricering|gradering|clasificaci[oó]n|classifica|classificazione|classificação|grau[._ -]?de[._ -]?sigilo|stupeň[._ -]?uta[jí]+ení|stopnja[._ -]?tajnosti|stupanj[._ -]?tajnosti|gizlilik[._ -]?derecesi|密级|密級|保密等级|保密級別|秘密区分|機密区分|取扱区分|보안등급|비밀등급)$/iu;
/** The label of a file's own root or head. */
export const LABEL_WEIGHT = 1;

/**
 * The labels of a file of XML or of settings that is read as text: `<marking>NATO SECRET</marking>`, `<order classification="SECRET">`,
 * `marking = "NATO SECRET"`.
 */
export function documentLabels(lines: readonly Line[]): readonly FieldValue[] {
  return lines.flatMap((line) => {
    const { text } = line;
    return labelsIn(text).flatMap((match): FieldValue[] => {
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

function labelsIn(text: string): RegExpExecArray[] {
  const settings = /[:=]\s{0,3}["']/.test(text) ? [...text.matchAll(SETTING)] : [];
  if (!text.includes('<')) return settings;
  return [
    ...settings,
    ...text.matchAll(ELEMENT),
    ...text.matchAll(NAMED),
    ...(/^\s*</.test(text) ? text.matchAll(ATTRIBUTE) : []),
  ];
}
