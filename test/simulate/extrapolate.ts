import { mean } from '../accuracy/images/figures.ts';
import { MIX } from '../bench/world/feed.ts';
import type { Measured } from '../bench/world/measured.ts';
import { overheadMs, placesFor } from './calibrate.ts';
import { percentile, simulate } from './simulate.ts';
import { arrivals, peakRate, type Traffic } from './traffic.ts';

/** What nobody measured here; each stands in docs/capacity.md. */
export const ASSUMED = {
  peak: 3,
  /** Share of the cores in use at the peak. */
  target: 0.6,
  /** Of one organisation that posts a million a day; by activity as Zipf with this exponent. */
  channels: 2_000,
  skew: 0.8,
  coresAPod: 4,
  /** Bytes of one message in its topic, headers included. */
  uploadBytes: 900,
  verdictBytes: 1_300,
  topicDays: 7,
  copies: 3,
  blobDays: 8,
  /** Bytes of Postgres an attachment (occurrence or report, with indices), and how long. */
  rowBytes: 1_500,
  rowDays: 30,
  dollarsACoreHour: 0.04,
} as const;

export function trafficOf(measured: Measured, perDay: number): Traffic {
  return {
    perDay,
    peak: ASSUMED.peak,
    forwarded: measured.forwarded,
    channels: ASSUMED.channels,
    skew: ASSUMED.skew,
    organisations: Math.max(1, Math.round(perDay / 1_000_000)),
    kinds: Object.entries(MIX).map(([name, share]) => ({
      name,
      share,
      meanMs: childMs(measured, name),
      variation: 1,
    })),
  };
}

/** Processor time of a file of this kind in the child. */
export const childMs = (measured: Measured, kind: string): number =>
  measured.costs[kind]?.cpuMs['sandbox child'] ?? 0;

/** Processor time an attachment costs everything but the children: that of a forward. */
export function aroundMs(measured: Measured): number {
  const spent = measured.costs.forwarded?.cpuMs ?? {};
  return Object.entries(spent).reduce(
    (sum, [name, cpuMs]) => sum + (name === 'sandbox child' ? 0 : cpuMs),
    0,
  );
}

export function sizeOf(measured: Measured, perDay: number) {
  const traffic = trafficOf(measured, perDay);
  const opened = traffic.kinds.reduce((sum, kind) => sum + kind.share * kind.meanMs, 0);
  const bytes = traffic.kinds.reduce(
    (sum, { name, share }) => sum + share * (measured.costs[name]?.bytes ?? 0),
    0,
  );
  const perSecond = peakRate(traffic);
  const inspectCores = Math.ceil((perSecond * (1 - measured.forwarded) * opened) / 1000 / ASSUMED.target);
  const otherCores = Math.ceil((perSecond * aroundMs(measured)) / 1000 / ASSUMED.target);
  const pods = Math.ceil(inspectCores / ASSUMED.coresAPod);
  const coreHoursADay =
    (perDay * ((1 - measured.forwarded) * opened + aroundMs(measured))) / 3_600_000 / ASSUMED.target;
  return {
    perDay,
    perSecond,
    opened,
    inspectCores,
    otherCores,
    pods,
    partitions: Math.max(6, pods * 2),
    blobGb: (perDay * (1 - measured.forwarded) * bytes * ASSUMED.blobDays) / 1e9,
    kafkaGb:
      (perDay * (ASSUMED.uploadBytes + ASSUMED.verdictBytes) * ASSUMED.topicDays * ASSUMED.copies) / 1e9,
    postgresGb: (perDay * ASSUMED.rowBytes * ASSUMED.rowDays) / 1e9,
    coreHoursADay,
    dollarsADay: coreHoursADay * ASSUMED.dollarsACoreHour,
  };
}

const STRETCH_MS = 120_000;

/** A busy stretch with bursts: the fleet of `sizeOf`; half of it that must grow first; a few channels that post most. */
export function busyHour(measured: Measured, perDay: number) {
  const { pods, partitions, perSecond } = sizeOf(measured, perDay);
  const stretch = { seed: 1, partitions, durationMs: STRETCH_MS, ratePerSecond: perSecond };
  const fleet = {
    partitions,
    pods,
    handsPerPod: ASSUMED.coresAPod,
    placesPerPod: placesFor(ASSUMED.coresAPod),
    overheadMs: overheadMs(measured),
    knownMs: mean(measured.costs.forwarded?.latencyMs ?? []),
  };
  const traffic = trafficOf(measured, perDay);
  const scaling = {
    everyMs: 15_000,
    lagPerPod: 50,
    maxPods: pods,
    minPods: 1,
    step: Math.ceil(pods / 4),
    startMs: 30_000,
    cooldownMs: 300_000,
    rebalanceMs: 3_000,
  };
  const jobs = arrivals(traffic, stretch);
  const skewed = arrivals({ ...traffic, skew: 1.2 }, stretch);
  return [
    ['as sized', simulate(jobs, fleet)],
    ['half the pods, autoscaled', simulate(jobs, { ...fleet, pods: Math.ceil(pods / 2), scaling })],
    ['as sized, busiest channels far ahead (Zipf 1.2)', simulate(skewed, fleet)],
  ].map(([name, run]) => {
    if (typeof name !== 'string' || typeof run !== 'object') throw new Error('Expected a name and a run');
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(run.latenciesMs, share));
    return { name, p50, p95, p99, mostBehind: run.mostBehind, busy: run.busy };
  });
}
