import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '../../../shared/clock.ts';
import type { Db } from '../../../shared/db/db.ts';
import { createPglite } from '../../../shared/db/pglite.ts';
import { createLog } from '../../../shared/log.ts';
import { addIncident, sampleId } from '../../../test/browser/sample-incidents.ts';
import { type Change, createChangeFeed } from './change-feed.ts';

const START = Date.parse('2026-11-22T23:00:00.000Z');
let db: Db;

beforeAll(async () => {
  db = await createPglite({ folder: null });
  await db.migrate();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.sql.deleteFrom('occurrences').execute();
  await db.sql.deleteFrom('incidents').execute();
});

/** A clock that stands until the test moves it; whoever sleeps wakes at each move. */
function standingClock() {
  let nowMs = START;
  const sleepers = new Set<() => void>();
  const clock: Clock = {
    nowMs: () => nowMs,
    elapsedMs: () => nowMs,
    sleep: (_durationMs, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        sleepers.add(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  return {
    clock,
    /** Waits for the reader to fall asleep, then lets it look again. */
    async move(byMs: number) {
      await vi.waitFor(() => expect(sleepers.size).toBeGreaterThan(0));
      nowMs += byMs;
      const waking = [...sleepers];
      sleepers.clear();
      for (const wake of waking) wake();
      await vi.waitFor(() => expect(sleepers.size).toBeGreaterThan(0));
    },
    sleepers,
  };
}

function feedOf(clock: Clock) {
  return createChangeFeed({ db, clock, log: createLog({ level: 'silent', service: 'console' }) });
}
const idsOf = (changes: readonly Change[]) =>
  changes.flatMap(({ message }) =>
    message.type === 'changes' ? message.changes.map((change) => change.id) : [message.type],
  );

test('tells every listener of a new incident once, and of its later change again', async () => {
  const time = standingClock();
  const feed = feedOf(time.clock);
  const first: Change[] = [];
  const second: Change[] = [];
  feed.listen(null, (change) => first.push(change));
  feed.listen(null, (change) => second.push(change));
  await time.move(1000);
  const id = await addIncident(db, { name: 'a', seenAtMs: START + 1500 });
  await time.move(1000);
  await time.move(1000);
  expect(idsOf(first)).toEqual([id]);
  expect(first[0]?.message).toMatchObject({ changes: [{ isNew: true, status: 'open' }] });
  await db.sql
    .updateTable('incidents')
    .set({ status: 'closed', updated_at: new Date(START + 2500) })
    .execute();
  await time.move(1000);
  expect(idsOf(first)).toEqual([id, id]);
  expect(first[1]?.message).toMatchObject({ changes: [{ isNew: false, status: 'closed' }] });
  expect(idsOf(second)).toEqual(idsOf(first));
  await feed.stop();
});

test('sees a row that became visible after a later one', async () => {
  const time = standingClock();
  const feed = feedOf(time.clock);
  const heard: Change[] = [];
  feed.listen(null, (change) => heard.push(change));
  await addIncident(db, { name: 'later', seenAtMs: START + 3000 });
  await time.move(3000);
  await addIncident(db, { name: 'earlier', seenAtMs: START + 1000 });
  await time.move(1000);
  expect(idsOf(heard)).toEqual([sampleId({ name: 'later' }), sampleId({ name: 'earlier' })]);
  await feed.stop();
});

test('gives a page that comes back what it missed, or tells it to read anew when that is long ago', async () => {
  const time = standingClock();
  const feed = feedOf(time.clock);
  const id = await addIncident(db, { name: 'missed', seenAtMs: START - 60_000 });
  const back: Change[] = [];
  const late: Change[] = [];
  feed.listen(START - 90_000, (change) => back.push(change));
  feed.listen(START - 3_600_000, (change) => late.push(change));
  await vi.waitFor(() => expect(late).toHaveLength(1));
  await vi.waitFor(() => expect(back).toHaveLength(1));
  expect(idsOf(back)).toEqual([id]);
  expect(idsOf(late)).toEqual(['resync']);
  await feed.stop();
});

test('asks for a new reading when more changed than is worth listing', async () => {
  const time = standingClock();
  const feed = feedOf(time.clock);
  const heard: Change[] = [];
  feed.listen(null, (change) => heard.push(change));
  await time.move(1000);
  for (let index = 0; index < 201; index++)
    await addIncident(db, { name: `n${index}`, seenAtMs: START + 1000, channels: [] });
  await time.move(1000);
  expect(idsOf(heard)).toEqual(['resync']);
  await feed.stop();
});

test('reads the database only while somebody listens', async () => {
  const time = standingClock();
  const feed = feedOf(time.clock);
  const stop = feed.listen(null, () => {});
  await vi.waitFor(() => expect(time.sleepers.size).toBe(1));
  stop();
  const read = vi.spyOn(db.sql, 'selectFrom');
  for (const wake of time.sleepers) wake();
  await feed.stop();
  expect(read).not.toHaveBeenCalled();
  read.mockRestore();
});
