import { greyOf, type Raster } from '../../look/raster.ts';
import { straighten } from '../../look/straighten.ts';
import type { ReadText } from '../reader.ts';
import type { ScriptReader } from './script-reader.ts';

/** "Ⅲ급비밀" at the beginning of a line, whatever came out for its numeral. Figures 2 and 3 are read well. */
const GRADE = /^[^\p{L}\p{N}|]{0,2}([^\s급23]{1,4})\s?(?=급\s?(?:군\s?사\s?)?비\s?밀)/u;
const NUMERALS = ['', 'Ⅰ', 'Ⅱ', 'Ⅲ'];
/** Rows in which only the stems of a numeral stand, as shares of the ink's height; its serifs and those of 급 are outside. */
const ROWS = { from: 0.38, until: 0.62 };
/** As much of the line as the numeral can take, in heights of its ink. */
const REACH = 1;
/** A column is a stem when this share of those rows is ink. */
const UPRIGHT = 0.9;
/** Stems of one numeral are alike: the widest against the narrowest, and so the gaps between them. */
const ALIKE = 2;
/** A numeral that is read this surely needs no counting. */
const SURE = 0.85;
/** A grade whose words are read and whose stems are counted is no guess, whatever the reader made of the numeral. */
const COUNTED = 0.6;
/** Pixels of a line in which the stems of a numeral are counted. */
const GRADE_HEIGHT = 64;
/** Less difference between paper and ink than this is no writing. */
const CONTRAST = 40;

/**
 * Readers of Korean know Roman numerals badly or not at all: Ⅱ comes out as 표 or 프, Ⅲ as 파, 피 or 1. The grade of a Korean secret is that
 * numeral, so its stems are counted on the picture. `strip`: the line laid straight. A read that is no grade, or whose stems are not
 * plain, comes back as it is, and so does a numeral that was surely read.
 */
export function withGradeNumeral(read: ReadText, strip: () => Raster): ReadText {
  const match = GRADE.exec(read.text);
  if (match === null || (NUMERALS.includes(match[1] ?? '') && read.confidence >= SURE)) return read;
  const numeral = NUMERALS[stemsOf(strip())] ?? '';
  if (numeral === '') return read;
  const confidence = Math.max(read.confidence, COUNTED);
  return { ...read, text: numeral + read.text.slice(match[0].length), confidence };
}

/** A reader of Korean that counts the numerals of grades. */
export function countingGrades(reader: ScriptReader): ScriptReader {
  const { quick } = reader;
  const counted =
    (read: ScriptReader['readLine']): ScriptReader['readLine'] =>
    async (raster, line) =>
      withGradeNumeral(await read(raster, line), () => straighten(raster, line, GRADE_HEIGHT));
  return {
    ...reader,
    readLine: counted(reader.readLine),
    ...(quick === undefined ? {} : { quick: counted(quick) }),
  };
}

/** Upright strokes at the beginning of a line, 0 when they are not those of one numeral. */
export function stemsOf(strip: Raster): number {
  const { width, height } = strip;
  const inked = inkOf(strip);
  const rows = Array.from({ length: height }, (_, y) => {
    for (let x = 0; x < width; x++) if (inked[y * width + x]) return true;
    return false;
  });
  const top = rows.indexOf(true);
  const tall = rows.lastIndexOf(true) - top + 1;
  if (top < 0 || tall < height / 3) return 0;
  const from = Math.round(top + ROWS.from * tall);
  const until = Math.round(top + ROWS.until * tall);
  const isStem = (x: number) => {
    let ink = 0;
    for (let y = from; y < until; y++) ink += inked[y * width + x] ?? 0;
    return ink >= UPRIGHT * (until - from);
  };
  const first = firstInk(inked, width, from, until);
  const stems: { start: number; end: number }[] = [];
  const end = Math.min(width, Math.round(first + REACH * tall));
  for (let x = first; x < end; x++) {
    if (!isStem(x)) continue;
    const start = x;
    while (x < end && isStem(x)) x++;
    stems.push({ start, end: x });
  }
  const widths = stems.map((stem) => stem.end - stem.start);
  const gaps = stems.slice(1).map((stem, i) => stem.start - (stems[i]?.end ?? 0));
  return alike(widths) && alike(gaps) && stems.length <= 3 ? stems.length : 0;
}

function alike(lengths: readonly number[]): boolean {
  // One pixel more or less is how a stroke happens to fall on the grid.
  return lengths.length === 0 || Math.max(...lengths) <= ALIKE * Math.min(...lengths) + 1;
}

function firstInk(inked: Uint8Array, width: number, from: number, until: number): number {
  for (let x = 0; x < width; x++) {
    for (let y = from; y < until; y++) if (inked[y * width + x]) return x;
  }
  return 0;
}

/** 1 where a pixel is nearer to the ink than to the paper, whichever is the darker. */
function inkOf(strip: Raster): Uint8Array {
  const { data } = greyOf(strip);
  const sorted = Uint8Array.from(data).sort();
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const [paper, dark, light] = [at(0.5), at(0.03), at(0.97)];
  const contrast = Math.max(paper - dark, light - paper);
  if (contrast < CONTRAST) return new Uint8Array(data.length);
  return data.map((grey) => (Math.abs(grey - paper) > contrast / 2 ? 1 : 0));
}
