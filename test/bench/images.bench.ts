import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wilson } from '../accuracy/images/figures.ts';
import type { MethodName } from '../accuracy/images/methods/method.ts';
import { nativeVersion } from '../accuracy/images/methods/others.ts';
import type { Row } from '../accuracy/images/row.ts';
import { type Job, runJobs } from '../accuracy/images/run.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { registerFonts } from '../corpus/fonts.ts';
import { costs, goalTable, groupTable, METHOD_NAMES, type Measured } from './performance-report.ts';
import { type Group, picturesOf } from './picture-groups.ts';
import { barChart, scatter } from './plots.ts';

/**
 * What a picture costs, against the obvious ways, in one run: every picture is read by every method, one after the other, each
 * in its own process, from the build. Writes docs/performance.md and its plots.
 *   npm run bench:images -- [--full] [--documents 16] [--text-free 12] [--feed 40] [--seed 12] [--minutes 60] [--no-write]
 */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    documents: { type: 'string' },
    'text-free': { type: 'string' },
    feed: { type: 'string' },
    seed: { type: 'string', default: '12' },
    lanes: { type: 'string' },
    minutes: { type: 'string', default: '60' },
    'no-write': { type: 'boolean', default: false },
  },
});
const FORWARDS = 3;
const WARM_UP = { feed: 40, documents: 20 };
const seed = Number(values.seed);
const sizes: Readonly<Record<Group, number>> = {
  documents: Number(values.documents ?? (values.full ? 48 : 16)),
  'text-free': Number(values['text-free'] ?? (values.full ? 40 : 12)),
  feed: Number(values.feed ?? (values.full ? 120 : 40)),
};

registerFonts();
const native = await nativeVersion();
const methods: readonly MethodName[] = [
  'floor',
  'naive',
  ...(native === null ? [] : (['native'] as const)),
  'neural:fast',
  'neural:balanced',
  'neural:thorough',
  'tesseract:balanced',
];

const groups: readonly Group[] = ['documents', 'text-free', 'feed'];
const rows: Record<Group, Row[]> = { documents: [], 'text-free': [], feed: [] };
const groupOf = new Map<Job, Group>();
const jobs = groups.flatMap((group) =>
  picturesOf(group, sizes[group], seed).map((entry): Job => {
    const job: Job = { entry, methods, forwards: group === 'feed' ? FORWARDS : 1 };
    groupOf.set(job, group);
    return job;
  }),
);
const { left } = await runJobs(jobs, {
  seed,
  lanes: Number(values.lanes ?? Math.min(2, availableParallelism())),
  limitMs: Number(values.minutes) * 60_000,
  from: 'dist',
  // A child of the sandbox lives for 500 files: what its first few cost more is not what a picture costs.
  warmUp: [
    ...picturesOf('feed', WARM_UP.feed, seed + 100),
    ...picturesOf('documents', WARM_UP.documents, seed + 100),
  ],
  onRow: (row, job) => rows[groupOf.get(job) ?? 'feed'].push(row),
});

const measured: Measured = { rows, methods, forwards: FORWARDS };
const text = [
  `Seed ${seed}; ${sizes.documents} documents, ${sizes['text-free']} text-free pictures, ${sizes.feed} different pictures in the feed${left > 0 ? `, of which the time limit left ${left} unread` : ''}; native tesseract: ${native ?? 'not installed (test/support/install-tesseract.sh)'}.`,
  goalTable(measured),
  '### Documents\n\nMarked pages of every kind as a messenger forwards them.',
  groupTable(measured, 'documents'),
  '### Pictures without text',
  groupTable(measured, 'text-free'),
  `### A chat's feed\n\n80 % photos and memes, 15 % screenshots, 5 % documents, each posted ${FORWARDS} times. Spillway keeps verdicts by digest; the others read every posting.`,
  groupTable(measured, 'feed'),
].join('\n\n');

console.log(text);
if (!values['no-write']) {
  const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  await writeSection(docs('performance.md'), 'pictures', text);
  await writeFile(docs('performance-cost.svg'), costPlot());
  await writeFile(docs('performance-recall.svg'), recallPlot());
}

function costPlot(): string {
  const cost = costs(measured);
  const bars = (group: Group) =>
    methods.map((method) => ({
      label: METHOD_NAMES[method] ?? method,
      value: cost(group, method),
      own: method.includes(':'),
    }));
  return barChart('Mean processor time a picture, ms (logarithmic)', [
    { name: 'Documents', bars: bars('documents') },
    { name: 'Pictures without text', bars: bars('text-free') },
    { name: 'Mixed feed, without forwards', bars: bars('feed') },
  ]);
}

function recallPlot(): string {
  const cost = costs(measured);
  return scatter(
    'Documents: level word read, and what it costs (with 95 % interval)',
    methods
      .filter((method) => method !== 'floor')
      .map((method) => {
        const mine = rows.documents.filter((row) => row.method === method);
        const hits = mine.filter((row) => row.read).length;
        return {
          label: METHOD_NAMES[method] ?? method,
          cost: cost('documents', method),
          recall: hits / Math.max(1, mine.length),
          interval: wilson(hits, mine.length),
          own: method.includes(':'),
        };
      }),
  );
}
