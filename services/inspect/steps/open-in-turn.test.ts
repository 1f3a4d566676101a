import { expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../shared/clock.ts';
import type { Report } from '../report.ts';
import type { Inspects } from './inspect-once.ts';
import { openInTurn } from './open-in-turn.ts';

const book = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(1_000_000)]);
const picture = (size: number) => Buffer.alloc(size, 1);

/** Files stay open until the test closes them by size. */
function held() {
  const open = new Map<number, () => void>();
  const order: number[] = [];
  const inspects: Inspects = {
    inspect: ({ bytes }) => {
      order.push(bytes.length);
      return new Promise((resolve) => {
        open.set(bytes.length, () => resolve({ sha256: '' } as unknown as Report));
      });
    },
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    inspects,
    order,
    close: async (size: number) => {
      open.get(size)?.();
      await settled();
    },
    settled,
  };
}

test('a small picture passes books that wait, and finds a child free although books came first', async () => {
  const { inspects, order, settled } = held();
  const turns = openInTurn(inspects, 2, systemClock);
  void turns.inspect({ bytes: book, name: null });
  void turns.inspect({ bytes: Buffer.concat([book, book]), name: null });
  void turns.inspect({ bytes: picture(500), name: null });
  await settled();
  expect(order).toEqual([book.length, 500]);
});

test('with one child a small picture goes to the spare one when what is open takes long, and another book does not', async () => {
  const { inspects, order, close, settled } = held();
  const alarms: Array<() => void> = [];
  const clock: Clock = { ...systemClock, sleep: () => new Promise((resolve) => alarms.push(resolve)) };
  const turns = openInTurn(inspects, 1, clock);
  const second = Buffer.concat([book, book]);
  for (const bytes of [book, second, picture(1), picture(2)]) void turns.inspect({ bytes, name: null });
  await settled();
  expect(order).toEqual([book.length]);
  for (const ring of alarms.splice(0)) ring();
  await settled();
  expect(order).toEqual([book.length, 1]);
  await close(1);
  expect(order).toEqual([book.length, 1, 2]);
  await close(2);
  expect(order).toEqual([book.length, 1, 2]);
  await close(book.length);
  expect(order).toEqual([book.length, 1, 2, second.length]);
  expect(alarms).toHaveLength(1);
});

test('with one child nothing is opened beside what is soon over', async () => {
  const { inspects, order, close, settled } = held();
  const alarms: Array<() => void> = [];
  const clock: Clock = { ...systemClock, sleep: () => new Promise((resolve) => alarms.push(resolve)) };
  const turns = openInTurn(inspects, 1, clock);
  for (const size of [1, 2, 3]) void turns.inspect({ bytes: picture(size), name: null });
  await settled();
  await close(1);
  // The alarm of the first, late: it is over.
  alarms[0]?.();
  await settled();
  expect(order).toEqual([1, 2]);
});

test('what is passed by often enough has its turn', async () => {
  const { inspects, order, close, settled } = held();
  const turns = openInTurn(inspects, 1, systemClock);
  void turns.inspect({ bytes: picture(1), name: null });
  void turns.inspect({ bytes: book, name: null });
  for (let size = 2; size < 60; size += 1) void turns.inspect({ bytes: picture(size), name: null });
  await settled();
  for (let size = 1; size < 40; size += 1) await close(size);
  expect(order).toContain(book.length);
});

test('a suspect is opened with nothing else open, and nothing is opened beside it', async () => {
  const { inspects, order, close, settled } = held();
  const turns = openInTurn(inspects, 2, systemClock);
  void turns.inspect({ bytes: picture(1), name: null });
  void turns.inspect({ bytes: picture(99), name: null, alone: true });
  void turns.inspect({ bytes: picture(2), name: null });
  await settled();
  expect(order).toEqual([1]);
  await close(1);
  expect(order).toEqual([1, 99]);
  await close(99);
  expect(order).toEqual([1, 99, 2]);
});

test('says when a file’s turn has come, before it is opened; when that fails nothing is opened and the next has its turn', async () => {
  const { inspects, order, close, settled } = held();
  const turns = openInTurn(inspects, 1, systemClock);
  const began: number[] = [];
  const opening = (size: number) => async () => {
    expect(order).not.toContain(size);
    began.push(size);
    if (size === 2) throw new Error('not counted');
  };
  void turns.inspect({ bytes: picture(1), name: null, opening: opening(1) });
  const refused = turns.inspect({ bytes: picture(2), name: null, opening: opening(2) });
  void turns.inspect({ bytes: picture(3), name: null, opening: opening(3) });
  await settled();
  expect(began).toEqual([1]);
  await Promise.all([close(1), expect(refused).rejects.toThrow('not counted')]);
  await settled();
  expect([began, order]).toEqual([
    [1, 2, 3],
    [1, 3],
  ]);
});
