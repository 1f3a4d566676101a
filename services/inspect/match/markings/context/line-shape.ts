import type { Candidate, Evidence } from '../mark.ts';
import { COPY_NUMBER } from './particulars.ts';

/**
 * What the shape of a mark's own line says against it: code, addresses, quotation, placeholders. Words that speak against a mark
 * are cues in `rules/context.yaml`; these are shapes, which data cannot say.
 */
export function lineShapeEvidence(candidate: Candidate, returns: boolean): Evidence[] {
  const { text } = candidate.line;
  const before = text.slice(0, candidate.start);
  const after = text.slice(candidate.end);
  const evidence: Evidence[] = [];
  const cell = isCell(text, before, after);
  if (cell && candidate.line.edge !== null && !candidate.strong) evidence.push({ code: 'cell', weight: 1 });
  const isFrame = returns && isFramed(candidate);
  const isValue = isDataValue(candidate) || isFrame;
  const isRemark = candidate.rule.axis === 'tlp' && /^ {0,3}\/\/ /.test(after);
  if (OPERATOR.test(before)) evidence.push({ code: 'code', weight: -7 });
  else if (!cell && !isRemark && !isValue && candidate.form !== 'field' && isCode(text, before, after))
    evidence.push({ code: 'code', weight: candidate.strong ? -3.5 : -4 });
  else if (isAddress(before, text.slice(candidate.start, candidate.end), after))
    evidence.push({ code: 'address', weight: -4 });
  // "例示株式会社 社外秘", "© 2031 Example KK 社外秘": whose paper it is, and how it is held.
  if (
    candidate.form === 'inline' &&
    text.length <= LONGEST_OWNER &&
    OWNER.test(before) &&
    !/\p{L}/u.test(after)
  )
    evidence.push({ code: 'organisation', weight: 2 });
  // "Internal © 2031 Example AS", "Restricted | Example GmbH".
  if (candidate.form !== 'alone' && candidate.line.edge !== null && OWNED_AFTER.test(after))
    evidence.push({ code: 'organisation', weight: 2 });
  if (candidate.rule.axis === 'corp' && GRADE.test(candidate.line.folded.slice(0, candidate.start)))
    evidence.push({ code: 'graded', weight: 3 });
  // "Example Ltd – Confidential – for the board   v0.3": a footer's owner, level and readers.
  if (
    candidate.rule.axis === 'corp' &&
    candidate.line.edge !== null &&
    PARTED.test(before) &&
    PARTED_ON.test(after)
  )
    evidence.push({ code: 'footer', weight: 1.5 });
  // `СЕКРЕТНО Экз. № 2`: wherever it stands in what was pasted together, that is a head.
  if (candidate.form === 'alone' && COPY_NUMBER.test(candidate.line.folded.slice(candidate.end)))
    evidence.push({ code: 'copy-beside', weight: 1.8 });
  if (SUPERSEDED.test(candidate.line.folded.slice(0, candidate.start)))
    evidence.push({ code: 'superseded', weight: candidate.strong ? -6 : -4 });
  if (isStruckText(before, after)) evidence.push({ code: 'struck', weight: -6 });
  if (
    /[[<{]\s*$/.test(before) &&
    /^\s*[\]>}]/.test(after) &&
    candidate.strength !== 'distinctive' &&
    /\p{Lu}|\p{Ll}/u.test(text.slice(candidate.start, candidate.end))
  ) {
    evidence.push({ code: 'placeholder', weight: /[[]\s*$/.test(before) || isFrame ? -1 : -3 });
  }
  if (!cell && /^\s*(?:#|\/\/|--|;)\s*$/.test(before) && candidate.form !== 'portion')
    evidence.push({ code: 'comment', weight: -1.8 });
  // "Совершенно секретно: рецепт блинов", "Top secret: the story of …": a headline goes on in small letters, a mark does not.
  if (
    !candidate.strong &&
    candidate.strength !== 'distinctive' &&
    !PARTED.test(before) &&
    isHeadline(text.slice(candidate.start, candidate.end), after)
  )
    evidence.push({ code: 'headline', weight: -2 });
  // ДСП-плита, SECRET-Santa: half of a compound word.
  if (!candidate.strong && /^-\p{Ll}{2}/u.test(after)) evidence.push({ code: 'compound', weight: -4 });
  if (!candidate.strong && /, (?:by|von|par|de|di|av) \p{Lu}/u.test(after))
    evidence.push({ code: 'byline', weight: -3 });
  // A/B testing, not level A.
  if (/^\/\p{L}/u.test(after) && /(?:^|\s)\p{L}$/u.test(text.slice(candidate.start, candidate.end)))
    evidence.push({ code: 'address', weight: -4 });
  if (!candidate.strong && PRICE.test(text)) evidence.push({ code: 'price', weight: -3 });
  // "Streng geheim!" calls; "G e h e i m !" is how typewriters stamped.
  if (/^\s*!/.test(after) && candidate.rule.regime !== 'hu' && !SPACED.test(text.slice(candidate.start)))
    evidence.push({ code: 'exclamation', weight: -2.2 });
  // `UN RESTRICTED? No, all may enter.`
  if (/^ ?\?\s{1,3}\p{L}/u.test(after)) evidence.push({ code: 'question', weight: -4 });
  else if (/\?\s*$/.test(text) && candidate.form !== 'alone') evidence.push({ code: 'question', weight: -2 });
  return evidence;
}

const PARTED = /[\p{L}.)] [–—|·] {1,3}$/u;
const PARTED_ON = /^ {1,3}[–—|·] \p{L}/u;

const SPACED = /^\p{L}(?:\s+\p{L}){3}/u;

const LONGEST_OWNER = 45;
/** `原定绝密★长期，…变更为`, `downgraded from SECRET to …`: the level that was, named before the one that is. Folded. */
const SUPERSEDED =
  /(?:原定(?:密级|密級)?[为為]?|原列|原[为為]|原核定|(?:DOWN|RE)GRADED FROM|HERABGESTUFT VON|BISHER(?: ALS)?|VORMALS|DECLASSE[ES]? DE|ANCIENNEMENT|(?:ПОНИЖЕН|ИЗМЕНЕН) С|旧区分|元の区分) ?[:：]? ?[«"'“「]? ?$/;
/** A copyright notice right behind the mark. */
const OWNED_AFTER = /^\s{0,3}[|,·–—-]?\s{0,3}(?:©|\([Cc]\) ?(?:\d{4}|\p{Lu}))/u;
/** `C3 - Confidential`, `Class 2: Internal`: companies number their labels. Folded. */
const GRADE =
  /(?:^|[\s|(:])(?:C|L|CL|LEVEL|CLASS|GRADE|TIER|STUFE|KLASSE|NIVEAU|NIVEL|LIVELLO) ?-?[0-5] {0,3}[-–—:/.)] {0,3}$/;
const OWNER =
  /(?:^\s*(?:©|\([Cc]\)) ?|株式会社|有限会社|合同会社|㈱|有限公司|集团|集團|주식회사|㈜)|(?:^|\s)(?:K\.?K\.?|GmbH|AG|Ltd\.?|Inc\.?|Co\.)\s*$/u;

function isHeadline(mark: string, after: string): boolean {
  return /\p{Ll}/u.test(mark) && /^\s*[:–—-]\s*\p{Ll}+\P{L}+\p{L}+/u.test(after);
}

const PRICE = /[$€£¥₩₽₹]\s?\d|\d\s?(?:[€£¥₽₹]|kr\b|zł|Kč|Ft\b|lei\b|руб|грн|円|块钱|元起|원\b)/u;

/** A cell of an exported table: separators on both sides or the end of the row, at least two in the row. */
function isCell(text: string, before: string, after: string): boolean {
  return (
    (text.match(/[;\t|]/g)?.length ?? 0) >= 2 &&
    /(?:^|[;\t|]) {0,9}"?$/.test(before) &&
    /^"?\s*(?:[;\t|]|$)/.test(after) &&
    !/[{}()=]/.test(text)
  );
}

/** A mark that its grammar makes one, and that is a value of a record or of a row: `VALUES (14, '秘密★5年', '图纸')`. */
export function isDataValue({ strong, line: { text }, start, end }: Candidate): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (!strong) return false;
  return (
    VALUE.test(before) || (ROW.test(text) && /[(,] {0,3}["']$/.test(before) && /^["'] {0,3}[,)]/.test(after))
  );
}

const ROW = /^\s{0,9}(?:INSERT INTO|VALUES|\()/i;

/** `<CONFIDENTIAL>` by itself, in capitals: a frame where it returns, and else an element's name. */
function isFramed({ line: { text }, start, end }: Candidate): boolean {
  return (
    /^\s{0,40}<{1,3} ?$/.test(text.slice(0, start)) &&
    /^ ?>{1,3}\s{0,40}$/.test(text.slice(end)) &&
    !/\p{Ll}/u.test(text)
  );
}

/** `"title": "(S//NF) Pump spares"`: a record's text that begins with its portion. */
const VALUE = /"\s{0,3}:\s{0,3}"$/;
/** In the middle of an expression, where nobody writes a mark: `s === SECRET //REL`, `return SECRET //SI`, `log(SECRET //NF`. */
const OPERATOR = /(?:[!=]==?|[<>]=|&&|\|\||\?\?|\breturn|\bcase|[\w\]]\() ?$/;

/** An assignment, a call, a comment, a flag, a statement: `secret: "x"`, `const SECRET = …`, `kind: Secret`, `SECRET // rotate`. */
function isCode(text: string, before: string, after: string): boolean {
  return (
    /[{};]\s*$/.test(text) ||
    /^\s*(?:\$ |git |npm |npx |curl |sudo |docker |kubectl |grep |cd |export |echo |pip |ssh )/.test(text) ||
    /(?:^|\s)(?:const|let|var|export|import|return|func|def|class|kind|name|type|if|env|ENV|ARG|public|private|static|final|enum|select|SELECT|FROM|WHERE)\b[:\s]+["'`\w.]*$/.test(
      before,
    ) ||
    /^\s*(?:[:=]{1,3}|=>|:=)\s*["'`$({[<\d]/.test(after) ||
    (/^["'`]?\s*[:=]\s*\S/.test(after) === true && /["'`_.$]$/.test(before)) ||
    /[`$\\<]$|<\/$/.test(before) ||
    // "Confidential\All Employees" is a label and its sub-label.
    (/^[`(<\\]/.test(after.trimStart().slice(0, 1)) &&
      /[`\\<]/.test(after) &&
      !/^\\\p{Lu}\p{Ll}/u.test(after)) ||
    /^\s*\/\/\s*[a-z]/.test(after) ||
    /[\w\])]\s*(?:=|:=|\+=|==)\s*[\w.$[\]'"()]*$/.test(before) ||
    /(?:\/\/|#|\/\*)\s{0,4}(?:TODO|FIXME|XXX|HACK)\b/.test(after) ||
    (/^\s*(?:\/\/|#|--|\/\*|\*)\s*\S*/.test(before) && /[;{}=]/.test(text) && /[a-z]/.test(text))
  );
}

/** Inside a path, URL, mail address or identifier. */
function isAddress(before: string, mark: string, after: string): boolean {
  return (
    /https?:\/\/|www\.|ftp:|s3:|file:|mailto:/i.test(lastToken(before)) ||
    /(?:^|\s)[\w.~-]*[/\\](?:[\w.-]+[/\\])+[\w.-]*$/.test(before) ||
    /[\w]@$|[#@][\w-]*$/.test(before) ||
    // What a search through files prints: `docs/a.md:12: SECRET`.
    /^\s{0,9}[\w./-]{1,80}\.[a-z]{1,4}:(?:\d{1,6}:)?\s?$/.test(before) ||
    /^[\w-]*\.[a-z]{2,5}\b/.test(after) ||
    // `secret//noforn/v2`: a path goes on in small letters.
    (/\/[a-z]{1,20}$/.test(before + mark) && /^\/[a-z\d]/.test(after))
  );
}

/** What touches the mark on its left, up to the last space. */
function lastToken(before: string): string {
  return before.split(/\s/).at(-1) ?? '';
}

/** ~~SECRET~~, or letters each followed by a combining stroke. */
function isStruckText(before: string, after: string): boolean {
  return (/~~\s*$/.test(before) && /^\s*~~/.test(after)) || /^[\u0335-\u0338]/.test(after);
}
