import type { Line } from '../../look/line.ts';
import type { PlacedLine } from '../../look/order.ts';
import type { LaidOut } from '../lay-out.ts';
import type { PresetCost } from '../presets.ts';
import { beginningOf, type PartRead } from '../read-placed.ts';
import type { ReadText } from '../reader.ts';
import { planOf } from './plan.ts';
import { promisingOf } from './promising.ts';

/** Which lines of a page are read, and how much of each: those worth it, as many as the preset pays for. */
export interface Choice {
  /** All lines, the likeliest first; to be asked about in this order. */
  readonly lines: readonly PlacedLine[];
  /** `isInDoubt`: it is worth it even if nothing speaks for it, because it tells whether the page can be read. */
  takes(placed: PlacedLine, isInDoubt: boolean): boolean;
  /** All of a line that says something, or its beginning, read only for where it stands. */
  partsOf(placed: PlacedLine): readonly Line[];
  /** 0–1: how likely a word of a mark stands on it; null where that was not asked. */
  spotted(placed: PlacedLine): number | null;
  /** Told of every read, `isMark`: of something found. */
  note(placed: PlacedLine, reads: readonly ReadText[], isMark: boolean): void;
}

/** `known`: lines of which a part was read already. */
export function chooseLines(
  { ordered, parts, worth }: Pick<LaidOut, 'ordered' | 'parts' | 'worth'>,
  { preset, known }: { readonly preset: PresetCost; readonly known: ReadonlyMap<Line, PartRead> },
): Choice {
  const promising = promisingOf(worth, parts, known);
  const plan = planOf(preset);
  return {
    lines: promising.sorted(ordered),
    takes: (placed, isInDoubt) => (isInDoubt || promising.takes(placed)) && plan.takes(placed),
    partsOf: (placed) =>
      promising.wantsAllOf(placed)
        ? (parts.get(placed) ?? [])
        : [beginningOf(placed, preset, known.get(placed.line))],
    spotted: promising.spotted,
    note(placed, reads, isMark) {
      plan.note(reads);
      promising.note(placed, reads, isMark);
    },
  };
}
