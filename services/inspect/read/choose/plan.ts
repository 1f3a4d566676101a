import type { PlacedLine } from '../../look/order.ts';
import type { PresetCost } from '../presets.ts';
import type { ReadText } from '../reader.ts';
import { isPortion } from './portion.ts';

/** Paragraphs whose beginnings are read before it is settled whether the page carries portion marks. */
const SAMPLE = 3;

/** A page with portion marks gets this many times the preset's lines. */
const WITH_PORTIONS = 3;

/** How many lines of a page a preset reads, decided line by line while they come in order of likeness. */
export interface Plan {
  takes(placed: PlacedLine): boolean;
  note(reads: readonly ReadText[]): void;
}

/**
 * A page of text has dozens of lines and two or three places where marks stand. The likeliest lines are read, up to the preset's
 * number, of which short ones take less; beginnings of paragraphs only until a sample of them shows no portion mark, and all of them when it shows one.
 */
export function planOf(preset: PresetCost): Plan {
  let spent = 0;
  let sampled = 0;
  let portions = false;
  const beginsParagraph = ({ line }: PlacedLine) => line.length > preset.wholeUpTo * line.height;
  return {
    takes(placed) {
      if (beginsParagraph(placed) && !preset.continuations) {
        if (!portions && sampled >= SAMPLE) return false;
        sampled++;
      }
      const most = preset.mostLines * (portions ? WITH_PORTIONS : 1);
      if (spent >= most) return false;
      spent += costOf(placed);
      return true;
    },
    note(reads) {
      if (reads.some(({ text }) => isPortion(text))) portions = true;
    },
  };
}

/** What a line takes to read, in lines of ten heights: cells of a table and labels of a drawing are many, and cheap. */
function costOf({ line }: PlacedLine): number {
  return Math.min(1, COST.each + (COST.height * line.length) / line.height);
}
const COST = { each: 0.2, height: 0.08 };
