import type { TextSegment } from '../../report.ts';
import type { CompiledRules } from './compile.ts';
import { mayHoldCode } from './fields/coded-levels.ts';
import { mayHoldCodedLabel } from './fields/coded-properties.ts';
import { mayHoldColumn } from './fields/register-columns.ts';
import { mayHoldTableColumn } from './fields/table-columns.ts';
import { clean } from './fold.ts';
import { repairedHanLines } from './fuzzy/repair-han.ts';
import { isRunningProse } from './running-prose.ts';

/** Whether anything in the document may be a mark: most documents end here. What was read from pixels is always read closer. */
export function hasAnchor(rules: CompiledRules, segments: readonly TextSegment[]): boolean {
  return (
    segments.some(({ source }) => source !== 'text') ||
    holdsAnchor(rules, segments) ||
    mayHoldColumn(rules.folder, segments) ||
    mayHoldTableColumn(rules.folder, segments)
  );
}

/** Characters that are looked through at once: enough that asking costs nothing beside looking. */
const STRETCH = 16_384;

function holdsAnchor(rules: CompiledRules, segments: readonly TextSegment[]): boolean {
  let lines: string[] = [];
  let size = 0;
  for (const { text } of segments) {
    lines.push(text);
    size += text.length;
    if (size < STRETCH) continue;
    if (isAnchored(rules, lines.join('\n'))) return true;
    [lines, size] = [[], 0];
  }
  return isAnchored(rules, lines.join('\n'));
}

function isAnchored({ anchors, folder, misread, repairer }: CompiledRules, raw: string): boolean {
  const text = clean(raw);
  let found = false;
  anchors.scan(text, (start, end, values) => {
    found ||= !isRunningProse(folder, text, start, end, values);
  });
  return (
    found ||
    misread.mayHold(text) ||
    repairer.mayRepair(text) ||
    mayHoldConfused(text) ||
    holdsMisreadHan(anchors, text) ||
    mayHoldCode(text) ||
    SPREAD.test(text) ||
    mayHoldCodedLabel(text) ||
    text.includes(TAGGED)
  );
}

/** A legend of three characters and more, one of them read as another. */
function holdsMisreadHan(anchors: CompiledRules['anchors'], text: string): boolean {
  for (const line of repairedHanLines(text)) {
    let found = false;
    anchors.scan(line, (start, end, values) => {
      found ||= end - start > 2 && values.some(({ kind }) => kind === 'term');
    });
    if (found) return true;
  }
  return false;
}

/** A record that tells its colour apart from the protocol's name. */
const TAGGED = '"tlp"';
/** A word spread in small letters, or in capitals among others. */
const SPREAD =
  /(?:^|\s)(?:[A-ZÀ-ÞΑ-ΩА-Я013458] ){4}[A-ZÀ-ÞΑ-ΩА-Я013458]|[A-ZÀ-ÞА-Я] [a-zß-ÿа-я] [a-zß-ÿа-я] [a-zß-ÿа-я] [a-zß-ÿа-я] [a-zß-ÿа-я]/;

/** A star, a portion mark with misread bars, or a character that is read for one of 密级's: each asked the cheapest way. */
function mayHoldConfused(text: string): boolean {
  if (text.includes('★') || text.includes('☆')) return true;
  for (let at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
    if (MISREAD_PORTION.test(text.slice(at, at + LONGEST_PORTION))) return true;
  }
  return MISREAD_HAN.test(text);
}

const MISREAD_PORTION = /^\((?:TS|S|C)(?:[/IHUJL1!|]| ?(?:SI ?)?(?:TK ?)?(?:NF|NO|RE))/;
/** `(TS SI TK NO`: as far as it takes to tell. */
const LONGEST_PORTION = 12;
const MISREAD_HAN =
  /[蜜窗塞户绍绐]|[祉杜陪][外内]|[社部]外秒|内眼|密 ?[*＊#☆太女文雪妇广娘友六坟生大去妈] ?[\d一二三四五六七八九十]/;
