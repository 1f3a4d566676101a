import { Button, Skeleton } from '@mantine/core';
import type { Filter } from '../api/queries.ts';

interface Pages {
  readonly isPending: boolean;
  readonly error: Error | null;
  refetch(): unknown;
}

/** Everything a list can be besides full: loading, failed, empty for a good reason, empty because of the filter. */
export function ListState({
  pages,
  empty,
  filter,
  onReset,
}: {
  readonly pages: Pages;
  readonly empty: boolean;
  readonly filter: Filter;
  readonly onReset: () => void;
}) {
  if (pages.isPending) {
    return (
      <div className="skeletons" aria-busy="true">
        <span className="hidden">Loading incidents</span>
        {[1, 2, 3, 4, 5].map((line) => (
          <Skeleton key={line} height={44} />
        ))}
      </div>
    );
  }
  if (pages.error !== null) {
    return (
      <div className="notice notice-bad" role="alert">
        <p>
          <strong>The list could not be read.</strong> {pages.error.message}
        </p>
        <Button size="xs" variant="default" onClick={() => void pages.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!empty) return null;
  const filtered =
    filter.status !== 'active' ||
    filter.q !== undefined ||
    filter.source !== undefined ||
    filter.minRank !== undefined;
  return (
    <div className="empty">
      {filtered ? (
        <>
          <p>No incident matches this filter.</p>
          <Button size="xs" variant="default" onClick={onReset}>
            Show all that are not closed
          </Button>
        </>
      ) : (
        <>
          <p>
            <strong>
              {filter.kind === 'uninspected'
                ? 'Everything could be inspected.'
                : 'No incident waits for anybody.'}
            </strong>
          </p>
          <p>New ones appear here by themselves.</p>
        </>
      )}
    </div>
  );
}
