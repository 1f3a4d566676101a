import type { Line } from '../document-lines.ts';
import type { Form, Span } from '../mark.ts';
import { withoutChatLead } from './chat-lead.ts';
import { CJK_FIELD_NAMES, FIELD_NAMES } from './field-names.ts';
import { withoutMailLead } from './mail-lead.ts';
import { withoutOrnaments, wordCount } from './ornaments.ts';

/** How a stretch stands in its line: what every regime has in common. */
export interface Standing {
  readonly form: Form;
  readonly letters: 'capitals' | 'title' | 'lower' | 'uncased';
  /** Quotation marks around it: someone speaks about the mark. */
  readonly quoted: boolean;
  /** Words besides the mark, ornaments not counted. */
  readonly others: number;
  /** Of these, before it. */
  readonly before: number;
  /** It ends a line in which every word begins with a capital, without a sign between: a company's name, or a title. */
  readonly heading: boolean;
  /** In brackets that begin its line: 【極秘】外交交渉方針. */
  readonly bracketed: boolean;
  /** What stands before it declares it: `Overall classification: `, `This briefing is classified `. */
  readonly declared: boolean;
  /** It ends its line, a wide gap behind the words before it: the mark at the right of a table's title. */
  readonly apart: boolean;
  /** The line reads as a sentence: lower-case words, a full stop. */
  readonly sentence: boolean;
}

/** Between a mark and an organisation's name or a title on the same line. */
const PARTED_AFTER = /^\s*(?:[©|│┃║•·・:;/★▲,.()\u3000【】［］[\]]|-|\s{2}|\t)/;
const PARTING = /[.|│┃║•·・:;/★▲,()\u3000【】［］[\]-]/;
const FIELD = new RegExp(`(?:${FIELD_NAMES.join('|')}) ?[:=|│┃║] ?(?:[CL]?[0-5] ?-? ?)?$`);
const CJK_FIELD = new RegExp(`(?:${CJK_FIELD_NAMES.join('|')})$`);

/** Terms that bring their brackets: 【極秘】. */
const BRACKETED = /^[【［].*[】］]$/;

const DECLARED =
  /(?:[:=]|\b(?:IS|ARE) (?:OVERALL )?CLASSIFIED(?: AS| AT)?|\bCLASSIFICATION(?: OF (?:THIS|THE) [A-Z]{3,14})? IS|\bEINGESTUFT:?) ?$/;

/** `This document is classified SECRET`, `Ce document est classifié au niveau SECRET`: a paper's word on itself. */
const DECLARES_PAPER =
  /^[\s"'(*]{0,6}(?:(?:THIS|THE PRESENT) (?:DOCUMENT|PAPER|REPORT|BRIEFING|MESSAGE|FILE|ANNEX|PAGE|EMAIL|PRESENTATION|TRANSCRIPT) IS (?:OVERALL )?(?:CLASSIFIED|MARKED|GRADED)(?: AS| AT)?|(?:THE )?(?:OVERALL )?CLASSIFICATION OF (?:THIS|THE) [A-Z]{3,14} IS|(?:CE|LE PRESENT) (?:DOCUMENT|RAPPORT|MESSAGE|COMPTE RENDU) EST (?:CLASSIFIE|CLASSE)(?: AU NIVEAU)?|(?:DIESES|DAS VORLIEGENDE|DIESER|DIESE) (?:DOKUMENT|SCHREIBEN|BERICHT|VORLAGE|SCHRIFTSTUCK|NACHRICHT) IST (?:ALS )?|(?:ESTE|EL PRESENTE) (?:DOCUMENTO|INFORME) (?:ESTA|ES) CLASIFICADO(?: COMO)?|(?:IL PRESENTE|QUESTO) DOCUMENTO E CLASSIFICATO(?: COME)?|(?:ДОКУМЕНТ|ДОКУМЕНТУ|НАСТОЯЩИЙ ДОКУМЕНТ)(?: ИМЕЕТ| ПРИСВОЕН| МАЄ| НАДАНО) ГРИФ|本(?:报告|文件|件|材料|文|資料|文書|報告)(?:的)?(?:密级|密級|秘密区分|保密等级)?(?:定)?(?:为|為|是|は)) ?["'«„]? ?$/;

/** 密　级 is 密级: printed labels are spread to one width. */
const HAN_GAP = /(?<=[\u4e00-\u9fff])[ \u3000]{1,6}(?=[\u4e00-\u9fff])/g;

/** `密级：`, `取扱区分　`, `|密级|`: the name of a field and a sign or a gap behind it. */
function isCjkField(label: string): boolean {
  const words = label.trimEnd();
  const signed = /[:：=】\]|│┃║]$/.test(words);
  return (
    (signed || words.length < label.length) && CJK_FIELD.test(signed ? words.slice(0, -1).trimEnd() : words)
  );
}

/** Whether a line is no more than the name of a field for a level, with or without its colon; folded. */
export function isFieldName(folded: string): boolean {
  const label = folded.replace(/^[\s\d.)(•*|【[-]+/, '').trimEnd();
  if (label.length === 0 || label.length > 40) return false;
  let end = label.length;
  while (end > 0 && ' :：='.includes(label.charAt(end - 1))) end--;
  const bare = label.slice(0, end);
  return FIELD.test(`${bare}:`) || isCjkField(`${bare}：`) || MISREAD_FIELD.test(bare);
}

/** A badly read `Security classification`. */
const MISREAD_FIELD = /^(?:\p{L}{4,10} ?)?CLA?SS[\p{L}\d]{2,6}[ACT]{2}[1ILT]?ON$/u;

function isPartedBefore(left: string): boolean {
  const words = left.trimEnd();
  const gap = left.slice(words.length);
  return gap.length >= 2 || /[\t\u3000]/.test(gap) || PARTING.test(words.at(-1) ?? '');
}

export function standingOf(line: Line, span: Span, others: readonly Span[]): Standing {
  const blanked = blank(withoutChatLead(line.folded, span), others, span);
  const left = blanked.slice(0, span.start);
  const right = blanked.slice(span.end);
  const words = wordCount(withoutOrnaments(`${left} ¦ ${right}`));
  const letters = lettersOf(line.text.slice(span.start, span.end));
  const quoted = /["「『《“]\s*$/.test(left) && /^\s*["」』》”]/.test(right);
  return {
    form: formOf(line, span, left, right, words),
    declared: DECLARED.test(left),
    bracketed:
      BRACKETED.test(line.text.slice(span.start, span.end)) ||
      (/^\s*[【［[(〔]\s*$/.test(left) && /^\s*[】］\])〕]/.test(right)),
    heading: words > 0 && words <= 5 && !isPartedBefore(left) && isHeading(line.text),
    letters,
    quoted: quoted || (/'\s*$/.test(left) && /^\s*'/.test(right)),
    others: words,
    before: wordCount(withoutOrnaments(withoutMailLead(left))),
    apart:
      /\S(?:\s{2,}|\t|\u3000)$/.test(line.text.slice(0, span.start)) &&
      right.trim() === '' &&
      !/[。！？]/.test(left),
    // What a paper was once says nothing of what it is: 原密级：机密   变更后密级：秘密.
    sentence: FORMER.test(left) || isSentence(line, span, words),
  };
}

const LONGEST_LABEL = 60;
const LONGEST_ROW = 300;
/** A field and its value: `Bâtiment : frégate 4`. */
const PAIR_BEFORE = /^\P{L}{0,9}\p{L}[^:：.!?;]{0,40}[:：]\s?[^\s:：]/u;

/** The last of several fields on a row: `Essai : 12   Bâtiment : frégate 4   Mention de protection : DIFFUSION RESTREINTE`. */
function isFieldInRow(text: string, folded: string): boolean {
  if (text.length > LONGEST_ROW || !PAIR_BEFORE.test(text)) return false;
  const from = Math.max(0, folded.length - LONGEST_LABEL);
  const name = FIELD.exec(folded.slice(from));
  if (!name) return isCjkField(folded.slice(from).replace(HAN_GAP, ''));
  const at = from + name.index;
  return /\p{Lu}/u.test(text[at] ?? '') && /(?:^|[\s|,;·])$/.test(text.slice(0, at));
}

function formOf(line: Line, span: Span, left: string, right: string, words: number): Form {
  if (words === 0) return 'alone';
  const leftWords = wordCount(withoutOrnaments(left));
  const rightWords = words - leftWords;
  const label = left.replace(/^[\s\d.)(•*|│┃║【[-]+/, '');
  if (label.length < LONGEST_LABEL && (FIELD.test(label) || isCjkField(label.replace(HAN_GAP, ''))))
    return rightWords <= 8 ? 'field' : 'inline';
  if (isFieldInRow(line.text.slice(0, span.start), left)) return 'field';
  if (rightWords <= 4 && DECLARES_PAPER.test(left)) return 'field';
  // 示例有限公司 绝密: the company's name ends where the term 公司绝密 begins.
  const partedLeft =
    leftWords === 0 ||
    isPartedBefore(left) ||
    /^(?:公司|集团|企业)/.test(line.text.slice(span.start, span.end));
  const partedRight =
    rightWords === 0 || PARTED_AFTER.test(right) || /[】］]$/.test(line.text.slice(0, span.end));
  // "In confidence, she told her sister.": a sentence that begins with the words.
  if (rightWords >= 3 && /^ ?,/.test(right) && /\p{Ll}{2}/u.test(line.text)) return 'inline';
  if (
    partedLeft &&
    partedRight &&
    words <= 8 &&
    !/(?:\D\.|[!?。！？])\s*$/.test(withoutQuotes(line.folded).slice(0, -1))
  )
    return 'titled';
  if (words <= 5 && rightWords === 0 && isHeading(line.text) && !SAID_OF_IT.test(left)) return 'titled';
  return 'inline';
}

/** A line of a table of text may stand in quotation marks as a whole. */
function withoutQuotes(folded: string): string {
  return folded.trim().replace(/^"(.*)"$/, '$1');
}

/** THAT IS CONFIDENTIAL, said the cat: what is said of a thing is no label on it. Readers lose the gaps. */
const SAID_OF_IT =
  /^\P{L}{0,9}(?:(?:THAT|THIS|IT|EVERYTHING|ALL THIS) ?(?:IS|WAS|['’]?S)|(?:DAS|DIES|ES|ALLES) ?IST|C ?['’]? ?EST|(?:ESO|ESTO|TODO) ?ES|(?:ISSO|ISTO|TUDO|QUESTO|TUTTO) ?[EÉÈ]|(?:DIT|DAT|HET) ?IS|DET ?(?:AR|ÄR|ER)) ?(?:VERY|SO|SEHR|TRES|TRÈS|MUY|MUITO|MOLTO|ZEER|MYCKET)?\s{0,3}$/u;

/** "Example Corp Confidential": every word begins with a capital. */
function isHeading(text: string): boolean {
  return !/(?:^|\s)\p{Ll}{3}/u.test(text) && !/[\u3041-\u9fff]/.test(text);
}

const FORMER = /(?:原|旧|舊|变更前|調整前|调整前)(?:定)?(?:密级|密級|密等)\s?[:：]?\s{0,3}$/;
const GAP = /\s{2,}|[\t\u3000]/;

function isSentence(line: Line, span: Span, words: number): boolean {
  if (words < 4) return false;
  const rest = line.text.slice(0, span.start) + line.text.slice(span.end);
  // A row of a form has its fields apart, and they make no sentence together.
  const [before = ''] = line.text.slice(0, span.start).split(GAP).slice(-1);
  const [after = ''] = line.text.slice(span.end).split(GAP);
  const lower = `${before} ${after}`.match(/\p{Ll}{2,}/gu)?.length ?? 0;
  const cjk = (before + after).match(/[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/g)?.length ?? 0;
  return lower >= 3 || cjk >= 8 || /[。！？]/.test(rest);
}

export function lettersOf(text: string): Standing['letters'] {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  if (upper + lower === 0) return 'uncased';
  if (lower === 0 || (upper >= 4 && lower <= upper / 5)) return 'capitals';
  return upper > 0 ? 'title' : 'lower';
}

/** Other marks on the line (a bilingual pair) are not other words. */
function blank(folded: string, others: readonly Span[], keep: Span): string {
  let text = folded;
  for (const { start, end } of others) {
    if (start >= keep.start && end <= keep.end) continue;
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  }
  return text;
}
