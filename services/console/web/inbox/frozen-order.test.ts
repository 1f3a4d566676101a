import { expect, test } from 'vitest';
import type { IncidentRow } from '../../contract.ts';
import { layOut, update } from './frozen-order.ts';

function row(name: string, minute: number, over: Partial<IncidentRow> = {}): IncidentRow {
  const at = `2026-11-22T23:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    id: name,
    source: 'harbour-chat',
    kind: 'found',
    status: 'open',
    closeReason: null,
    rank: 3,
    regime: 'us',
    level: 'SECRET',
    confidence: 0.9,
    complete: true,
    mediaType: null,
    sizeBytes: 1,
    occurrences: 1,
    channels: [],
    channelCount: 0,
    reasons: [],
    firstSeenAt: at,
    lastSeenAt: at,
    updatedAt: at,
    ...over,
  };
}
const ids = (rows: readonly IncidentRow[]) => rows.map(({ id }) => id);

test('lets new incidents wait above a list that somebody reads', () => {
  const list = update(layOut([row('b', 20), row('a', 10)]), [row('c', 30), row('b', 20), row('a', 10)]);
  expect([ids(list.rows), ids(list.waiting)]).toEqual([['b', 'a'], ['c']]);
});

test('updates a row where it stands, also when it was seen again and would be first', () => {
  const list = update(layOut([row('b', 20), row('a', 10)]), [row('a', 40, { occurrences: 2 }), row('b', 20)]);
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect(list.rows[1]?.occurrences).toBe(2);
  expect(list.waiting).toEqual([]);
});

test('keeps a row that left the filter where it was, and says that it left', () => {
  const list = update(layOut([row('b', 20), row('a', 10)]), [row('a', 10)]);
  expect(ids(list.rows)).toEqual(['b', 'a']);
  expect([...list.left]).toEqual(['b']);
});

test('appends further pages below', () => {
  const list = update(layOut([row('b', 20)]), [row('b', 20), row('a', 10)]);
  expect(ids(list.rows)).toEqual(['b', 'a']);
});

test('shows what comes into an empty list at once, marked as new', () => {
  const list = update(layOut([]), [row('a', 10)]);
  expect(ids(list.rows)).toEqual(['a']);
  expect([...list.fresh]).toEqual(['a']);
});
