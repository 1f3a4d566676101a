import type { Line } from '../document-lines.ts';
import type { Details, Evidence, LevelRule, Reading, Span } from '../mark.ts';
import type { Grammar } from './grammar.ts';

/** Han characters and signs that OCR makes of ★ (measured), taken for it only where nothing else stands on the line. */
const STAR_READ = '[*＊#☆太女文雪妇广娘友六坟生大去妈全由交水米木本未术欠丈]';
const STAR = '[★▲]';
const NUMBER = '(?:\\d(?: ?\\d){0,2}|[一二三四五六七八九十]{1,3}|[OIL\\d]{1,2})';
const UNIT = '(?:年|個月|个月|月|天|日|%)';
/** 5年, 6个月, 长期; not anchored. */
export const PERIOD = `(?:${NUMBER} ?${UNIT}(?![\\d月])|长 ?期|長 ?期|永 ?久)`;
const DATE = '至?\\d{4} ?年 ?(?:\\d{1,2} ?月 ?(?:\\d{1,2} ?日)?)?';
/** A condition ends in 前 or 后: 公布前, 会议开始前, 启用前. */
const EVENT = '[\\p{Script=Han}]{1,14}?[前后後](?!\\p{Script=Han})';

const STARRED = new RegExp(`级?\\s{0,3}${STAR}\\s{0,3}(?:(${DATE})|(${PERIOD})|(${EVENT}))?`, 'uy');
const READ_STAR = new RegExp(
  `\\s{0,3}${STAR_READ}\\s{0,3}(?:(${DATE})|(${PERIOD})|(公布前|启用前|啟用前))\\s*$`,
  'uy',
);
/** 分布图(绝密*30年) */
const STAR_IN_BRACKETS = new RegExp(
  `\\s{0,3}[*＊☆]\\s{0,3}(?:(${DATE})|(${PERIOD}))(?=\\s*[)）】］\\]])`,
  'uy',
);
const LOST_STAR = new RegExp(`\\s{0,3}(?:(${DATE})|(${PERIOD}))\\s*$`, 'uy');

/** 密级★保密期限 in its forms (GB/T 9704-2012, the determination rules of 2014). The star is the legal sign of a state secret. */
export function createCnGrammar(): Grammar {
  return {
    name: 'cn',
    anchors: [],
    readAnchor: () => null,
    readLevel(line, span, rule) {
      const left = line.folded.slice(0, span.start);
      // 核心商密 and 普通商密 stand behind the name of whose they are.
      const alone = isOrnament(left) || (rule.axis === 'corp' && OWNER.test(left));
      const starred = matchAt(STARRED, line.folded, span.end);
      if (starred && !manyStars(line.folded))
        return found(line, span, rule, starred, 'starred', alone ? 5 : 3.5);
      const before = /★\s*$/.exec(line.folded.slice(0, span.start));
      if (before && !manyStars(line.folded)) return starBefore(line, span, rule, before[0].length);
      const enclosed = /[(（【［[]\s*$/.test(line.folded.slice(0, span.start))
        ? matchAt(STAR_IN_BRACKETS, line.folded, span.end)
        : null;
      if (enclosed) return found(line, span, rule, enclosed, 'star-read-as-letter', 3.5);
      if (!alone) return null;
      const read = matchAt(READ_STAR, line.folded, span.end);
      if (read) return found(line, span, rule, read, 'star-read-as-letter', 3.5);
      const lost = matchAt(LOST_STAR, line.folded, span.end);
      return lost ? found(line, span, rule, lost, 'level-and-term', 2.5) : null;
    },
  };
}

const CONFUSED = new RegExp(
  `^[\\s|[(:_.,'-]*([绝绍绐絕机夫抽機秘秒祕]) ?([密蜜窗审塞宙器咒宓]) {0,3}(?:${STAR}|${STAR_READ}) {0,3}(?:(${DATE})|(${PERIOD}))(?: {0,4}(?:特急|加急|平急|急件|特提))?[\\s|\\])._'-]*$`,
  'u',
);

/** 札密女30年: one character is left of the level, and a star and a term stand behind it. 保密, 涉密 and their like are other words. */
const HALF_READ = new RegExp(
  `^[\\s|[(:_.,'-]*([绝机機絕](?=(?![械关會会器场構构车動动电床油票遇制体能组对對句缘招望境种])\\p{Script=Han} {0,3}★)|(?![保加解亲紧严周精浓稠细隐泄失告涉商哈定内茂致机绝秘])\\p{Script=Han}) ?(密|(?<=[绝机機絕] ?)\\p{Script=Han}) {0,3}(?:${STAR}|${STAR_READ}) {0,3}(?:(${DATE})|(${PERIOD}))[\\s|\\])._'-]*$`,
  'u',
);

/** 密★6个月: the box of the line began behind the level's first character. */
const FIRST_LOST = new RegExp(
  `^[\\s|[(:_.,'-]*()(密) {0,3}[★*＊☆] {0,3}(?:(${DATE})|(${PERIOD}))[\\s|\\])._'-]*$`,
  'u',
);

/** 绍密★20年, 机蜜太10年: a level word and a star that the reader took for others, and a term; nothing else on the line. */
export function readConfusedMark(line: Line, rules: readonly LevelRule[]): Reading | null {
  const match = CONFUSED.exec(line.folded) ?? HALF_READ.exec(line.folded) ?? FIRST_LOST.exec(line.folded);
  if (!match) return null;
  const word = levelOf(match[1] ?? '', match[4] ?? '');
  const rule = rules.find((one) => one.level === word && one.axis === 'state');
  if (!rule) return null;
  const start = match[0].indexOf(match[1] || (match[2] ?? ''));
  const level = { start, end: match[0].indexOf(match[2] ?? '') + 1 };
  return {
    start,
    end: match[0].trimEnd().length,
    level,
    rule,
    strong: true,
    evidence: [{ code: 'read-through-confusions', weight: 2.5 }],
    form: 'banner',
    details: { ...termOf(match[3], match[4], undefined), star: true },
  };
}

/** The first character tells the level; where it was misread altogether, the term tells the lowest that it may be. */
function levelOf(first: string, period: string): string {
  if (/[绝绍绐絕]/.test(first)) return '绝密';
  if (/[机夫抽機]/.test(first)) return '机密';
  if (/[秘秒祕]/.test(first)) return '秘密';
  const years = Number(/^(\d{1,3})年$/.exec(period.replace(/\s/g, ''))?.[1] ?? 0);
  return years > MOST_YEARS.机密 ? '绝密' : years > MOST_YEARS.秘密 ? '机密' : '秘密';
}

/** State-Secret Determination Rules 2014: the longest terms. */
const MOST_YEARS = { 秘密: 10, 机密: 20 };

function found(
  line: Line,
  span: Span,
  rule: LevelRule,
  match: RegExpExecArray,
  code: string,
  weight: number,
): Reading | null {
  const end = span.end + match[0].length;
  // 机密★★★ and 绝密★张三 are ratings and names: after the term of a real mark nothing of the same word follows.
  if (/^[\p{Script=Han}★]/u.test(line.folded.slice(end))) return null;
  const [, date, period, event] = match;
  const evidence: Evidence[] = [{ code, weight }];
  return {
    start: span.start,
    end,
    level: span,
    rule,
    strong: weight >= 2.5,
    evidence,
    form: 'banner',
    details: { ...termOf(date, period, event), star: code !== 'level-and-term' },
  };
}

function starBefore(line: Line, span: Span, rule: LevelRule, width: number): Reading | null {
  if (/^[\p{Script=Han}★]/u.test(line.folded.slice(span.end))) return null;
  const evidence = [{ code: 'starred', weight: 2 }];
  const start = span.start - width;
  return {
    start,
    end: span.end,
    level: span,
    rule,
    strong: false,
    evidence,
    form: 'banner',
    details: { star: true },
  };
}

function termOf(date: string | undefined, period: string | undefined, event: string | undefined): Details {
  if (date !== undefined) return { declassifyOn: { kind: 'date', value: date.replace(/[\s至]/g, '') } };
  if (event !== undefined) return { declassifyOn: { kind: 'event', value: event } };
  if (period === undefined) return {};
  const plain = period.replace(/\s/g, '');
  return /[长長永]/.test(plain)
    ? { term: { kind: 'indefinite' } }
    : { term: { kind: 'period', value: plain } };
}

const OWNER = /^\s{0,9}[\p{Script=Han}A-Z()（）·]{2,20}\s{0,9}$/u;

/** Nothing before the mark but a frame, a copy number and the label of its field. */
function isOrnament(left: string): boolean {
  const rest = left.replace(/(?<!\d)\d{3,8}(?=\s)/, '').replace(/密[级級]/, '');
  return /^[\s|[(【「『:_.,'—-]*$/.test(rest);
}

function manyStars(folded: string): boolean {
  return (folded.match(/★/g)?.length ?? 0) >= 3;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
