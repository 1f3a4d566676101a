import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  incidentDetailSchema,
  incidentPageSchema,
  type ListQuery,
  overviewSchema,
  type Session,
  whoSchema,
} from '../../contract.ts';
import { call } from './client.ts';

export type Filter = Pick<ListQuery, 'status' | 'kind' | 'source' | 'minRank' | 'q'>;

export const KEYS = {
  session: ['session'],
  overview: ['overview'],
  lists: ['incidents'],
  list: (filter: Filter) => ['incidents', filter],
  incident: (id: string) => ['incident', id],
} as const;

/** null: nobody is signed in. */
export const readSession = async (): Promise<Session | null> =>
  (await call('/api/session', whoSchema)).session;

export function useSessionQuery() {
  return useQuery({ queryKey: KEYS.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

export function useOverview() {
  return useQuery({
    queryKey: KEYS.overview,
    queryFn: ({ signal }) => call('/api/overview', overviewSchema, { signal }),
    refetchInterval: 10_000,
  });
}

export function useIncidentPages(filter: Filter) {
  return useInfiniteQuery({
    queryKey: KEYS.list(filter),
    queryFn: ({ pageParam, signal }) =>
      call(`/api/incidents?${searchOf(filter, pageParam)}`, incidentPageSchema, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: KEYS.incident(id),
    queryFn: ({ signal }) => call(`/api/incidents/${id}`, incidentDetailSchema, { signal }),
  });
}

function searchOf(filter: Filter, cursor: string): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  if (cursor !== '') search.set('cursor', cursor);
  return search;
}
