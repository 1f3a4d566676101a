import { useState } from 'react';
import type { IncidentRow } from '../../contract.ts';
import { type Filter, useIncidentPages } from '../api/queries.ts';
import { type FrozenList, layOut, update } from './frozen-order.ts';

/** The pages of a filter, frozen under the reader's eyes; `showWaiting` lays the list out anew. */
export function useInboxList(filter: Filter) {
  const pages = useIncidentPages(filter);
  const key = JSON.stringify(filter);
  const [held, setHeld] = useState<{ key: string; data: unknown; list: FrozenList } | null>(null);

  const fetched: readonly IncidentRow[] = pages.data?.pages.flatMap((page) => page.incidents) ?? [];
  let current = held;
  if (pages.data !== undefined && (held === null || held.data !== pages.data || held.key !== key)) {
    const list = held === null || held.key !== key ? layOut(fetched) : update(held.list, fetched);
    current = { key, data: pages.data, list };
    setHeld(current);
  }
  const list = current?.key === key ? current.list : null;
  return {
    pages,
    list,
    showWaiting() {
      if (list === null) return;
      setHeld({ key, data: pages.data, list: layOut(fetched, new Set(list.waiting.map((row) => row.id))) });
    },
  };
}
