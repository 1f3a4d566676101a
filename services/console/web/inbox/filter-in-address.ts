import { useLocation, useSearch } from 'wouter';
import { type Kind, listQuerySchema } from '../../contract.ts';
import type { Filter } from '../api/queries.ts';

/** The filter lives in the address, so that a view can be kept, sent and reloaded. What does not parse is ignored. */
export function useFilter(
  kind: Kind,
): readonly [Filter, (change: Partial<Record<keyof Filter, string>>) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const given = Object.fromEntries(new URLSearchParams(search));
  const parsed = listQuerySchema
    .pick({ status: true, source: true, minRank: true, q: true })
    .safeParse(given);
  const filter: Filter = { ...(parsed.success ? parsed.data : { status: 'active' as const }), kind };

  const change = (values: Partial<Record<keyof Filter, string>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) {
      if (value === '' || (name === 'status' && value === 'active')) next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    navigate(text === '' ? path : `${path}?${text}`, { replace: true });
  };
  return [filter, change];
}
