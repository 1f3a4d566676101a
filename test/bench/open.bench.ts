import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createExaminer } from '../../services/inspect/examine.ts';
import { parseCatalogue } from '../../services/inspect/match/markings/catalogue.ts';
import { readRuleTexts } from '../../services/inspect/match/markings/load-rules.ts';
import { createBudget } from '../../services/inspect/open/budget.ts';
import { identify } from '../../services/inspect/open/identify.ts';
import { openFile } from '../../services/inspect/open/open-file.ts';
import { DEFAULT_LIMITS } from '../../services/inspect/sandbox/limits.ts';
import { createStopwatch } from '../../services/inspect/stopwatch.ts';
import { systemClock } from '../../shared/clock.ts';
import { messageOf } from '../../shared/errors.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { machine } from './machine.ts';
import { type TextDocument, textDocuments } from './open/documents.ts';
import { completeness, type Opening } from './open/opening.ts';
import { startTika, type Tika } from './open/tika.ts';

/**
 * What opening a text-first document of 100 pages costs, beside Apache Tika in a JVM, on the same files in turn, round after
 * round in one run. `npm run bench:open` writes docs/performance-opening.md.
 */
const REPORT = fileURLToPath(new URL('../../docs/performance-opening.md', import.meta.url));
const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
const WARM_UP = 3;
const ROUNDS = 5;
const limits = { ...DEFAULT_LIMITS, wallMs: 600_000 };

const only = process.argv.slice(2).find((word) => !word.startsWith('--'));
const documents = textDocuments().filter(({ extension }) => only === undefined || extension === only);
const scratch = await mkdtemp(join(tmpdir(), 'spillway-bench-'));
const catalogue = parseCatalogue(await readRuleTexts([RULES]));
const examine = createExaminer({
  stopwatch: createStopwatch(),
  readPicture: async () => {
    throw new Error('Expected documents without pictures');
  },
  matcher: catalogue,
  limits,
  preset: 'balanced',
  clock: systemClock,
});

let missing = '';
const tika: Tika | null = await startTika(scratch).catch((error: unknown) => {
  missing = messageOf(error).split('\n')[0] ?? '';
  return null;
});

interface Measured {
  readonly document: TextDocument;
  readonly ours: Opening[];
  readonly inspectMs: number[];
  readonly theirs: Opening[];
}
const measured: Measured[] = documents.map((document) => ({ document, ours: [], inspectMs: [], theirs: [] }));

for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  for (const { document, ours, inspectMs, theirs } of measured) {
    const path = join(scratch, `document.${document.extension}`);
    if (round === 0) await writeFile(path, document.bytes);
    const opening = await open(document.bytes);
    const inspected = await cpuMs(() =>
      examine(
        { bytes: document.bytes, name: null },
        { deadlineMs: systemClock.nowMs() + limits.wallMs, onProgress: () => {} },
      ),
    );
    const theirOpening = await tika?.open(path);
    if (round < WARM_UP) continue;
    ours.push(opening);
    inspectMs.push(inspected);
    if (theirOpening !== undefined) theirs.push(theirOpening);
  }
}
tika?.close();
await rm(scratch, { recursive: true });

const rows = measured.map(({ document, ours, inspectMs, theirs }) => {
  const own = median(ours.map((one) => one.cpuMs));
  const their = theirs.length === 0 ? null : median(theirs.map((one) => one.cpuMs));
  const [theirFirst] = theirs;
  return [
    document.format,
    `${Math.round(document.bytes.length / 1000)} kB`,
    seconds(own),
    seconds(median(inspectMs)),
    `${Math.round(1000 / own)}`,
    share(completeness(document.source, ours[0]?.text ?? '')),
    their === null ? '–' : seconds(their),
    their === null ? '–' : `${Math.round(1000 / their)}`,
    theirFirst === undefined
      ? '–'
      : `${share(completeness(document.source, theirFirst.text))}${theirFirst.failure === null ? '' : ` (${theirFirst.failure})`}`,
    their === null ? '–' : `${(their / own).toFixed(1)}×`,
  ];
});
const table = [
  `${await machine('bench:open')}`,
  '',
  `100 pages of 40 lines of prose, ${documents[0]?.source.length ?? 0} characters, made by the project's own generators; median of ${ROUNDS} interleaved rounds after ${WARM_UP} to warm up; processor seconds of the whole process, collector and compiler included (Tika's over ten in a row, since a JVM's clock of the processor ticks in hundredths), both from bytes in memory. ${
    tika === null ? `Tika could not be had here: ${missing}` : `${tika.about}.`
  }`,
  '',
  '| format | size | opened, s | opened and matched, s | documents/s a core | words that came out | Tika, s | documents/s a core | words | ours against Tika |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n');
console.log(table);
if (only === undefined) await writeSection(REPORT, 'open', table);

async function open(bytes: Buffer): Promise<Opening> {
  const startedMs = performance.now();
  const texts: string[] = [];
  let failure: string | null = null;
  const usedMs = await cpuMs(async () => {
    const budget = createBudget(limits, systemClock.nowMs() + limits.wallMs, systemClock);
    const mediaType = (await identify(bytes))?.mediaType ?? null;
    for await (const piece of openFile(bytes, mediaType, budget)) {
      if (piece.kind === 'text') texts.push(piece.segment.text);
      if (piece.kind === 'uninspected') failure = piece.note.reason;
    }
  });
  return { wallMs: performance.now() - startedMs, cpuMs: usedMs, text: texts.join('\n'), failure };
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function share({ words, distinct }: { words: number; distinct: number }): string {
  const [all, once] = [words, distinct].map((part) => `${(part * 100).toFixed(1)} %`);
  return all === once ? `${all}` : `${all}, ${once} of the distinct`;
}
