const QUOTED = /"([^"\n]{3,300})"|'([^'\n]{3,300})'|`([^`]{3,300})`/g;
/** Remarks that have their lines to themselves: in others, two slashes may stand within a string. */
const REMARK = /^[ \t]*\/\/+(.{0,300})|\/\*([^*]{0,300})/gm;

/** What a script or a style sheet may show: words in quotation marks, and remarks. Of each, only what looks like a marking. */
export function wordsOfCode(code: string): string[] {
  const quoted = [...code.matchAll(QUOTED)].map(([, double, single, back]) => double ?? single ?? back ?? '');
  const remarks = [...code.matchAll(REMARK)].map(([, line, block]) => (line ?? block ?? '').trim());
  return [...quoted, ...remarks].filter((words) => holdsWords(words));
}

/** Two capitals in a row, or letters outside ASCII: what a marking has, and numbers and keywords do not. */
export function holdsWords(value: string): boolean {
  return /[A-Z]{2}|[\u0080-\uffff]|%[0-9A-F]{2}/.test(value) && !value.startsWith('data:');
}
