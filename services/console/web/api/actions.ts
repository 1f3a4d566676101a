import { notifications } from '@mantine/notifications';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Action, bulkResultSchema, incidentDetailSchema, type Status } from '../../contract.ts';
import { ApiError, call } from './client.ts';
import { patchRows } from './list-cache.ts';
import { KEYS } from './queries.ts';

const DONE: Record<Action['type'], string> = {
  acknowledge: 'Acknowledged',
  close: 'Closed',
  reopen: 'Reopened',
};

/** Steps on one incident or on many. What came of it is said in words; what changed shows at once, without waiting for the stream. */
export function useActions() {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ ids, action }: { ids: readonly string[]; action: Action }) => {
      const [only, ...more] = ids;
      return only !== undefined && more.length === 0
        ? onOne(client, only, action)
        : onMany(client, ids, action);
    },
    onSuccess: (said) => notifications.show(said),
    onError: (error, { ids }) => {
      notifications.show({ color: 'red', title: 'Not done', message: error.message, autoClose: 10_000 });
      for (const id of ids) void client.invalidateQueries({ queryKey: KEYS.incident(id) });
      void client.invalidateQueries({ queryKey: KEYS.lists });
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEYS.overview }),
  });
  return {
    act: (ids: readonly string[], action: Action) =>
      mutation.mutateAsync({ ids, action }).then(
        () => true,
        () => false,
      ),
    busy: mutation.isPending,
  };
}
export type Actions = ReturnType<typeof useActions>;

async function onOne(client: QueryClient, id: string, action: Action) {
  const detail = await call(`/api/incidents/${id}/actions`, incidentDetailSchema, {
    method: 'POST',
    body: action,
  });
  client.setQueryData(KEYS.incident(id), detail);
  patchRows(client, new Map([[id, detail.incident]]));
  return { message: DONE[action.type] };
}

async function onMany(client: QueryClient, ids: readonly string[], action: Action) {
  const { results } = await call('/api/incidents/actions', bulkResultSchema, {
    method: 'POST',
    body: { ids, action },
  });
  const now = new Map<string, { status: Status }>();
  for (const { id, status } of results) {
    if (status !== null) now.set(id, { status });
    void client.invalidateQueries({ queryKey: KEYS.incident(id) });
  }
  patchRows(client, now);
  const done = results.filter((result) => result.outcome === 'done').length;
  if (done === 0)
    throw new ApiError(
      409,
      'STEP_NOT_POSSIBLE',
      'None of the selected incidents was in a state for this step.',
    );
  const left = results.length - done;
  return { message: `${DONE[action.type]}: ${done}${left === 0 ? '' : `. Left as they were: ${left}`}` };
}
