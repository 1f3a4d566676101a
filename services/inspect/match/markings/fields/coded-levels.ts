import type { Line } from '../document-lines.ts';
import type { Folder } from '../fold.ts';
import type { FieldValue } from './written-fields.ts';

/** The steps of companies that number their levels. Below C3 nothing is lost; elsewhere C1 to C4 count stairs, cables and wages. */
const CODES: Readonly<Record<string, string>> = { C3: 'C3 CONFIDENTIAL', C4: 'C4 STRICTLY CONFIDENTIAL' };
const CODED = /^\s{0,20}(\p{L}[\p{L} -]{2,40}?)\s{0,4}[:=：]\s{0,8}(C[34])\s{0,20}$/du;

/** Names of fields for what a document may tell; a class of corrosion or of protection is another thing. */
const NAME =
  /^(?:(?:DOCUMENT |INFORMATION |DATA |SECURITY )?CLASSIFICATION(?: LEVEL)?|(?:DOCUMENT|INFORMATION|DATA|SECURITY|CONFIDENTIALITY) CLASS|CONFIDENTIALITY(?: LEVEL| LABEL)?|SENSITIVITY(?: LABEL)?|KLASSIFIZIERUNG|(?:INFORMATIONS|DOKUMENT(?:EN)?)KLASSE|VERTRAULICHKEIT(?:S(?:STUFE|KLASSE|GRAD))?|(?:NIVEAU DE )?CONFIDENTIALITE|(?:NIVEL DE )?CONFIDENCIALIDADE?|CLASSIFICAZIONE|(?:LIVELLO DI )?RISERVATEZZA)$/;
/** Norms and trades that have classes of these names. */
const TRADE =
  /\b(?:ISO|EN|DIN|ASTM) ?\d{3,5}\b|CORROSI|KORROSI|MORTAR|MORTEL|CONCRETE|BETON|ADHESIVE|COATING|BESCHICHT/;
const TRADE_WEIGHT = -4;

/** Asked of every document: whether a line may be such a field. */
export function mayHoldCode(text: string): boolean {
  return (text.includes('C3') || text.includes('C4')) && /[:=：]\s{0,8}C[34]\s{0,20}$/m.test(text);
}

/** `Information class: C3`: a letter and a digit are a level only behind the name of a field, and alone there. */
export function codedLevels(folder: Folder, lines: readonly Line[]): readonly FieldValue[] {
  const fields = lines.flatMap((line) => {
    const match = CODED.exec(line.text);
    const [, name = '', code = ''] = match ?? [];
    return NAME.test(folder.fold(name)) ? [{ line, code, at: match?.indices?.[2]?.[0] ?? 0 }] : [];
  });
  if (fields.length === 0) return [];
  const ofTrade = lines.some(({ folded }) => TRADE.test(folded));
  return fields.map(({ line, code, at }) => ({
    line,
    place: { start: at, end: at + code.length },
    value: CODES[code] ?? code,
    evidence: ofTrade ? { code: 'product', weight: TRADE_WEIGHT } : { code: 'level-field', weight: 0 },
  }));
}
