import type { Line } from '../look/line.ts';
import type { PlacedLine } from '../look/order.ts';
import type { Raster } from '../look/raster.ts';
import { isNearMark, isPlainSentence } from './near-mark.ts';
import { isPortion } from './plan.ts';
import type { Reader, ReadText } from './reader.ts';

/** From here on a line is read for the word that was spotted on it. Low: what is missed here is missed. */
export const SPOTTED = 0.1;
/** The likeliest lines that are read whatever was spotted: a word in a type nobody has seen yet still stands where marks stand. */
const ALWAYS = 4;

/** Of lines that were found after the others, those with a word of a mark spotted on them. `page`: the picture that `raster` was made from. */
export async function spottedOn(
  reader: Pick<Reader, 'spot'>,
  raster: Raster,
  lines: readonly Line[],
  page: Raster = raster,
): Promise<(line: Line) => boolean> {
  const worth = await reader.spot(raster, lines, { page });
  return (line) => (worth?.get(line) ?? 1) >= SPOTTED;
}

/** Which lines of a page are worth reading, once it was looked for words of marks without reading. */
export interface Promising {
  /** Lines with such a word first, else as they came. */
  sorted(ordered: readonly PlacedLine[]): readonly PlacedLine[];
  takes(placed: PlacedLine): boolean;
  /** Whether all of a line that is taken says something; else it is read only for where it stands. */
  wantsAllOf(placed: PlacedLine): boolean;
  /** Told of every read; from the first that matters on, all lines are taken, because what stands around a mark decides. */
  note(reads: readonly ReadText[], isMark: boolean): void;
}

/** `worth`: of the parts of lines that would be read; null: all are worth it. */
export function promisingOf(
  worth: ReadonlyMap<Line, number> | null,
  parts: ReadonlyMap<PlacedLine, readonly Line[]>,
): Promising {
  const isSpotted = (placed: PlacedLine) =>
    (parts.get(placed) ?? []).some((part) => (worth?.get(part) ?? 1) >= SPOTTED);
  let open = worth === null;
  let others = 0;
  return {
    sorted: (ordered) =>
      worth === null
        ? ordered
        : [...ordered.filter(isSpotted), ...ordered.filter((each) => !isSpotted(each))],
    takes: (placed) => open || isSpotted(placed) || others++ < ALWAYS,
    wantsAllOf: (placed) => open || isSpotted(placed),
    note(reads, isMark) {
      open ||= isMark || reads.some(matters);
    },
  };
}

function matters({ text, confidence }: ReadText): boolean {
  return (
    (isNearMark(text, confidence) && !isPlainSentence(text, confidence)) ||
    isPortion(text) ||
    namesField(text)
  );
}

/** Stems of what the field of a marking is called; the letter or level that it holds may stand elsewhere and be too short to be spotted. */
const FIELD =
  /CLASSIF|SENSITIV|EINSTUF|MARKING|CONFIDENTIALIT|PROTECTION|GEHEIMHALT|RUBRICER|KLAUZUL|ГРИФ|密[级級等]|[机機秘]密[等级級区區性]|取扱|등급/iu;

function namesField(text: string): boolean {
  return text.length <= LONGEST_NAME && FIELD.test(text);
}
const LONGEST_NAME = 50;
