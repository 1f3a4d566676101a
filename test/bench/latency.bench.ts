import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mean, table } from '../accuracy/images/figures.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { exponential, seeded } from '../simulate/random.ts';
import { percentile } from '../simulate/simulate.ts';
import { waitFor } from '../support/wait-for.ts';
import { machine } from './machine.ts';
import { createChance, NEW_A_DECK } from './world/chance.ts';
import { createFeed, KINDS, PICTURES } from './world/feed.ts';
import { settled, startLoad } from './world/load.ts';
import type { Measured } from './world/measured.ts';
import { usageByName } from './world/processes.ts';
import { PARTITIONS, startBenchWorld } from './world/world.ts';

/**
 * What an attachment of each kind costs when nothing else is posted, how many a second the services take, and how long an
 * upload needs to its alert when attachments arrive by chance (Poisson, open loop) at shares of that. Real services, Kafka,
 * Postgres and S3 on this machine. Writes docs/performance-pipeline.md and the figures that docs/capacity.md follows from.
 *   npm run bench:latency [-- --turns 2 --saturate 200 --seconds 240 --no-write]
 */
const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '2' },
    saturate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '240' },
    'no-write': { type: 'boolean', default: false },
  },
});
const FORWARDED = 0.5;
const LOADS = [0.3, 0.7, 0.95] as const;
/** More than the inspector has places for. */
const UNDER_WAY = 32;
const EACH = PICTURES * Number(values.turns);
const random = seeded(7);
const feed = await createFeed(7);
const chance = createChance(feed, FORWARDED, random);
const world = await startBenchWorld();

try {
  await warmUp();
  const saturated = await saturate();
  const costs = await costOfEach();
  const perSecond = (saturated.uploads.length * 1000) / saturated.tookMs;
  const loads: Array<Measured['loads'][number]> = [];
  for (const share of LOADS) loads.push(await openLoop(share, perSecond * share));
  const measured: Measured = {
    machine: await machine('bench:latency'),
    forwarded: FORWARDED,
    partitions: PARTITIONS,
    pictures: PICTURES,
    costs,
    perSecond,
    saturated,
    loads,
  };
  const text = report(measured);
  process.stdout.write(`${text}\n`);
  if (!values['no-write']) {
    await writeFile(
      fileURLToPath(new URL('./world/latency.json', import.meta.url)),
      `${JSON.stringify(measured, thousandths)}\n`,
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

/** One of each kind that is not counted: the first of a process is slow. */
async function warmUp(): Promise<void> {
  for (const kind of KINDS) await settled(world, [await world.post(chance.fresh(kind).file)]);
}

/** One after the other: latency without a queue, and the processor time of all processes. */
async function costOfEach(): Promise<Measured['costs']> {
  const costs: Record<string, Measured['costs'][string]> = {};
  for (const kind of [...KINDS, 'forwarded' as const]) {
    if (kind !== 'forwarded') chance.align(kind, PICTURES);
    const [before, latencies, inside] = [await usageByName(), [] as number[], [] as number[]];
    let bytes = 0;
    for (let each = 0; each < EACH; each++) {
      const { file } = kind === 'forwarded' ? chance.first() : chance.fresh(kind);
      const one = await world.post(file);
      await settled(world, [one]);
      bytes += file.bytes.length;
      latencies.push((one.verdictMs ?? 0) - one.postedMs);
      inside.push(kind === 'forwarded' ? 0 : one.elapsedMs);
    }
    const after = await usageByName();
    const spent = (name: string) => (after.get(name)?.cpuMs ?? 0) - (before.get(name)?.cpuMs ?? 0);
    const cpuMs = Object.fromEntries([...after.keys()].map((name) => [name, spent(name) / EACH]));
    costs[kind] = { bytes: bytes / EACH, cpuMs, latencyMs: latencies, insideMs: inside };
    process.stderr.write(
      `${kind}: ${mean(inside).toFixed(0)} ms inside, ${mean(latencies).toFixed(0)} ms to the verdict\n`,
    );
  }
  return costs;
}

/** More is always there than is done. */
async function saturate(): Promise<Measured['saturated']> {
  const load = startLoad(world);
  const startedMs = Date.now();
  for (let count = 0; count < Number(values.saturate); count += 1) {
    load.post(chance.next(), Date.now() - startedMs);
    await waitFor('fewer under way', () => load.underWay() < UNDER_WAY, { timeoutMs: 60_000, everyMs: 5 });
  }
  const uploads = await load.uploads();
  const tookMs = Math.max(...uploads.map(({ atMs, verdictMs }) => atMs + verdictMs));
  process.stderr.write(`capacity: ${((uploads.length * 1000) / tookMs).toFixed(1)}/s\n`);
  return { tookMs, uploads };
}

async function openLoop(share: number, ratePerSecond: number): Promise<Measured['loads'][number]> {
  const load = startLoad(world);
  const startedMs = performance.now();
  for (let atMs = exponential(1000 / ratePerSecond, random); atMs < Number(values.seconds) * 1000; ) {
    const drawn = chance.next();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - (performance.now() - startedMs))));
    load.post(drawn, atMs);
    atMs += exponential(1000 / ratePerSecond, random);
  }
  const uploads = await load.uploads();
  process.stderr.write(`${share * 100} %: ${uploads.length} posted\n`);
  return { share, ratePerSecond, uploads };
}

function report(measured: Measured): string {
  const spread = (all: readonly number[]) =>
    [0.5, 0.95, 0.99].map((share) => (all.length === 0 ? '–' : percentile(all, share).toFixed(0)));
  return [
    measured.machine,
    '',
    `Capacity of this machine, with one sandbox child and Kafka, Postgres, S3 and the posting side on the same cores: **${measured.perSecond.toFixed(1)} attachments a second**, ${FORWARDED * 100} % of them forwards. Milliseconds from posting to the end of the flow; Poisson arrivals, ${values.seconds} s each, the mix of kinds the same in every ${NEW_A_DECK} new files.`,
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

function thousandths(_name: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
