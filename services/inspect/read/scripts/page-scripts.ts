import type { Line } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { ScriptScores } from './classify.ts';
import { SCRIPTS, type Script } from './scripts.ts';

/** Lines at least this long, in heights, say what a page is in; this many of them. */
const LONG = 5;
const LINES_NOTED = 8;
/** Of as many lines: fewer long ones are curves and rules among the lines of a picture. */
const TYPICAL = 0.6;
/** As many of the longest, each this clearly in the engine's own scripts, say it of the page. */
const CLEARLY_OWN = { lines: 4, each: 0.9 };
/** As many long lines as tell by themselves what a page is in, and the mean from which on it is in some scripts. */
const ENOUGH = 3;
const MOSTLY = 0.75;
/** A picture is in one script when its lines say so this clearly. */
export const SURE = 0.6;

/** How much one line counts beside all others of its picture: pages are mostly in one script, quotations in another happen. */
const OWN_SHARE = 0.5;

/**
 * What scripts a picture's lines are in, learned line by line. One line alone is told apart in nine of ten cases; the lines of a page
 * together nearly always. Forgotten with the picture.
 */
export interface PageScripts {
  /**
   * Told all lines of a picture. The longest are looked at once it is asked what the picture is in, fewer where they are plainly in the
   * engine's `own` scripts: of most pages it never is.
   */
  survey(
    raster: Raster,
    lines: readonly Line[],
    scoresOf: (line: Line) => Promise<ScriptScores>,
    own: readonly Script[],
  ): void;
  /** How probable each script is for a line with these scores, in the light of the lines noted. */
  weigh(raster: Raster, scores: ScriptScores): Promise<ScriptScores>;
  /** How many of its lines are long enough to tell. */
  telling(raster: Raster): number;
  /** Mean probability over those that were looked at. */
  average(raster: Raster): Promise<{ readonly lines: number; readonly scores: ScriptScores }>;
  /** Whether it looks like a page in these scripts, by a few long lines. */
  looksLike(raster: Raster, scripts: readonly Script[]): Promise<boolean>;
  /** Whether nearly all its lines are in one of these scripts. */
  isIn(raster: Raster, scripts: readonly Script[]): Promise<boolean>;
}

export function createPageScripts(): PageScripts {
  const told = new WeakMap<Raster, Told>();
  const seen = new WeakMap<Raster, { readonly lines: number; readonly sums: Record<Script, number> }>();
  const of = async (raster: Raster) => {
    const page = seen.get(raster) ?? (await lookedAt(told.get(raster)));
    seen.set(raster, page);
    return page;
  };
  const average = async (raster: Raster) => {
    const page = await of(raster);
    return {
      lines: page.lines,
      scores: each((script) => (page.lines === 0 ? 0 : page.sums[script] / page.lines)),
    };
  };
  return {
    survey(raster, lines, scoresOf, own) {
      const long = lines.filter((line) => line.length > LONG * line.height);
      long.sort((a, b) => b.length - a.length);
      told.set(raster, { all: lines.length, longest: long.slice(0, LINES_NOTED), scoresOf, own });
      seen.delete(raster);
    },
    telling: (raster) => told.get(raster)?.longest.length ?? 0,
    async weigh(raster, scores) {
      const { lines, sums } = await of(raster);
      if (lines === 0) return scores;
      return each((script) => OWN_SHARE * scores[script] + (1 - OWN_SHARE) * (sums[script] / lines));
    },
    average,
    async looksLike(raster, scripts) {
      const { lines, scores } = await average(raster);
      return lines >= ENOUGH && scripts.reduce((sum, script) => sum + scores[script], 0) >= MOSTLY;
    },
    async isIn(raster, scripts) {
      const { lines, scores } = await average(raster);
      const enough = lines >= Math.max(2, TYPICAL * Math.min(told.get(raster)?.all ?? 0, LINES_NOTED));
      return enough && scripts.some((script) => scores[script] >= SURE);
    },
  };
}

interface Told {
  readonly all: number;
  readonly longest: readonly Line[];
  readonly own: readonly Script[];
  scoresOf(line: Line): Promise<ScriptScores>;
}

async function lookedAt(told: Told | undefined): Promise<{ lines: number; sums: Record<Script, number> }> {
  const page = { lines: 0, sums: each(() => 0) };
  if (told === undefined) return page;
  let clear = 0;
  for (const line of told.longest) {
    const scores = await told.scoresOf(line);
    page.lines++;
    for (const script of SCRIPTS) page.sums[script] += scores[script];
    if (told.own.reduce((sum, script) => sum + scores[script], 0) >= CLEARLY_OWN.each) clear++;
    if (clear === page.lines && clear === CLEARLY_OWN.lines) break;
  }
  return page;
}

function each(value: (script: Script) => number): Record<Script, number> {
  return Object.fromEntries(SCRIPTS.map((script) => [script, value(script)])) as Record<Script, number>;
}
