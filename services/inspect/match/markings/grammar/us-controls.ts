/**
 * The vocabulary that follows a US level, and a reader over it. IC Markings System Register and Manual (31 Dec 2016),
 * 32 CFR 2001, DoDM 5200.01, CUI Marking Handbook; older words as in the reference's table of legacy markings.
 */
export type ControlCategory = 'sci' | 'sap' | 'aea' | 'fgi' | 'dissem' | 'nonic' | 'declass' | 'cui' | 'nato';

export interface Controls {
  /** Exclusive end of what was understood. */
  readonly end: number;
  readonly controls: readonly string[];
  readonly releasableTo: readonly string[];
  readonly displayOnly: readonly string[];
  readonly declassify: string | null;
  readonly doubleSlashes: number;
  readonly slashes: number;
  /** Entries after a slash that are no known control: unpublished compartments, or code. */
  readonly unknown: number;
  /** Categories do not follow one another as in the Register: SCI, SAP, AEA, FGI, dissemination, non-IC. */
  readonly outOfOrder: boolean;
  /** At least one control that nothing else uses (NOFORN, ORCON, REL TO …). */
  readonly telling: boolean;
}

const REGISTER_ORDER: readonly ControlCategory[] = ['sci', 'sap', 'aea', 'fgi', 'dissem', 'nonic', 'declass'];

const CODES = '[A-Z]{3,4}';
const LIST = `${CODES}(?:(?:, ?| |/)${CODES}(?![A-Z]))*`;

/** In order: the first that fits wins, so longer forms stand before shorter. Sticky; the reader moves `lastIndex`. */
const FORMS: ReadonlyArray<readonly [ControlCategory, RegExp, telling: boolean]> = [
  ['dissem', new RegExp(`(?:REL|RELEASABLE) TO ${LIST}(?![A-Z])`, 'y'), true],
  ['dissem', new RegExp(`DISPLAY ONLY(?: TO)? ${LIST}(?![A-Z])`, 'y'), true],
  ['dissem', new RegExp(`${LIST} EYES ONLY(?![A-Z])`, 'y'), true],
  ['dissem', /(?:US|USA|UK|AUS|CAN|NZ)(?:\/(?:US|USA|UK|GBR|AUS|CAN|NZ|CA)){0,4} EYES ONLY(?![A-Z])/y, true],
  ['fgi', new RegExp(`FGI(?: ${CODES}(?![A-Z]))*(?![A-Z])`, 'y'), true],
  ['sap', /(?:SPECIAL ACCESS REQUIRED|SAR)-[A-Z0-9]{2,12}(?:[- ][A-Z0-9]{1,12}(?![A-Z0-9]))*/y, true],
  ['sap', /(?:WAIVED|ACCM-[A-Z]{2,20})(?![A-Z])/y, true],
  [
    'aea',
    /(?:RD|FRD|RESTRICTED DATA|FORMERLY RESTRICTED DATA)(?:-(?:CNWDI|N|SIGMA|SG))?(?: \d{1,2}(?!\d))*(?![A-Z0-9])/y,
    false,
  ],
  ['aea', /(?:CNWDI|TFNI|(?:DOD |DOE )?UCNI|DCNI|SIGMA(?: \d{1,2}(?!\d))+)(?![A-Z])/y, true],
  [
    'sci',
    /(?:SI|HCS|TK|RSV|KDK|KLONDIKE|BYE)(?:-[A-Z0-9]{1,8}(?: [A-Z0-9]{4}(?![A-Z0-9]))*)+(?![A-Z0-9])/y,
    true,
  ],
  [
    'sci',
    /(?:TALENT KEYHOLE|SPECIAL INTELLIGENCE|COMINT|HCS|BYEMAN|HUMINT|GAMMA|UMBRA|SPOKE|MORAY|ZARF|RUFF|EARPOP|DAUNT|DINAR|TRINE|EIDER|COPSE|SUEDE|GLINT|FROTH|CANOE|ACORN|VOLANT|LACONIC|SCI)(?![A-Z])/y,
    true,
  ],
  ['sci', /(?:SI|TK|EL|BYE|CHESS|KLONDIKE|KDK|RESERVE|ENDSEAL)(?![A-Z])/y, false],
  [
    'dissem',
    /(?:NOFORN|ORCON-USGOV|ORCON|OC-USGOV|RELIDO|PROPIN|IMCON|WNINTEL|NOCONTRACT|RAWFISA|FISA|RSEN|FOUO|EYES ONLY|NODIS|EXDIS|LIMDIS|SPECAT|SIOP-ESI|NC2-ESI|CRYPTO|COMSEC|NNPI)(?![A-Z])/y,
    true,
  ],
  [
    'dissem',
    /(?:NOT RELEASABLE TO FOREIGN NATIONALS|ORIGINATOR CONTROLLED|CONTROLLED IMAGERY|RISK SENSITIVE|DEA SENSITIVE|FOR OFFICIAL USE ONLY|HANDLE VIA [A-Z]{4,10}(?:[ -][A-Z]{4,10}){0,2} CHANNELS (?:ONLY|JOINTLY))(?![A-Z])/y,
    true,
  ],
  ['nonic', /(?:SBU NOFORN|LES NOFORN|SBU-NF|LES-NF|SBU|LES|SSI)(?![A-Z])/y, false],
  ['cui', /(?:CUI|CONTROLLED)(?![A-Z])/y, false],
  ['cui', /SP-[A-Z]{2,8}(?![A-Z])/y, true],
  ['cui', /(?:FED ?ONLY|FEDCON|NOCON|DL ONLY|ATTORNEY-CLIENT|ATTORNEY-WP|DELIBERATIVE)(?![A-Z])/y, true],
  ['nato', /(?:ATOMAL|BOHEMIA|BALK)(?![A-Z])/y, true],
  [
    'declass',
    /(?:25X[1-9](?:-HUMAN)?|50X[12]-(?:HUM|WMD)|50X[1-9]|75X[1-9]?|X[1-8]|MR|OADR|20\d{6})(?![A-Z0-9])/y,
    true,
  ],
  ['dissem', /(?:NF|OC|PR|IMC|RS|REL|DSEN|DS|XD|ND|FVEY|TEYE|ACGU|AC|PROPRIETARY)(?![A-Z])/y, false],
];

const SEPARATOR = /[ \t]{0,30}(\/\/|\/|)[ \t]{0,30}/y;
const DASHED = /[ \t]{0,30}-[ \t]{0,30}/y;
const UNKNOWN = /[A-Z0-9]{2,12}(?:-[A-Z0-9]{1,12})*(?: [A-Z0-9]{2,6}(?![A-Za-z0-9]))*(?![A-Za-z0-9])/y;

/** Reads controls from `from` on. `original` decides the case of unknown entries: code and paths are not capitals. */
export function readControls(folded: string, original: string, from: number): Controls {
  const controls: string[] = [];
  const releasableTo: string[] = [];
  const displayOnly: string[] = [];
  let declassify: string | null = null;
  let [at, doubleSlashes, slashes, unknown] = [from, 0, 0, 0];
  let telling = false;
  let [furthest, outOfOrder] = [0, false];
  for (let entry = 0; entry < 24; entry += 1) {
    const separator = matchAt(SEPARATOR, folded, at);
    let start = at + (separator?.[0].length ?? 0);
    const bars = separator?.[1] ?? '';
    let form = formAt(folded, start);
    if (!form && bars === '') {
      const dash = matchAt(DASHED, folded, at);
      if (dash) {
        start = at + dash[0].length;
        form = formAt(folded, start);
      }
    }
    if (form) {
      const [category, text, isTelling] = form;
      if (text.startsWith('REL')) releasableTo.push(...codesOf(text.replace(/^REL[A-Z]*(?: TO)? ?/, '')));
      else if (text.startsWith('DISPLAY'))
        displayOnly.push(...codesOf(text.replace(/^DISPLAY ONLY(?: TO)? /, '')));
      else if (category === 'declass') declassify = text;
      controls.push(text);
      const place = REGISTER_ORDER.indexOf(category);
      if (place >= 0) {
        outOfOrder ||= place < furthest;
        furthest = Math.max(furthest, place);
      }
      telling ||= isTelling;
      at = start + text.length;
    } else {
      if (bars === '') break;
      const word = matchAt(UNKNOWN, original, start);
      if (!word) break;
      unknown += 1;
      controls.push(word[0]);
      at = start + word[0].length;
    }
    if (bars === '//') doubleSlashes += 1;
    else if (bars === '/') slashes += 1;
  }
  return {
    end: at,
    controls,
    releasableTo,
    displayOnly,
    declassify,
    doubleSlashes,
    slashes,
    unknown,
    outOfOrder,
    telling,
  };
}

function formAt(folded: string, at: number): readonly [ControlCategory, string, boolean] | null {
  for (const [category, pattern, telling] of FORMS) {
    const match = matchAt(pattern, folded, at);
    if (match) return [category, match[0], telling];
  }
  return null;
}

function codesOf(list: string): string[] {
  return list.split(/[^A-Z]+/).filter((code) => code !== '');
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
