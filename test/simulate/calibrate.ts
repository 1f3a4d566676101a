import { mean } from '../accuracy/images/figures.ts';
import type { Measured, MeasuredUpload } from '../bench/world/measured.ts';
import { type Job, percentile, simulate } from './simulate.ts';

export interface Compared {
  readonly share: number;
  readonly points: readonly Point[];
}
/** One figure of the curve, of the real services and of the model; milliseconds to the verdict. */
export interface Point {
  readonly name: string;
  readonly measured: number;
  readonly simulated: number;
}

const HANDS = 1;

/** As the inspector takes its work: many more places than hands. */
export const placesFor = (hands: number): number => Math.max(16, hands * 4);

/** In a hand, alone: the very file that was drawn, since pictures are drawn once and posted again with a few bytes after their end. */
function aloneMs({ costs, pictures }: Measured, { kind, serial }: MeasuredUpload): number {
  const times = costs[kind]?.insideMs ?? [];
  return mean(times.filter((_, index) => index % pictures === serial % pictures));
}

/** What is added to a file that is opened, between posting and verdict. */
export function overheadMs({ costs }: Measured): number {
  return mean(
    Object.entries(costs).flatMap(([kind, { latencyMs, insideMs }]) =>
      kind === 'forwarded' ? [] : latencyMs.map((latency, index) => latency - (insideMs[index] ?? 0)),
    ),
  );
}

const openedOf = (uploads: readonly MeasuredUpload[]) => uploads.filter(({ forwarded }) => !forwarded);
const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** The time of a file while others arrive over that of the same file alone: cores are shared with all other processes. Measured. */
export function slowdown(measured: Measured, uploads: readonly MeasuredUpload[]): number {
  const opened = openedOf(uploads);
  return sum(opened.map(({ insideMs }) => insideMs)) / sum(opened.map((upload) => aloneMs(measured, upload)));
}

/** How long a hand is kept between two files, so that what is posted without a pause takes as long as measured. The one number that is fitted. */
export function betweenMs({ saturated: { uploads, tookMs } }: Measured): number {
  const opened = openedOf(uploads);
  return Math.max(0, tookMs - sum(opened.map(({ insideMs }) => insideMs))) / opened.length;
}

/** The model on the very arrivals that were measured. */
export function compare(measured: Measured): Compared[] {
  const between = betweenMs(measured);
  return measured.loads.map(({ share, uploads }) => {
    const slower = slowdown(measured, uploads);
    const jobs = uploads.map((upload): Job => {
      const { atMs, kind, serial, partition, sizeBytes, slow, opened } = upload;
      const serviceMs = opened ? aloneMs(measured, upload) * slower + between : 0;
      return { atMs, partition, serviceMs, file: `${kind} ${serial}`, sizeBytes, slow };
    });
    const run = simulate(jobs, {
      partitions: measured.partitions,
      pods: 1,
      handsPerPod: HANDS,
      placesPerPod: placesFor(HANDS),
      overheadMs: Math.max(0, overheadMs(measured) - between),
      knownMs: mean(measured.costs.forwarded?.latencyMs ?? []),
    });
    const [real, model] = [uploads.map(({ verdictMs }) => verdictMs), [...run.latenciesMs]];
    const isNew = uploads.map(({ forwarded }) => !forwarded);
    const onlyNew = (values: readonly number[]) => values.filter((_, index) => isNew[index]);
    const point = (name: string, of: (values: readonly number[]) => number): Point => ({
      name,
      measured: of(real),
      simulated: of(model),
    });
    return {
      share,
      points: [
        point('mean of all', mean),
        point('new files, p50', (values) => percentile(onlyNew(values), 0.5)),
        point('new files, p95', (values) => percentile(onlyNew(values), 0.95)),
      ],
    };
  });
}
