import { describe, expect, it } from 'vitest';
import type { ChildHandle } from './child-handle.ts';
import { createPlace } from './place.ts';

function children() {
  const killed = new Set<number>();
  let started = 0;
  const start = async (): Promise<ChildHandle> => {
    started += 1;
    const pid = started;
    return {
      pid,
      ready: { ruleset: '', engine: '', ocrData: '' },
      alive: () => !killed.has(pid),
      inspect: () => Promise.reject(new Error('Expected no file here')),
      kill: async () => void killed.add(pid),
    };
  };
  return { start, killed, started: () => started };
}

const quiet = { generation: () => 0, isSpent: async () => false, keeps: true, warn: () => {} };

describe('a place of the pool', () => {
  it('has the next child loading before one has had its last file, and gives it the file after that', async () => {
    const { start, started, killed } = children();
    const place = createPlace({ ...quiet, start, filesAChild: 20 });
    for (let file = 0; file < 20; file += 1) {
      const child = await place.child();
      expect(child.pid).toBe(1);
      await place.served(child, 'done');
      expect(started()).toBe(file < 11 ? 1 : 2);
    }
    expect([...killed]).toEqual([1]);
    expect((await place.child()).pid).toBe(2);
    expect(started()).toBe(2);
  });

  it('keeps no second child when each has one file', async () => {
    const { start, started } = children();
    const place = createPlace({ ...quiet, start, filesAChild: 1 });
    const child = await place.child();
    expect(started()).toBe(1);
    await place.served(child, 'done');
    expect((await place.child()).pid).toBe(2);
    expect(started()).toBe(2);
  });

  it('gives the next file to the one that was loading when a child dies, and starts one when that died too', async () => {
    const { start, killed } = children();
    const place = createPlace({ ...quiet, start, filesAChild: 3 });
    const child = await place.child();
    await place.served(child, 'done');
    await child.kill();
    await place.served(child, 'sandbox-died');
    const second = await place.child();
    expect(second.pid).toBe(2);
    killed.add(second.pid);
    expect((await place.child()).pid).toBe(3);
  });

  it('gives no file to a child of an older set of rules, nor to its successor, and leaves none behind', async () => {
    let generation = 0;
    const { start, killed } = children();
    const place = createPlace({ ...quiet, start, filesAChild: 2, generation: () => generation });
    await place.served(await place.child(), 'done');
    generation = 1;
    expect((await place.child()).pid).toBe(3);
    await place.close();
    expect([...killed].sort()).toEqual([1, 2, 3]);
  });

  it('starts nothing before it is asked when it keeps nothing, and nothing more once it rests', async () => {
    const { start, started, killed } = children();
    const place = createPlace({ ...quiet, keeps: false, start, filesAChild: 9 });
    expect(started()).toBe(0);
    expect((await place.child()).pid).toBe(1);
    place.rest();
    await place.close();
    expect([started(), [...killed]]).toEqual([1, [1]]);
  });

  it('makes a new attempt after a failed start', async () => {
    const { start } = children();
    let fails = true;
    const place = createPlace({
      ...quiet,
      filesAChild: 9,
      start: () => (fails ? Promise.reject(new Error('no memory')) : start()),
    });
    await expect(place.child()).rejects.toThrow('no memory');
    fails = false;
    expect((await place.child()).pid).toBe(1);
  });
});
