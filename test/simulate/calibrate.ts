import { mean } from '../accuracy/images/figures.ts';
import type { Measured } from '../bench/world/measured.ts';
import { seeded } from './random.ts';
import { type Job, percentile, simulate } from './simulate.ts';

export interface Compared {
  readonly share: number;
  readonly measured: readonly [p50: number, p95: number];
  readonly simulated: readonly [p50: number, p95: number];
}

const RUNS = 20;

/** Mean time of a file in a child of its own, by the mix that was posted. */
export function insideMs(measured: Measured, kind: string): number {
  return mean(measured.costs[kind]?.insideMs ?? []);
}

/**
 * The time of a file under load over that of a file alone, so that the capacity comes out as measured. The one number that is
 * fitted. More than 1 where cores are shared with other processes, less where the files measured alone were dearer.
 */
export function slowdown(measured: Measured): number {
  const uploads = measured.loads.flatMap((load) => load.uploads);
  const alone = mean(uploads.map(({ kind, forwarded }) => (forwarded ? 0 : insideMs(measured, kind))));
  return 1000 / measured.perSecond / alone;
}

/**
 * The model on the very arrivals that were measured, with times drawn from the files measured alone. One hand opens; a forward
 * needs none. The slow-down grows with the load.
 */
export function compare(measured: Measured): Compared[] {
  const factor = slowdown(measured);
  const forwardMs = mean(measured.costs.forwarded?.latencyMs ?? []);
  const overheadMs = mean(
    Object.entries(measured.costs).flatMap(([kind, cost]) =>
      kind === 'forwarded'
        ? []
        : cost.latencyMs.map((latency, index) => latency - (cost.insideMs[index] ?? 0)),
    ),
  );
  return measured.loads.map(({ share, uploads }) => {
    const busy = 1 + (factor - 1) * share;
    const simulated = Array.from({ length: RUNS }, (_, run) => {
      const random = seeded(run + 1);
      const jobs = uploads.flatMap(({ atMs, kind, forwarded }): Job[] => {
        const times = measured.costs[kind]?.insideMs ?? [];
        const serviceMs = (times[Math.floor(random() * times.length)] ?? 0) * busy;
        return forwarded ? [] : [{ atMs, partition: 0, serviceMs }];
      });
      const { latenciesMs } = simulate(jobs, {
        partitions: 1,
        pods: 1,
        handsPerPod: 1,
        overheadMs: overheadMs * busy,
      });
      const forwards = uploads.flatMap(({ forwarded }) => (forwarded ? [forwardMs * busy] : []));
      return [...latenciesMs, ...forwards];
    });
    const both = (all: ArrayLike<number>) => [percentile(all, 0.5), percentile(all, 0.95)] as const;
    const runs = simulated.map(both);
    return {
      share,
      measured: both(uploads.map(({ verdictMs }) => verdictMs)),
      simulated: [mean(runs.map(([p50]) => p50)), mean(runs.map(([, p95]) => p95))],
    };
  });
}
