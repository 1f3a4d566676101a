import type { Raster } from '../../look/raster.ts';
import type { ScriptScores } from './classify.ts';
import { SCRIPTS, type Script } from './scripts.ts';

/** How much one line counts beside all others of its picture: pages are mostly in one script, quotations in another happen. */
const OWN_SHARE = 0.5;

/**
 * What scripts a picture's lines are in, learned line by line. One line alone is told apart in nine of ten cases; the lines of a page
 * together nearly always. Forgotten with the picture.
 */
export interface PageScripts {
  /** Notes one line's scores. */
  note(raster: Raster, scores: ScriptScores): void;
  /** How probable each script is for a line with these scores, in the light of the lines noted. */
  weigh(raster: Raster, scores: ScriptScores): ScriptScores;
  /** Mean probability over the picture's lines so far. */
  average(raster: Raster): { readonly lines: number; readonly scores: ScriptScores };
}

export function createPageScripts(): PageScripts {
  const seen = new WeakMap<Raster, { lines: number; readonly sums: Record<Script, number> }>();
  const of = (raster: Raster) => {
    let page = seen.get(raster);
    if (page === undefined) {
      page = { lines: 0, sums: each(() => 0) };
      seen.set(raster, page);
    }
    return page;
  };
  return {
    note(raster, scores) {
      const page = of(raster);
      page.lines++;
      for (const script of SCRIPTS) page.sums[script] += scores[script];
    },
    weigh(raster, scores) {
      const { lines, sums } = of(raster);
      if (lines === 0) return scores;
      return each((script) => OWN_SHARE * scores[script] + (1 - OWN_SHARE) * (sums[script] / lines));
    },
    average(raster) {
      const page = of(raster);
      return {
        lines: page.lines,
        scores: each((script) => (page.lines === 0 ? 0 : page.sums[script] / page.lines)),
      };
    },
  };
}

function each(value: (script: Script) => number): Record<Script, number> {
  return Object.fromEntries(SCRIPTS.map((script) => [script, value(script)])) as Record<Script, number>;
}
