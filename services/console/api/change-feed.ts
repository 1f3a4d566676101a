import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import type { Logger } from '../../../shared/log.ts';
import type { Changes } from '../contract.ts';

export interface Change {
  /** Where a listener resumes: milliseconds of `updated_at`. */
  readonly cursor: number;
  readonly message: Changes;
}

export interface ChangeFeed {
  /** Everything that changed after `sinceMs` (null: from now on), then changes as they come. Returns what ends it. */
  listen(sinceMs: number | null, onChange: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

/** Rows are stamped before their transaction commits, so a later one may become visible first: look back this far each time. */
const OVERLAP_MS = 5_000;
/** More than this is a reason to read the list anew, not to send it piece by piece. */
const MAX_CHANGES = 200;
/** Resuming from further back reads the list anew as well. */
const MAX_RESUME_MS = 10 * 60_000;

/**
 * Looks every second, while somebody listens, which incidents changed, and tells all listeners at once. Polling the
 * database rather than tailing a topic: an alert shows up when its row is there (a topic may be ahead of it), steps
 * that analysts take appear the same way, and the console needs no consumer group of its own. One query a second a
 * replica, whatever the number of pages.
 */
export function createChangeFeed({
  db,
  clock,
  log,
  intervalMs = 1_000,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intervalMs?: number;
}): ChangeFeed {
  const listeners = new Set<(change: Change) => void>();
  /** id → `updated_at` last told, for what lies within the overlap. */
  const told = new Map<string, number>();
  let cursorMs = 0;
  let polling: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;

  async function changedSince(sinceMs: number) {
    return db.sql
      .selectFrom('incidents')
      .select(['id', 'kind', 'status', 'first_seen_at', 'last_seen_at', 'updated_at'])
      .where('updated_at', '>=', new Date(sinceMs))
      .orderBy('updated_at')
      .limit(MAX_CHANGES + 1)
      .execute();
  }

  function messageOf(rows: Awaited<ReturnType<typeof changedSince>>, sinceMs: number): Changes {
    if (rows.length > MAX_CHANGES) return { type: 'resync' };
    return {
      type: 'changes',
      changes: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        status: row.status,
        lastSeenAt: row.last_seen_at.toISOString(),
        isNew: !told.has(row.id) && row.first_seen_at.getTime() >= sinceMs,
      })),
    };
  }

  async function poll(): Promise<void> {
    const fromMs = cursorMs - OVERLAP_MS;
    const rows = await changedSince(fromMs);
    const overflow = rows.length > MAX_CHANGES;
    const fresh = rows.filter((row) => told.get(row.id) !== row.updated_at.getTime());
    const message = messageOf(overflow ? rows : fresh, fromMs);
    for (const row of rows) {
      told.set(row.id, row.updated_at.getTime());
      cursorMs = Math.max(cursorMs, row.updated_at.getTime());
    }
    for (const [id, atMs] of told) if (atMs < cursorMs - 2 * OVERLAP_MS) told.delete(id);
    if (overflow) cursorMs = Math.max(cursorMs, clock.nowMs());
    if (fresh.length === 0) return;
    for (const listener of listeners) listener({ cursor: cursorMs, message });
  }

  async function run(signal: AbortSignal): Promise<void> {
    let failing = false;
    while (!signal.aborted) {
      try {
        await poll();
        failing = false;
      } catch (error) {
        // The next look repeats what this one missed; said once, not every second.
        if (!failing) log.error({ err: error }, 'change feed failed to read incidents');
        failing = true;
      }
      await clock.sleep(intervalMs, signal);
    }
  }

  function begin(): void {
    if (polling !== null) return;
    cursorMs = clock.nowMs();
    told.clear();
    const abort = new AbortController();
    polling = { abort, done: run(abort.signal) };
  }

  async function end(): Promise<void> {
    const ending = polling;
    polling = null;
    ending?.abort.abort();
    await ending?.done;
  }

  return {
    listen(sinceMs, onChange) {
      begin();
      let active = true;
      listeners.add(onChange);
      if (sinceMs !== null) {
        void resume(sinceMs).then((change) => {
          if (active && change !== null) onChange(change);
        });
      }
      return () => {
        active = false;
        listeners.delete(onChange);
        if (listeners.size === 0) void end();
      };
    },
    async stop() {
      listeners.clear();
      await end();
    },
  };

  async function resume(sinceMs: number): Promise<Change | null> {
    const nowMs = clock.nowMs();
    const resync: Change = { cursor: nowMs, message: { type: 'resync' } };
    if (nowMs - sinceMs > MAX_RESUME_MS) return resync;
    try {
      const rows = await changedSince(sinceMs - OVERLAP_MS);
      return rows.length === 0 ? null : { cursor: nowMs, message: messageOf(rows, sinceMs - OVERLAP_MS) };
    } catch (error) {
      log.error({ err: error }, 'change feed failed to read what was missed');
      return resync;
    }
  }
}
