import { describe, expect, test } from 'vitest';
import { exponential, seeded } from './random.ts';
import { type Fleet, type Job, percentile, simulate } from './simulate.ts';
import { arrivals, meanCostMs, type Traffic } from './traffic.ts';

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, one) => sum + one, 0) / values.length;

function queue(servers: number): Fleet {
  return { partitions: 1, pods: 1, handsPerPod: servers, overheadMs: 0 };
}

/** Poisson arrivals at this share of what the servers can do; services of mean 1. */
function jobsAt(
  load: number,
  servers: number,
  service: (random: () => number) => number,
  count = 300_000,
): Job[] {
  const random = seeded(5);
  let atMs = 0;
  return Array.from({ length: count }, () => {
    atMs += exponential(1 / (load * servers), random);
    return { atMs, partition: 0, serviceMs: service(random) };
  });
}

/** Probability that an arrival waits in M/M/c (Erlang C), offered load `a` = c·ρ. */
function erlangC(servers: number, load: number): number {
  const offered = servers * load;
  let blocking = 1;
  for (let n = 1; n <= servers; n += 1) blocking = (offered * blocking) / (n + offered * blocking);
  return blocking / (1 - load * (1 - blocking));
}

describe('queueing theory', () => {
  test.each([0.3, 0.7, 0.9])('one server, exponential services (M/M/1) at %s', (load) => {
    const { latenciesMs, busy } = simulate(
      jobsAt(load, 1, (random) => exponential(1, random)),
      queue(1),
    );
    expect(Math.abs(mean(latenciesMs) * (1 - load) - 1)).toBeLessThan(0.05);
    expect(Math.abs(busy / load - 1)).toBeLessThan(0.02);
    expect(Math.abs((percentile(latenciesMs, 0.95) * (1 - load)) / Math.log(20) - 1)).toBeLessThan(0.05);
  });

  test.each([0.5, 0.8])('several servers, exponential services (M/M/c) at %s: Erlang’s formula', (load) => {
    const servers = 4;
    const { latenciesMs } = simulate(
      jobsAt(load, servers, (random) => exponential(1, random)),
      queue(servers),
    );
    const expected = 1 + erlangC(servers, load) / (servers * (1 - load));
    expect(Math.abs(mean(latenciesMs) / expected - 1)).toBeLessThan(0.05);
  });

  test('one server, constant services (M/D/1): Pollaczek and Khinchine', () => {
    const { latenciesMs } = simulate(
      jobsAt(0.8, 1, () => 1),
      queue(1),
    );
    expect(Math.abs(mean(latenciesMs) / (1 + 0.8 / (2 * (1 - 0.8))) - 1)).toBeLessThan(0.05);
  });

  test('several servers, constant services (M/D/c): Cosmetatos', () => {
    const [servers, load] = [4, 0.8];
    const { latenciesMs } = simulate(
      jobsAt(load, servers, () => 1),
      queue(servers),
    );
    const waitExponential = erlangC(servers, load) / (servers * (1 - load));
    const correction =
      1 + ((1 - load) * (servers - 1) * (Math.sqrt(4 + 5 * servers) - 2)) / (16 * load * servers);
    expect(Math.abs((mean(latenciesMs) - 1) / ((waitExponential / 2) * correction) - 1)).toBeLessThan(0.1);
  });
});

describe('the fleet', () => {
  const traffic: Traffic = {
    perDay: 1_000_000,
    peak: 3,
    kinds: [{ name: 'text', share: 1, meanMs: 100, variation: 1 }],
    forwarded: 0.2,
    channels: 200,
    skew: 1,
  };
  const stretch = { seed: 3, partitions: 12, durationMs: 600_000, ratePerSecond: 40 };

  test('the same seed gives the same run, another one another', () => {
    const once = simulate(arrivals(traffic, stretch), { ...queue(4), partitions: 12, pods: 2 });
    const again = simulate(arrivals(traffic, stretch), { ...queue(4), partitions: 12, pods: 2 });
    const other = simulate(arrivals(traffic, { ...stretch, seed: 4 }), {
      ...queue(4),
      partitions: 12,
      pods: 2,
    });
    expect(once).toEqual(again);
    expect(mean(other.latenciesMs)).not.toBe(mean(once.latenciesMs));
  });

  test('costs are what the mix says, and every job is done', () => {
    const jobs = arrivals(traffic, stretch);
    expect(mean(jobs.map((job) => job.serviceMs)) / meanCostMs(traffic)).toBeCloseTo(1, 1);
    const { latenciesMs } = simulate(jobs, { ...queue(4), partitions: 12, pods: 2 });
    expect(latenciesMs.every((latency, index) => latency >= (jobs[index]?.serviceMs ?? 0) - 1e-6)).toBe(true);
  });

  test('a fleet that grows with the backlog catches up where a fixed one drowns; each change is a stop', () => {
    const jobs = arrivals(traffic, { ...stretch, ratePerSecond: 90 });
    const small: Fleet = { partitions: 12, pods: 1, handsPerPod: 4, placesPerPod: 16, overheadMs: 0 };
    const scaling = {
      everyMs: 30_000,
      lagPerPod: 200,
      maxPods: 12,
      minPods: 1,
      step: 2,
      startMs: 30_000,
      cooldownMs: 300_000,
      rebalanceMs: 3_000,
    };
    const fixed = simulate(jobs, small);
    const growing = simulate(jobs, { ...small, scaling });
    expect(growing.mostPods).toBeGreaterThan(2);
    expect(percentile(growing.latenciesMs, 0.95)).toBeLessThan(percentile(fixed.latenciesMs, 0.95) / 3);
  });

  test('partitions that are uneven leave hands idle: more pods than busy partitions help nobody', () => {
    const jobs = arrivals({ ...traffic, channels: 3, skew: 2 }, stretch);
    const few = simulate(jobs, { partitions: 12, pods: 3, handsPerPod: 2, overheadMs: 0 });
    const even = simulate(
      jobs.map((job, index) => ({ ...job, partition: index % 12 })),
      { partitions: 12, pods: 3, handsPerPod: 2, overheadMs: 0 },
    );
    expect(mean(few.latenciesMs)).toBeGreaterThan(mean(even.latenciesMs));
  });
});

describe('the inspector’s own order', () => {
  const one: Fleet = { partitions: 2, pods: 1, handsPerPod: 1, overheadMs: 0 };
  const job = (over: Partial<Job>): Job => ({ atMs: 0, partition: 0, serviceMs: 100, ...over });
  const times = (jobs: readonly Job[], fleet: Fleet = one) => [...simulate(jobs, fleet).latenciesMs];

  test('a file is opened once: whoever posts it meanwhile waits for it, whoever posts it later is answered', () => {
    const jobs = [
      job({ file: 'a' }),
      job({ atMs: 40, file: 'a', partition: 1 }),
      job({ atMs: 500, file: 'a' }),
    ];
    expect(times(jobs, { ...one, overheadMs: 7, knownMs: 3 })).toEqual([107, 67, 3]);
  });

  test('what is known needs no hand', () => {
    expect(times([job({}), job({ atMs: 1, serviceMs: 0 })])).toEqual([100, 0]);
  });

  test('small files first; but nobody is passed by more than twenty times', () => {
    const large = job({ atMs: 1, sizeBytes: 9_000 });
    const small = Array.from({ length: 30 }, (_, index) => job({ atMs: 2 + index / 100, sizeBytes: 10 }));
    const [, ofLarge] = times([job({}), large, ...small]);
    expect(ofLarge).toBe(100 + 20 * 100 - 1 + 100);
  });

  test('slow ones leave a hand to the others', () => {
    const slow = [0, 0, 0].map(() => job({ slow: true, sizeBytes: 1 }));
    const [, , , quick] = times([...slow, job({ atMs: 10, sizeBytes: 1 })], { ...one, handsPerPod: 2 });
    expect(quick).toBe(100);
  });

  test('a pod has so many places; a partition that has nothing in work begins one beyond', () => {
    const jobs = [
      job({ sizeBytes: 5 }),
      job({ sizeBytes: 5 }),
      job({ sizeBytes: 1 }),
      job({ sizeBytes: 1, partition: 1 }),
    ];
    expect(times(jobs, { ...one, placesPerPod: 2 })).toEqual([100, 400, 300, 200]);
  });

  test('a fleet that changes size loses nobody, not those either who wait for another’s file', () => {
    const jobs = Array.from({ length: 200 }, (_, index) =>
      job({ atMs: index * 10, partition: index % 2, file: `f${index >> 1}`, serviceMs: 300 }),
    );
    const scaling = {
      everyMs: 200,
      lagPerPod: 1,
      maxPods: 2,
      minPods: 1,
      step: 1,
      startMs: 50,
      cooldownMs: 100,
      rebalanceMs: 20,
    };
    const { latenciesMs, mostPods } = simulate(jobs, { ...one, placesPerPod: 4, scaling });
    expect(mostPods).toBe(2);
    expect(latenciesMs.every((latency) => latency > 0)).toBe(true);
  });
});
