import type { Raster } from '../../look/raster.ts';
import type { ReadText } from '../reader.ts';
import type { Script } from './scripts.ts';

/** As many lines of a page read in vain, and none that was, say that it is not in a script; below this sureness a read is in vain. */
const ENOUGH = 3;
const GUESS = 0.5;

/** Scripts that the lines of a page were taken for by their looks, until their readers made nothing of them. */
export interface InVain {
  note(page: Raster, script: Script, read: ReadText, isBetter: boolean): void;
  isOver(page: Raster, script: Script): boolean;
}

export function createInVain(): InVain {
  const counts = new WeakMap<Raster, Map<Script, number>>();
  return {
    note(page, script, { confidence }, isBetter) {
      const ofPage = counts.get(page) ?? new Map<Script, number>();
      counts.set(page, ofPage);
      const before = ofPage.get(script) ?? 0;
      ofPage.set(script, isBetter && confidence >= GUESS ? -Infinity : before + 1);
    },
    isOver: (page, script) => (counts.get(page)?.get(script) ?? 0) >= ENOUGH,
  };
}
