/**
 * The sections of a printed sheet's header or footer: "&L&14SECRET&CPage &P" says left, centre and right, fonts and fields
 * around the words. "&&" is the sign itself. ECMA-376 18.3.1.46, [MS-XLS] 2.4.136.
 */
/** Stands for the sign itself while codes are taken out; no document can hold it. */
const AMPERSAND = '\uffff';

export function printedSections(codes: string): string[] {
  return codes
    .replaceAll('&&', AMPERSAND)
    .split(/&[LCR]/i)
    .map((section) =>
      section
        .replace(/&("[^"]*"|K[0-9A-F]{2}[0-9A-F+-][0-9A-F]{3}|\d+|[A-Z])/gi, '')
        .replaceAll(AMPERSAND, '&')
        .trim(),
    )
    .filter((section) => section !== '');
}
