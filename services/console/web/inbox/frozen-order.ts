import type { IncidentRow } from '../../contract.ts';

/**
 * The list as it stands under somebody's eyes: rows are updated where they are, none moves, none vanishes; what is new
 * waits until it is asked for. (Acting on the wrong row because the list jumped is the mistake this prevents.)
 */
export interface FrozenList {
  readonly rows: readonly IncidentRow[];
  /** Rows that no longer belong to the filter, kept where they were. */
  readonly left: ReadonlySet<string>;
  /** New, or seen again, since the list was laid out; newest first. */
  readonly waiting: readonly IncidentRow[];
  /** Rows that came in by the last `layOut` and were waiting before. */
  readonly fresh: ReadonlySet<string>;
  /** The newest `lastSeenAt` when the list was laid out: newer rows wait, older ones are further pages. */
  readonly cutoff: string;
}

export function layOut(fetched: readonly IncidentRow[], fresh: ReadonlySet<string> = new Set()): FrozenList {
  const cutoff =
    fetched
      .map((row) => row.lastSeenAt)
      .sort()
      .at(-1) ?? '';
  return { rows: fetched, left: new Set(), waiting: [], fresh, cutoff };
}

export function update(list: FrozenList, fetched: readonly IncidentRow[]): FrozenList {
  if (list.rows.length === 0) return layOut(fetched, new Set(fetched.map((row) => row.id)));
  const byId = new Map(fetched.map((row) => [row.id, row]));
  const shown = new Set(list.rows.map((row) => row.id));
  const unseen = fetched.filter((row) => !shown.has(row.id));
  return {
    rows: [
      ...list.rows.map((row) => byId.get(row.id) ?? row),
      ...unseen.filter((row) => row.lastSeenAt <= list.cutoff),
    ],
    left: new Set(list.rows.filter((row) => !byId.has(row.id)).map((row) => row.id)),
    waiting: unseen.filter((row) => row.lastSeenAt > list.cutoff),
    fresh: list.fresh,
    cutoff: list.cutoff,
  };
}
