import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mean, table } from '../accuracy/images/figures.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { exponential, type Random, seeded } from '../simulate/random.ts';
import { percentile } from '../simulate/simulate.ts';
import { waitFor } from '../support/wait-for.ts';
import { machine } from './machine.ts';
import { createFeed, KINDS, type Kind, MIX } from './world/feed.ts';
import type { Measured } from './world/measured.ts';
import { usageByName } from './world/processes.ts';
import { type Posted, startBenchWorld } from './world/world.ts';

/**
 * What an attachment of each kind costs when nothing else is posted, how many a second the services take, and how long an
 * upload needs to its alert when attachments arrive by chance (Poisson, open loop) at shares of that. Real services, Kafka,
 * Postgres and S3 on this machine. Writes docs/performance-pipeline.md and the figures that docs/capacity.md follows from.
 *   npm run bench:latency [-- --each 6 --saturate 120 --seconds 50 --no-write]
 */
const { values } = parseArgs({
  options: {
    each: { type: 'string', default: '6' },
    saturate: { type: 'string', default: '120' },
    seconds: { type: 'string', default: '50' },
    'no-write': { type: 'boolean', default: false },
  },
});
const FORWARDED = 0.5;
const LOADS = [0.3, 0.7, 0.95] as const;
const random = seeded(7);
const feed = await createFeed(7);
const world = await startBenchWorld();
let serial = 0;
const posted = { kind: [] as Kind[], serial: [] as number[] };

try {
  await settled([await world.post(feed('text', 0))]);
  const costs = await costOfEach();
  const perSecond = await saturate();
  const loads = [];
  for (const share of LOADS) loads.push(await openLoop(share, perSecond * share));
  const measured: Measured = {
    machine: await machine('bench:latency'),
    forwarded: FORWARDED,
    costs,
    perSecond,
    loads,
  };
  const text = report(measured);
  process.stdout.write(`${text}\n`);
  if (!values['no-write']) {
    await writeFile(
      fileURLToPath(new URL('./world/latency.json', import.meta.url)),
      `${JSON.stringify(measured)}\n`,
    );
    const path = fileURLToPath(new URL('../../docs/performance-pipeline.md', import.meta.url));
    await writeSection(path, 'latency', text, {
      title: 'Performance of the pipeline',
      heading: 'From upload to alert',
    });
  }
} finally {
  await world.stop();
}

async function settled(all: readonly Posted[]): Promise<void> {
  await waitFor('every upload has its end', () => all.every(world.isDone), {
    timeoutMs: 300_000,
    everyMs: 20,
  });
}

/** One after the other: latency without a queue, and the processor time of all processes. */
async function costOfEach(): Promise<Measured['costs']> {
  const costs: Record<string, Measured['costs'][string]> = {};
  for (const kind of [...KINDS, 'forwarded' as const]) {
    const [before, latencies, inside] = [await usageByName(), [] as number[], [] as number[]];
    let bytes = 0;
    for (let each = 0; each < Number(values.each); each++) {
      const file = kind === 'forwarded' ? feed('text', 0) : feed(kind, ++serial);
      const one = await world.post(file);
      await settled([one]);
      bytes += file.bytes.length;
      latencies.push((one.verdictMs ?? 0) - one.postedMs);
      inside.push(kind === 'forwarded' ? 0 : one.elapsedMs);
    }
    const after = await usageByName();
    const spent = (name: string) => (after.get(name)?.cpuMs ?? 0) - (before.get(name)?.cpuMs ?? 0);
    const count = Number(values.each);
    const cpuMs = Object.fromEntries([...after.keys()].map((name) => [name, spent(name) / count]));
    costs[kind] = { bytes: bytes / count, cpuMs, latencyMs: latencies, insideMs: inside };
    process.stderr.write(
      `${kind}: ${mean(inside).toFixed(0)} ms inside, ${mean(latencies).toFixed(0)} ms to the verdict\n`,
    );
  }
  return costs;
}

function next(chance: Random) {
  if (posted.serial.length > 0 && chance() < FORWARDED) {
    const again = Math.floor(chance() * posted.serial.length);
    const [kind, number] = [posted.kind[again] ?? 'text', posted.serial[again] ?? 0];
    return { kind, file: feed(kind, number), forwarded: true };
  }
  let left = chance();
  const kind =
    KINDS.find((one) => {
      left -= MIX[one];
      return left <= 0;
    }) ?? 'photo';
  serial += 1;
  posted.kind.push(kind);
  posted.serial.push(serial);
  return { kind, file: feed(kind, serial), forwarded: false };
}

/** Attachments a second when more arrive than are done. */
async function saturate(): Promise<number> {
  const files = Array.from({ length: Number(values.saturate) }, () => next(random));
  const startedMs = Date.now();
  const all = await Promise.all(files.map(({ file }) => world.post(file)));
  await settled(all);
  const rate = all.length / ((Math.max(...all.map(({ verdictMs }) => verdictMs ?? 0)) - startedMs) / 1000);
  process.stderr.write(`capacity: ${rate.toFixed(1)}/s\n`);
  return rate;
}

async function openLoop(share: number, ratePerSecond: number): Promise<Measured['loads'][number]> {
  const startedMs = performance.now();
  const arrivals: Array<{ atMs: number; kind: Kind; forwarded: boolean; posting: Promise<Posted> }> = [];
  for (let atMs = exponential(1000 / ratePerSecond, random); atMs < Number(values.seconds) * 1000; ) {
    const { kind, file, forwarded } = next(random);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - (performance.now() - startedMs))));
    arrivals.push({ atMs, kind, forwarded, posting: world.post(file) });
    atMs += exponential(1000 / ratePerSecond, random);
  }
  const all = await Promise.all(arrivals.map(({ posting }) => posting));
  await settled(all);
  process.stderr.write(`${share * 100} %: ${all.length} posted\n`);
  const since = (endMs: number | null, { postedMs }: Posted) => (endMs ?? 0) - postedMs;
  return {
    share,
    ratePerSecond,
    uploads: arrivals.map(({ atMs, kind, forwarded }, index) => {
      const one = all[index];
      if (one === undefined) throw new Error('Expected an upload for each arrival');
      return {
        atMs,
        kind,
        forwarded,
        verdictMs: since(one.verdictMs, one),
        alertMs: one.alertMs === null ? null : since(one.alertMs, one),
      };
    }),
  };
}

function report(measured: Measured): string {
  const spread = (all: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => (all.length === 0 ? '–' : percentile(all, share).toFixed(0)));
  return [
    measured.machine,
    '',
    `Capacity of this machine, with one sandbox child and Kafka, Postgres, S3 and the posting side on the same cores: **${measured.perSecond.toFixed(1)} attachments a second**, ${FORWARDED * 100} % of them forwards. Milliseconds from posting to the end of the flow; Poisson arrivals, ${values.seconds} s each.`,
    '',
    table(
      ['load', 'attachments/s', 'uploads', 'verdict p50', 'p95', 'p99', 'alerts', 'alert p50', 'p95', 'p99'],
      measured.loads.map(({ share, ratePerSecond, uploads }) => {
        const alerts = uploads.flatMap(({ alertMs }) => (alertMs === null ? [] : [alertMs]));
        return [
          `${(share * 100).toFixed(0)} %`,
          ratePerSecond.toFixed(1),
          uploads.length,
          ...spread(uploads.map(({ verdictMs }) => verdictMs)),
          alerts.length,
          ...spread(alerts),
        ];
      }),
    ),
  ].join('\n');
}
