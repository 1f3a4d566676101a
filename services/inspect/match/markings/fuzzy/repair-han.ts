import type { Line } from '../document-lines.ts';
import type { Strength } from '../rule-file.ts';
import type { RepairedLine } from './repair-words.ts';

/** Measured with tesseract's chi_sim, and their like: what was printed → what was seen. */
const READ_AS: Readonly<Record<string, string>> = {
  密: '蜜窗审塞宙器咒宓寄',
  机: '夫抽朳',
  内: '户办六肉',
  传: '伟忧巷',
  存: '生',
  注: '法广',
  商: '离请',
  通: '运',
  绝: '绍绐',
  秘: '秒',
  级: '极',
  社: '祉杜',
  部: '陪郜',
  料: '枓科',
  意: '怠',
  件: '仵',
  限: '眼',
};

const PRINTED = new Map(
  Object.entries(READ_AS).flatMap(([printed, seen]) => [...seen].map((char) => [char, printed] as const)),
);
const SEEN = new RegExp(`[${[...PRINTED.keys()].join('')}]`);
const LONGEST_LINE = 30;
/** One character in four may be misread; 社外秘 and its like are words of nothing else, so one in three. */
const HAN_PER_EDIT = 4;
const SHORT_LEGEND = 3;

/** How many of a legend's characters may be misread. Two-character marks have their own reader, which asks for the star and a term. */
export function mayBeWrong(size: number, strength: Strength): number {
  return size === SHORT_LEGEND && strength === 'phrase' ? 1 : Math.floor(size / HAN_PER_EDIT);
}

/** Short lines of a whole text with such characters put right: asked of every document. */
export function* repairedHanLines(text: string): Generator<string> {
  if (!SEEN.test(text)) return;
  for (const line of text.split('\n'))
    if (line.length <= LONGEST_LINE && SEEN.test(line)) yield putRight(line).put;
}

/**
 * The line with characters that readers mix up put right: 内部资料 注意保蜜 → 内部资料 注意保密. Null when none is there. Only terms of three
 * characters and more may be taken from it, with few of them wrong: 机密 and 工作 would make marks of ordinary words.
 */
export function repairHan(line: Line): RepairedLine | null {
  if (line.text.length > LONGEST_LINE) return null;
  const { put, cost } = putRight(line.folded);
  return cost > 0 && put.length === line.text.length
    ? { line: { ...line, text: put, folded: put }, cost }
    : null;
}

function putRight(text: string): { put: string; cost: number } {
  let cost = 0;
  const put = [...text]
    .map((char) => {
      const printed = PRINTED.get(char);
      if (printed === undefined) return char;
      cost += 1;
      return printed;
    })
    .join('');
  return { put, cost };
}
