import type { Line } from '../document-lines.ts';
import type { Candidate, Evidence } from '../mark.ts';
import { fieldBeside } from './field-beside.ts';
import { particulars } from './particulars.ts';
import { termBeside } from './term-beside.ts';

/**
 * What the lines around a mark are, whatever language they are in: particulars of a film, an event or a product under a title,
 * the words that introduce an example, the fields of a form that was filled in.
 */
export function createSurroundings(lines: readonly Line[]): (candidate: Candidate) => Evidence[] {
  const filled = lines.filter(({ text }) => FILLED_FIELD.test(text) && !BLANK_FIELD.test(text)).length;
  const blank = lines.filter(({ text }) => BLANK_FIELD.test(text)).length;
  return (candidate) => {
    const around = neighbours(lines, candidate);
    const evidence: Evidence[] = [...fieldBeside(candidate, lines), ...termBeside(candidate, lines)];
    if (isTitle(candidate)) {
      const kinds = particulars(candidate, around);
      // A name that only marks have is lent to a film too, but needs two signs of one.
      if (kinds > (candidate.strength === 'distinctive' ? 1 : 0))
        evidence.push({ code: 'product', weight: kinds > 1 ? -5 : -3.2 });
    }
    if (isListedTitle(candidate, around)) evidence.push({ code: 'title-list', weight: -4 });
    if (isNewLevel(candidate, lines)) evidence.push({ code: 'regraded', weight: 3 });
    if (isIntroduced(candidate, lines))
      evidence.push({ code: 'training', weight: candidate.strong ? -7 : -5 });
    if (isYearsHeld(candidate) || isHeldClearance(candidate, lines))
      evidence.push({ code: 'job', weight: -5 });
    if (isSpelledOut(candidate, around) || isAnothersInitials(candidate, lines))
      evidence.push({ code: 'training', weight: -5 });
    if (isMidSentence(candidate, lines)) evidence.push({ code: 'quoted', weight: -3 });
    const conditional = [candidate.line, ...around].some(({ folded }) => CONDITIONAL.test(folded));
    if (conditional && filled >= LEAST_FILLED && filled > 2 * blank)
      evidence.push({ code: 'filled-in', weight: 7 });
    if (conditional && blank >= LEAST_BLANK && blank > filled)
      evidence.push({ code: 'template', weight: candidate.strong ? -5 : -6 });
    return evidence;
  };
}

/** Lines above and below in which particulars stand, and how long a page may be that has a title and little else. */
const BESIDE = 3;
const LONGEST_PAGE = 14;
const LEAST_FILLED = 3;
const LEAST_BLANK = 2;

const FILLED_FIELD = /^\s*\p{L}[^:：]{1,40}[:：]\s*[\p{L}\d]/u;
const BLANK_FIELD = /[:：](?:[_.…\s-]{0,80}|\s{0,9}\[\s{0,9}\])$|[:：]\s{0,9}☐|_{3,}/u;
const CONDITIONAL =
  /\(?(?:WHEN|ONCE) (?:COMPLETED?|FILLED)|UNE FOIS (?:REMPLI|COMPLETE)|WENN AUSGEFULLT|(?:ПОСЛЕ ЗАПОЛНЕНИЯ|П[ОР]И? ЗАПОЛНЕНИИ|ПІСЛЯ ЗАПОВНЕННЯ)|填写后|填寫後|記入後|작성 후|PO WYPELNIENIU/;

function neighbours(lines: readonly Line[], { line }: Candidate): Line[] {
  return lines
    .slice(Math.max(0, line.index - BESIDE), line.index + BESIDE + 1)
    .filter(
      (one) =>
        one.index !== line.index &&
        one.segment.where.page === line.segment.where.page &&
        one.segment.where.part === line.segment.where.part,
    );
}

/** Words that stand as a title does, on a page of few lines. */
function isTitle({ strong, form, line, rule }: Candidate): boolean {
  return (
    !strong &&
    rule.axis !== 'tlp' &&
    form !== 'portion' &&
    form !== 'field' &&
    form !== 'label' &&
    line.pageLines <= LONGEST_PAGE
  );
}

/** `经审查变更为：` in the line above. */
function isNewLevel({ form, line }: Candidate, lines: readonly Line[]): boolean {
  const above = lines[line.index - 1];
  return form !== 'inline' && above !== undefined && REGRADED.test(above.folded);
}

const REGRADED =
  /(?:变更为|變更為|变更後|改列|改为|改為|调整为|調整為|(?:DOWN|RE)GRADED TO|HERABGESTUFT AUF|NEU EINGESTUFT|RECLASSIFIE EN|(?:ПОНИЖЕН|ИЗМЕНЕН)(?: ДО| НА)?) ?[:：]?\s*$/;

/** `1. Top Secret` among other numbered titles: songs, dishes, chapters. */
function isListedTitle({ strong, line, start }: Candidate, around: readonly Line[]): boolean {
  const others = around.filter((one) => LISTED_TITLE.test(one.text)).length;
  return (
    !strong &&
    others >= 3 &&
    LISTED_TITLE.test(line.text) &&
    /^\s*\d{1,2}[.)]\s{1,3}$/.test(line.text.slice(0, start))
  );
}

/** A number and a few words that begin with a capital, and no sentence. */
const LISTED_TITLE = /^\s{0,9}\d{1,2}[.)]\s{1,3}\(?\p{Lu}[^.:;!?]{1,40}$/u;

/** `NATO SECRET 2011–2018`, `Top Secret since 2022`: the years in which somebody held a clearance. */
function isYearsHeld({ line, end }: Candidate): boolean {
  return /^[ (,:]{0,4}(?:(?:SINCE|SEIT|DEPUIS|DESDE|DAL|С|З) )?(?:19|20)\d\d ?[-–—](?: ?(?:(?:19|20)\d\d|PRESENT|HEUTE|TODAY|NOW|CURRENT)|$)/.test(
    line.folded.slice(end),
  );
}

/** `If a paper is stamped / SECRET / take it to the registry.`: a sentence that goes on below. */
function isMidSentence({ form, line }: Candidate, lines: readonly Line[]): boolean {
  if ((form !== 'alone' && form !== 'banner') || line.segment.looks?.slanted === true) return false;
  const [above, below] = [lines[line.index - 1], lines[line.index + 1]];
  if (!above || !below || [above, below].some((one) => one.segment.where.page !== line.segment.where.page))
    return false;
  return (
    /(?:^|\s)\p{Ll}+[,:]?\s*$/u.test(above.text) &&
    /^\s*\p{Ll}{2,}[ ,]/u.test(below.text) &&
    [above, below].some((one) => isOfOneText(line, one)) &&
    (below.segment.ocrConfidence ?? 1) >= PLAINLY
  );
}

/** On a picture a sentence has letters of one size: what is much larger stands over it, or in front of it. */
function isOfOneText({ segment }: Line, { segment: other }: Line): boolean {
  const [height, others] = [segment.looks?.height ?? null, other.looks?.height ?? null];
  return height === null || others === null || height < LARGER * others;
}
const LARGER = 1.4;
/** What was read worse begins with any letter. */
const PLAINLY = 0.85;

/** `Clearances` over a list of them in a curriculum vitae. */
function isHeldClearance({ strong, form, line }: Candidate, lines: readonly Line[]): boolean {
  if (form === 'label' || form === 'portion') return false;
  // A banner may follow a table of the people cleared for it: only a heading right above one makes it a clearance.
  return lines
    .slice(Math.max(0, line.index - (strong ? 1 : BESIDE)), line.index)
    .some(({ folded }) => CLEARANCES.test(folded));
}

const CLEARANCES =
  /^[\s•*#]*(?:(?:SECURITY|CURRENT|ACTIVE) )*(?:CLEARANCES?(?: HELD)?|VETTING|SICHERHEITS(?:UBERPRUFUNG(?:EN)?(?: ?U ?[123])?|FREIGABEN?)|HABILITATIONS?(?: DE SECURITE)?|ДОПУСК(?: К ГОСУДАРСТВЕННОЙ ТАЙНЕ)?|POSWIADCZENI[AE] BEZPIECZENSTWA)\s*(?::\s*)?$/;

const ABBREVIATION = /^[\s•*]*\p{Lu}{1,8} ?[-–—=:] ?\p{L}/u;

/** `NS — NATO SECRET`: a list of abbreviations, in which the first letters stand before the words. */
function isSpelledOut({ line, level }: Candidate, around: readonly Line[]): boolean {
  const before = /^[\s•*]*(\p{L}{1,4}) ?[-–—=:] ?$/u.exec(line.folded.slice(0, level.start))?.[1];
  const initials = line.folded.slice(level.start, level.end).match(/(?<!\p{L})\p{L}/gu) ?? [];
  return (
    before !== undefined && before === initials.join('') && around.some(({ text }) => ABBREVIATION.test(text))
  );
}

/** `ДСП` over `Детская спортивная площадка`: the first letters of a name that the next line spells out. */
function isAnothersInitials({ line, level, form, strong }: Candidate, lines: readonly Line[]): boolean {
  if (strong || form !== 'alone') return false;
  const mark = line.folded.slice(level.start, level.end);
  if (!/^\p{L}{2,5}$/u.test(mark)) return false;
  const words = (lines[line.index + 1]?.folded ?? '').match(/\p{L}+/gu) ?? [];
  return words.length === mark.length && words.map((word) => word.charAt(0)).join('') === mark;
}

/** The line above ends in a colon, and says that what follows shows something. */
function isIntroduced({ line, form }: Candidate, lines: readonly Line[]): boolean {
  if (form === 'label' || form === 'inline' || form === 'field') return false;
  const above = lines[line.index - 1];
  return above !== undefined && /[:：]\s*$/.test(above.text) && INTRODUCTION.test(above.folded);
}

const INTRODUCTION =
  /(?<!\p{L})(?:EXAMPLES?|SAMPLES?|SUCH AS|AS FOLLOWS|LOOKS? LIKE|LIKE THIS|BEISPIEL|BEISPIELE|MUSTER|WIE FOLGT|SIEHT SO AUS|EXEMPLES?|COMME SUIT|EJEMPLOS?|ESEMPI[OI]?|EXEMPLOS?|ПРИМЕРЫ?|ПРИКЛАДИ?|ОБРАЗЕЦ|ЗРАЗОК|ВЫГЛЯДИТ ТАК|PRZYKLADY?|WZOR|PRIKLADY?|VZOR|VOORBEELD|EKSEMPEL|EXEMPEL|ESIMERKKI|PELDA|EXEMPLU|ORNEK)(?!\p{L})|示例|范例|範例|例如|样例|如下|記載例|次のように|예시|다음과 같이/u;
