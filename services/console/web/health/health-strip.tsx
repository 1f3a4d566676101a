import type { Line } from '../api/live.ts';
import { useOverview } from '../api/queries.ts';
import { useNow } from '../parts/now.ts';
import { ago, clockTime } from '../times.ts';

/** Without a verdict for this long somebody should look; chats are rarely silent that long. */
const QUIET_MS = 15 * 60_000;

const LINE_WORDS = { connecting: 'Connecting', live: 'Live', lost: 'Offline' } as const;

/** Is the machine awake? Only what the tables can say, in one line. */
export function HealthStrip({ line }: { readonly line: Line }) {
  const { data } = useOverview();
  const nowMs = useNow();
  const hour = data?.verdicts.lastHour;
  const inspected = hour === undefined ? 0 : hour.found + hour.clean + hour.uninspected;
  return (
    <section className="health" aria-label="Health">
      <span className={`line line-${line.state}`}>{LINE_WORDS[line.state]}</span>
      {data !== undefined && hour !== undefined && (
        <>
          <span>
            Last hour: <b>{inspected}</b> inspected, <b>{hour.found}</b> found, <b>{hour.uninspected}</b> not
            inspected
            {inspected > 0 && ` (${percent(hour.uninspected / inspected)})`}
          </span>
          <span>
            Newest verdict:{' '}
            <b>{data.verdicts.newestAt === null ? 'none yet' : ago(data.verdicts.newestAt, nowMs)}</b>
          </span>
          {data.verdicts.medianElapsedMs !== null && (
            <span className="health-more">
              Median inspection: <b>{seconds(data.verdicts.medianElapsedMs)}</b>
            </span>
          )}
        </>
      )}
    </section>
  );
}

/** What an analyst must know before trusting a quiet list. */
export function HealthBanner({ line }: { readonly line: Line }) {
  const overview = useOverview();
  const nowMs = useNow();
  if (line.state === 'lost') {
    return (
      <p className="banner banner-bad" role="alert">
        <strong>No connection to the console</strong> since{' '}
        {clockTime(new Date(line.sinceMs).toISOString(), nowMs)}. What you see is from before. Trying again.
      </p>
    );
  }
  const newest = overview.data?.verdicts.newestAt;
  if (newest === undefined) return null;
  if (newest === null) return <p className="banner">Nothing was inspected yet.</p>;
  if (nowMs - Date.parse(newest) < QUIET_MS) return null;
  return (
    <p className="banner" role="status">
      <strong>Last verdict {ago(newest, nowMs)}.</strong> Either nobody posted a file, or inspection stands
      still; this page cannot tell which.
    </p>
  );
}

/** A narrow page breaks no figure from its unit. */
const percent = (share: number): string =>
  share > 0 && share < 0.01 ? '<1\u00a0%' : `${Math.round(share * 100)}\u00a0%`;
const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`;
