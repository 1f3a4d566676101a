/**
 * Stems of what the field of a marking is called, short because names are misread; the letter or level that it holds may stand elsewhere
 * and be too short to be spotted. Of the names that the matcher knows these are the telling words: around a line with one all is read,
 * so that words of every day (SECURITY, LEVEL, DOCUMENT) are left out.
 */
export const FIELD_STEMS: readonly string[] = [
  'CLASSIF',
  'SENSITIV',
  'EINSTUF',
  'MARKING',
  'CONFIDENTIALIT',
  'PROTECTION',
  'GEHEIMHALT',
  'RUBRICER',
  'KLAUZUL',
  'ГРИФ',
  '密[级級等]',
  '[机機秘]密[区區性]',
  '取扱',
  '등급',
];
const FIELD = new RegExp(FIELD_STEMS.join('|'), 'iu');
const LONGEST_NAME = 50;

export function namesField(text: string): boolean {
  return text.length <= LONGEST_NAME && FIELD.test(text);
}
