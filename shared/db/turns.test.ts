import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('gives one turn at a time, first come, first served', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const first = await turns.take(1000);
  const others = ['a', 'b', 'c'].map(async (name) => {
    const release = await turns.take(1000);
    order.push(name);
    release?.();
  });
  expect(order).toEqual([]);
  first?.();
  await Promise.all(others);
  expect(order).toEqual(['a', 'b', 'c']);
});

it('stops waiting after the time, and the turn goes to the next in line', async () => {
  const turns = createTurns();
  const first = await turns.take(1000);
  const late = turns.take(10);
  const patient = turns.take(60_000);
  expect(await late).toBeNull();
  first?.();
  expect(await patient).toBeTypeOf('function');
});

it('takes a turn given back twice only once', async () => {
  const turns = createTurns();
  const first = await turns.take(1000);
  first?.();
  const second = await turns.take(1000);
  first?.();
  expect(await turns.take(20)).toBeNull();
  second?.();
  expect(await turns.take(20)).toBeTypeOf('function');
});
