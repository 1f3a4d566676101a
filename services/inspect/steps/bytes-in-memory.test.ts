import { expect, it } from 'vitest';
import { createBytesInMemory } from './bytes-in-memory.ts';

/** A piece of work that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end };
}

const MIB = 1024 * 1024;

it('lets in what fits and keeps the rest waiting, in order', async () => {
  const room = createBytesInMemory(100 * MIB);
  const entered: string[] = [];
  const first = held();
  const second = held();
  const one = room.during(60 * MIB, () => {
    entered.push('one');
    return first.work();
  });
  const two = room.during(60 * MIB, () => {
    entered.push('two');
    return second.work();
  });
  const three = room.during(30 * MIB, async () => {
    entered.push('three');
  });
  await Promise.resolve();
  expect(entered).toEqual(['one']);
  first.end();
  await one;
  second.end();
  await Promise.all([two, three]);
  expect(entered).toEqual(['one', 'two', 'three']);
});

it('lets small files pass those that wait', async () => {
  const room = createBytesInMemory(100 * MIB);
  const large = held();
  const one = room.during(100 * MIB, large.work);
  const two = room.during(100 * MIB, async () => {});
  expect(await room.during(1000, async () => 'small')).toBe('small');
  large.end();
  await Promise.all([one, two]);
});

it('takes a file larger than the room when it is alone, and goes on when work fails', async () => {
  const room = createBytesInMemory(10 * MIB);
  await expect(
    room.during(50 * MIB, async () => {
      throw new Error('Expected');
    }),
  ).rejects.toThrow('Expected');
  expect(await room.during(50 * MIB, async () => 'next')).toBe('next');
});
