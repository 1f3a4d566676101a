import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { IncidentPage, IncidentRow } from '../../contract.ts';
import { KEYS } from './queries.ts';

/** Writes what is known newer into every cached list, in place: no row moves, none is added. */
export function patchRows(client: QueryClient, known: ReadonlyMap<string, Partial<IncidentRow>>): void {
  client.setQueriesData<InfiniteData<IncidentPage>>({ queryKey: KEYS.lists }, (data) =>
    data === undefined
      ? undefined
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            incidents: page.incidents.map((row) => ({ ...row, ...known.get(row.id) })),
          })),
        },
  );
}
