import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mean, table } from '../accuracy/images/figures.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import type { Measured } from '../bench/world/measured.ts';
import { betweenMs, compare, slowdown } from './calibrate.ts';
import { ASSUMED, aroundMs, busyHour, childMs, sizeOf } from './extrapolate.ts';

/**
 * From what `npm run bench:latency` measured: does the model reproduce it, and what follows for a million and for a hundred
 * million attachments a day. `npm run simulate` prints, `npm run capacity` writes docs/capacity.md.
 */
const AGREES_WITHIN = 0.15;
const DAYS = [1_000_000, 100_000_000] as const;
const path = new URL('../bench/world/latency.json', import.meta.url);
const measured: Measured = JSON.parse(await readFile(path, 'utf8'));

const sections = {
  cost: { heading: 'What an attachment costs', text: costs() },
  model: { heading: 'The model against the measurement', text: model() },
  sizes: { heading: 'One organisation, and a host of many', text: sizes() },
};
for (const [name, { heading, text }] of Object.entries(sections)) {
  process.stdout.write(`\n## ${heading}\n\n${text}\n`);
  if (!process.argv.includes('--write')) continue;
  const report = fileURLToPath(new URL('../../docs/capacity.md', import.meta.url));
  await writeSection(report, name, text, { title: 'Capacity', heading });
}

function costs(): string {
  const rows = Object.entries(measured.costs).map(([kind, cost]) => [
    kind,
    (cost.bytes / 1000).toFixed(0),
    mean(cost.insideMs).toFixed(0),
    childMs(measured, kind).toFixed(0),
    mean(cost.latencyMs).toFixed(0),
  ]);
  return [
    `Written by \`npm run capacity\` from what \`npm run bench:latency\` measured: ${measured.machine}.`,
    '',
    `${measured.costs.photo?.latencyMs.length ?? 0} files of each kind of the project's own corpus, one after the other, preset balanced; few, so take the figures for their size and not for their digits. A forward is answered from the fleet's reports.`,
    '',
    table(['kind', 'KB', 'ms in the sandbox', 'CPU ms of the child', 'ms from posting to verdict'], rows),
    '',
    `All other processes (services, Kafka, Postgres, S3) spend ${aroundMs(measured).toFixed(0)} ms of processor time on a forward; their idle work in that time is counted in.`,
  ].join('\n');
}

function model(): string {
  const all = compare(measured).flatMap(({ share, points }) =>
    points.map((point) => ({ ...point, share, error: point.simulated / point.measured - 1 })),
  );
  const within = all.filter(({ error }) => Math.abs(error) <= AGREES_WITHIN).length;
  return [
    `The same arrivals of the same files in the same partitions, each with the time it took alone, longer by what sharing the cores was measured to cost at that load (${measured.loads.map(({ uploads }) => `${slowdown(measured, uploads).toFixed(2)} times`).join(', ')}); one number is fitted: a hand is kept ${betweenMs(measured).toFixed(0)} ms between two files, so that what is posted without a pause takes as long as measured. Milliseconds to the verdict. The median of all says nothing here: half are forwards, so it lies in the gap between them and what is opened.`,
    '',
    table(
      ['load', 'uploads', 'figure', 'measured', 'model', 'off by'],
      all.map(({ share, name, measured: real, simulated, error }) => [
        `${(share * 100).toFixed(0)} %`,
        measured.loads.find((load) => load.share === share)?.uploads.length ?? 0,
        name,
        real.toFixed(0),
        simulated.toFixed(0),
        `${(error * 100).toFixed(0)} %`,
      ]),
    ),
    '',
    `${within} of ${all.length} within ${AGREES_WITHIN * 100} %${within === all.length ? '.' : ': **the model does not reproduce the measured curve as well as it should.** The extrapolation below is no better than that.'}`,
  ].join('\n');
}

function sizes(): string {
  const all = DAYS.map((perDay) => sizeOf(measured, perDay));
  const row = (name: string, of: (one: ReturnType<typeof sizeOf>) => string) => [name, ...all.map(of)];
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const stretch = DAYS.flatMap((perDay) =>
    busyHour(measured, perDay).map(({ name, p50, p95, p99, mostBehind, busy }) => [
      whole(perDay),
      name,
      ...[p50, p95, p99].map((value) => ((value ?? Number.NaN) / 1000).toFixed(1)),
      whole(mostBehind),
      `${(busy * 100).toFixed(0)} %`,
    ]),
  );
  return [
    'Assumed, not measured: ' +
      `the busiest hour has ${ASSUMED.peak} times the mean rate; ${measured.forwarded * 100} % are forwards; what is new is mixed as in \`test/bench/world/feed.ts\`; ` +
      `an organisation of a million a day has ${ASSUMED.channels} channels, by activity as Zipf ${ASSUMED.skew}; cores are like this machine's and ${ASSUMED.target * 100} % used at the peak; ${ASSUMED.coresAPod} cores a pod; ` +
      `${ASSUMED.uploadBytes} bytes an upload and ${ASSUMED.verdictBytes} a verdict, ${ASSUMED.topicDays} days, ${ASSUMED.copies} copies; files ${ASSUMED.blobDays} days; ` +
      `${ASSUMED.rowBytes} bytes of Postgres an attachment, ${ASSUMED.rowDays} days; ${ASSUMED.dollarsACoreHour} $ a core-hour. Children, services and servers cost at any size what they cost here.`,
    '',
    table(
      ['attachments a day', ...DAYS.map(whole)],
      [
        row('at the peak, a second', (one) => one.perSecond.toFixed(0)),
        row('cores to inspect', (one) => whole(one.inspectCores)),
        row('cores for services, Kafka, Postgres, S3', (one) => whole(one.otherCores)),
        row('inspector pods', (one) => whole(one.pods)),
        row('partitions of uploads', (one) => whole(one.partitions)),
        row('blobs, GB', (one) => whole(one.blobGb)),
        row('Kafka, GB', (one) => whole(one.kafkaGb)),
        row('Postgres, GB', (one) => whole(one.postgresGb)),
        row('core-hours a day, if cores follow the load', (one) => whole(one.coreHoursADay)),
        row('$ a day for cores', (one) => whole(one.dollarsADay)),
      ],
    ),
    '',
    `cores to inspect = rate at the peak × (1 − forwards) × ${(all[0]?.opened ?? 0).toFixed(0)} ms a new file ÷ ${ASSUMED.target}; other cores = rate × ${aroundMs(measured).toFixed(0)} ms ÷ ${ASSUMED.target}; partitions = 2 a pod, at least 6; storage = a day × bytes × days × copies.`,
    '',
    'Simulated: two minutes at the peak rate with bursts of 0.5–1.5 times it, seconds to the verdict.',
    '',
    table(['attachments a day', 'fleet', 'p50 s', 'p95 s', 'p99 s', 'most behind', 'hands busy'], stretch),
  ].join('\n');
}
