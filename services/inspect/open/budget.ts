import type { Clock } from '../../../shared/clock.ts';
import type { Uninspected } from '../../../shared/messages/verdict.ts';
import type { Limits } from '../sandbox/limits.ts';

type Counted = 'pages' | 'entries' | 'bytesOut' | 'textChars';

/** What is left of one file's limits, shared by everything that is opened inside it. */
export interface Budget {
  readonly limits: Limits;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  /** Takes `amount` if that much is left; otherwise takes nothing and says false. */
  take(what: Counted, amount: number): boolean;
  left(what: Counted): number;
  late(): boolean;
}

export function createBudget(limits: Limits, deadlineMs: number, clock: Clock): Budget {
  const left: Record<Counted, number> = {
    pages: limits.pages,
    entries: limits.entries,
    bytesOut: limits.bytesOut,
    textChars: limits.textChars,
  };
  return {
    limits,
    deadlineMs,
    take(what, amount) {
      if (amount > left[what]) return false;
      left[what] -= amount;
      return true;
    },
    left: (what) => left[what],
    late: () => clock.nowMs() >= deadlineMs,
  };
}

/** How a part is called in `uninspected`: "file", "page 3", "entry #2", "entry #2/#1 page 3". */
export function partName(part: string, page: number | null = null): string {
  const entry = part === '' ? '' : `entry ${part}`;
  const leaf = page === null ? '' : `page ${page}`;
  return [entry, leaf].filter((word) => word !== '').join(' ') || 'file';
}

/** What a container holds is called by its ordinal, never by its name. */
export function childPart(part: string, ordinal: number): string {
  return part === '' ? `#${ordinal}` : `${part}/#${ordinal}`;
}

/** `uninspected` with the limit that was hit. */
export function limited(
  part: string,
  reason: Uninspected['reason'],
  limits: Limits,
  name: keyof Limits,
): Uninspected {
  return { part, reason, limit: { name, value: limits[name] } };
}
