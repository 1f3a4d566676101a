import type { Line } from '../document-lines.ts';
import { isFieldName } from '../grammar/standing.ts';
import type { Span } from '../mark.ts';
import type { FieldValue } from './written-fields.ts';

/** A box of a form, ticked (the group) or not: `[X]`, `☐`, `□`, `( )`. */
const BOX = /([☒☑✓✔✗✘■▣◼⊠]|[[(] {0,2}[xXхХ✓✔✗✘√*] {0,2}[\])])|[☐□▢◻○]|[[(] {0,3}[\])]|[[(]_{1,3}[\])]/gu;
const LEAST_BOXES = 2;
const LONGEST_ROW = 300;
const LONGEST_LABEL = 60;
/** The other levels of the row are what it is not. */
export const TICKED = 'ticked';
const TICKED_WEIGHT = 4.5;

/** The level that was ticked among others in a row of boxes. A row with several ticks, or none, says nothing. */
export function tickedLevels(lines: readonly Line[]): readonly FieldValue[] {
  return lines.flatMap((line): FieldValue[] => {
    const ticked = labelsOf(line.text).filter((one) => one.ticked);
    const [place] = ticked;
    if (!place || ticked.length > 1) return [];
    const value = line.text.slice(place.start, place.end);
    return [{ line, place, value, evidence: { code: TICKED, weight: TICKED_WEIGHT } }];
  });
}

/** Whether the name of a field for levels stands before the row's first box. */
export function isNamedRow({ text, folded }: Line): boolean {
  const first = text.search(BOX);
  return first > 0 && isFieldName(folded.slice(0, first));
}

/** Whether a level stands at a box that was left empty. */
export function isLeftEmpty({ text }: Line, { start, end }: Span): boolean {
  const labels = labelsOf(text);
  return (
    labels.filter(({ ticked }) => ticked).length <= 1 &&
    labels.some((one) => !one.ticked && one.start <= start && one.end >= end)
  );
}

/** What stands at each box of a row, where it has several. */
function labelsOf(text: string): readonly Label[] {
  if (text.length > LONGEST_ROW || !MAY_HOLD.test(text)) return [];
  const boxes = [...text.matchAll(BOX)].map((box) => ({
    start: box.index,
    end: box.index + box[0].length,
    ticked: box[1] !== undefined,
  }));
  if (boxes.length < LEAST_BOXES) return [];
  // `GEHEIM [X]  VS-NfD [ ]`: the last box ends the row, so each stands behind its word.
  const isBehind = text.slice(boxes.at(-1)?.end).trim() === '';
  return boxes.flatMap(({ start, end, ticked }, at): Label[] => {
    const from = isBehind ? startOfLabel(text, boxes[at - 1]?.end ?? 0, start) : end;
    const to = isBehind ? start : (boxes[at + 1]?.start ?? text.length);
    const label = text.slice(from, to);
    const value = label.trim();
    if (value === '' || value.length > LONGEST_LABEL) return [];
    const first = from + label.indexOf(value);
    return [{ start: first, end: first + value.length, ticked }];
  });
}

interface Label extends Span {
  readonly ticked: boolean;
}

/** Behind the name of the field, where the row has one. */
function startOfLabel(text: string, from: number, to: number): number {
  const colon = Math.max(text.lastIndexOf(':', to), text.lastIndexOf('：', to));
  return Math.max(from, colon + 1);
}

const MAY_HOLD = /[☒☑✓✔✗✘■▣◼⊠☐□▢◻○]|[[(][ xXхХ✓✔✗✘√*_]{0,4}[\])]/u;
