import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { mean, table } from '../accuracy/images/figures.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { seeded } from '../simulate/random.ts';
import { percentile } from '../simulate/simulate.ts';
import { machine } from './machine.ts';
import { lineChart } from './plots.ts';
import { type Attachment, createFeed, type Kind } from './world/feed.ts';
import { usageByName } from './world/processes.ts';
import { type Posted, startBenchWorld } from './world/world.ts';

/**
 * Ten thousand small attachments, each posted three times on average, through the real services on a real Kafka, Postgres and S3; the
 * memory of every process meanwhile. So many are under way at a time as given; ends after the minutes given, whatever came.
 * Writes docs/performance-pipeline.md and docs/soak.svg.
 *   npm run bench:soak [-- --uploads 10000 --postings-each 3 --minutes 45 --under-way 32 --no-write]
 */
const { values } = parseArgs({
  options: {
    uploads: { type: 'string', default: '10000' },
    'postings-each': { type: 'string', default: '3' },
    minutes: { type: 'string', default: '45' },
    'under-way': { type: 'string', default: '32' },
    'no-write': { type: 'boolean', default: false },
  },
});
/** The others are forwards of what came before. */
const NEW = 1 / Number(values['postings-each']);
/** Of what is new. */
const MIX: ReadonlyArray<readonly [Kind | 'small picture', number]> = [
  ['text', 0.86],
  ['mail', 0.05],
  ['Office', 0.05],
  ['small picture', 0.04],
];
const SAMPLE_MS = 5_000;
const SETTLE_MS = 60_000;
const PICTURE_WIDTH = 400;

const random = seeded(11);
const feed = await createFeed(11);
const pictures = await Promise.all(
  (['photo', 'screenshot'] as const).flatMap((kind) =>
    [0, 1, 2].map((serial) => sharp(feed(kind, serial).bytes).resize(PICTURE_WIDTH).jpeg().toBuffer()),
  ),
);
const world = await startBenchWorld();
const posted: Posted[] = [];
const made: Attachment[] = [];
const samples: Array<{ atMinutes: number; done: number; megabytes: ReadonlyMap<string, number> }> = [];
const startedMs = performance.now();
const minutes = () => (performance.now() - startedMs) / 60_000;
let report = '';
let chart = '';

try {
  const sampling = setInterval(() => void sample(), SAMPLE_MS);
  await Promise.all(Array.from({ length: Number(values['under-way']) }, postInTurn));
  const postedMinutes = minutes();
  const unanswered = () => posted.filter((one) => !world.isDone(one)).length;
  for (const deadline = performance.now() + SETTLE_MS; unanswered() > 0 && performance.now() < deadline; )
    await pause(100);
  clearInterval(sampling);
  await sample();
  report = await reportOf(postedMinutes, unanswered());
  chart = lineChart(
    'Resident memory while small attachments are posted without a pause',
    processNames().map((name) => ({
      label: name,
      points: samples.map(({ atMinutes, megabytes }) => [atMinutes, megabytes.get(name) ?? 0] as const),
    })),
    { x: 'minutes', y: 'MB' },
  );
} finally {
  const isWhole = posted.every(world.isDone);
  const folder = await world.stop({ keepLogs: !isWhole });
  if (!isWhole) process.stderr.write(`logs: ${folder}\n`);
}
process.stdout.write(`${report}\n`);
if (!values['no-write']) {
  await writeFile(fileURLToPath(new URL('../../docs/soak.svg', import.meta.url)), chart);
  await writeSection(
    fileURLToPath(new URL('../../docs/performance-pipeline.md', import.meta.url)),
    'soak',
    report,
    { title: 'Performance of the pipeline', heading: 'Memory over thousands of attachments' },
  );
}

/** One after the other, each when the one before has its verdict: as many posters, so many under way. */
async function postInTurn(): Promise<void> {
  while (posted.length < Number(values.uploads) && minutes() < Number(values.minutes)) {
    const one = await world.post(next());
    posted.push(one);
    while (one.verdictMs === null && minutes() < Number(values.minutes)) await pause(20);
  }
}

function next(): Attachment {
  const again = made[Math.floor(random() * made.length)];
  if (again !== undefined && random() >= NEW) return again;
  let left = random();
  const kind = MIX.find(([, share]) => {
    left -= share;
    return left <= 0;
  })?.[0];
  const serial = made.length;
  const picture = pictures[serial % pictures.length] ?? Buffer.alloc(0);
  const file =
    kind === undefined || kind === 'small picture'
      ? { name: 'small.jpg', bytes: Buffer.concat([picture, Buffer.from(`\n%${serial}\n`)]) }
      : feed(kind, serial);
  made.push(file);
  return file;
}

async function sample(): Promise<void> {
  const usage = await usageByName();
  samples.push({
    atMinutes: minutes(),
    done: posted.filter(({ verdictMs }) => verdictMs !== null).length,
    megabytes: new Map([...usage].map(([name, { residentMb }]) => [name, residentMb])),
  });
}

function processNames(): string[] {
  return [...new Set(samples.flatMap(({ megabytes }) => [...megabytes.keys()]))].toSorted();
}

async function reportOf(postedMinutes: number, unanswered: number): Promise<string> {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const meanOf = (name: string, from: number) =>
    mean(samples.slice(from, from + tenth).map(({ megabytes }) => megabytes.get(name) ?? 0));
  const waits = posted.flatMap(({ verdictMs, postedMs }) =>
    verdictMs === null ? [] : [verdictMs - postedMs],
  );
  const alerts = posted.filter(({ found }) => found).length;
  return [
    await machine('bench:soak'),
    '',
    `${posted.length} small attachments (${made.length} of them new: text, mail, Office, pictures of ${PICTURE_WIDTH} px; the others forwards, ${values['postings-each']} postings each on average) in ${postedMinutes.toFixed(1)} minutes, ${(posted.length / postedMinutes / 60).toFixed(1)} a second, ${values['under-way']} under way at a time; ${alerts} raised an alert; ${unanswered} without their verdict or alert a minute later. Services in processes of their own with one sandbox child, on Kafka, Postgres and S3 on the same cores. To the verdict: p50 ${percentile(waits, 0.5).toFixed(0)} ms, p99 ${percentile(waits, 0.99).toFixed(0)} ms.`,
    '',
    '![Resident memory of each process over time](soak.svg)',
    '',
    table(
      ['process', 'MB, second tenth of the time', 'middle', 'last tenth', 'most'],
      processNames().map((name) => [
        name,
        ...[tenth, Math.floor(samples.length / 2), samples.length - tenth].map((from) =>
          meanOf(name, from).toFixed(0),
        ),
        Math.max(...samples.map(({ megabytes }) => megabytes.get(name) ?? 0)).toFixed(0),
      ]),
    ),
    '',
    'Resident memory, one look every five seconds; that of Postgres counts pages its processes share in each of them.',
  ].join('\n');
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
