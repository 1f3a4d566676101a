import { exponential, logNormal, type Random, seeded, zipf } from './random.ts';
import type { Job } from './simulate.ts';

/** What people post: how much, of what kind, how often the same, and in how uneven channels. */
export interface Traffic {
  readonly perDay: number;
  /** The busiest hour over the mean hour. */
  readonly peak: number;
  readonly kinds: readonly Kind[];
  /** Share of attachments that were posted before and are answered without being opened. */
  readonly forwarded: number;
  /** Channels by activity: exponent of Zipf's law. */
  readonly channels: number;
  readonly skew: number;
  /** So many organisations, alike, each with channels of its own; one unless told. */
  readonly organisations?: number;
}
export interface Kind {
  readonly name: string;
  readonly share: number;
  /** Processor time of one file. */
  readonly meanMs: number;
  readonly variation: number;
}

/** Bursts: half a minute at double rate follows half a minute at none, at random; the mean stays. */
const BURST_MS = 30_000;
const BURST = [0.5, 1, 1.5] as const;

export interface Stretch {
  readonly seed: number;
  readonly partitions: number;
  readonly durationMs: number;
  /** Attachments a second. */
  readonly ratePerSecond: number;
}

export function arrivals(traffic: Traffic, { seed, partitions, durationMs, ratePerSecond }: Stretch): Job[] {
  const random = seeded(seed);
  const pickChannel = zipf(traffic.channels, traffic.skew);
  const { organisations = 1 } = traffic;
  // Channels are keys: which partition one lands in is chance.
  const partitionOf = Array.from({ length: traffic.channels * organisations }, () =>
    Math.floor(random() * partitions),
  );
  const firstChannel = () =>
    organisations === 1 ? 0 : Math.floor(random() * organisations) * traffic.channels;
  const jobs: Job[] = [];
  let atMs = 0;
  let burst = 1;
  let burstEndsMs = 0;
  while (atMs < durationMs) {
    if (atMs >= burstEndsMs) {
      burst = BURST[Math.floor(random() * BURST.length)] ?? 1;
      burstEndsMs = atMs + BURST_MS;
    }
    atMs += exponential(1000 / (ratePerSecond * burst), random);
    const cached = random() < traffic.forwarded;
    jobs.push({
      atMs,
      partition: partitionOf[firstChannel() + pickChannel(random)] ?? 0,
      serviceMs: cached ? 0 : serviceOf(traffic.kinds, random),
    });
  }
  return jobs;
}

function serviceOf(kinds: readonly Kind[], random: Random): number {
  let left = random() * kinds.reduce((sum, kind) => sum + kind.share, 0);
  for (const kind of kinds) {
    left -= kind.share;
    if (left <= 0) return logNormal(kind.meanMs, kind.variation, random);
  }
  return kinds.at(-1)?.meanMs ?? 0;
}

/** Mean processor time of one attachment, forwards included. */
export function meanCostMs({ kinds, forwarded }: Traffic): number {
  const share = kinds.reduce((sum, kind) => sum + kind.share, 0);
  const opened = kinds.reduce((sum, kind) => sum + (kind.share / share) * kind.meanMs, 0);
  return (1 - forwarded) * opened;
}

export const peakRate = ({ perDay, peak }: Traffic): number => (perDay / 86_400) * peak;
