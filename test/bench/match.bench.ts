import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../services/inspect/match/markings/catalogue.ts';
import { compileRules } from '../../services/inspect/match/markings/compile.ts';
import { loadRules } from '../../services/inspect/match/markings/load-rules.ts';
import { segmentsOfText } from '../../services/inspect/match/markings/plain-text.ts';
import { PROSE } from '../accuracy/text/prose.ts';
import { writeSection } from '../accuracy/text/write-section.ts';

/**
 * How fast clean prose passes the matcher, against the same terms run one regular expression each over the same text, and the
 * time a marked page takes. `npm run bench` writes the figures to docs/performance.md.
 */
const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
const REPORT = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const PAGE_CHARS = 3000;
const ROUNDS = 31;
const WARM_UP = 6;

const loaded = await loadRules([RULES]);
const startedMs = performance.now();
const catalogue = catalogueOf(compileRules(loaded));
const compiledMs = performance.now() - startedMs;

const english = PROSE.find((one) => one.language === 'en')?.text ?? '';
const pages = Array.from({ length: 40 }, () =>
  english.repeat(Math.ceil(PAGE_CHARS / english.length)).slice(0, PAGE_CHARS),
);
const cleanPages = pages.map(segmentsOfText);
const markedPages = pages.map((page) => segmentsOfText(`SECRET//NOFORN\n\n${page}\n\nSECRET//NOFORN`));
const patterns = loaded.files.flatMap(({ content }) =>
  content.kind === 'marks'
    ? content.levels.flatMap((level) =>
        level.terms.map((term) => naive(typeof term === 'string' ? term : term.text)),
      )
    : [],
);

// Interleaved in one run, by processor time: what else the machine does then weighs on all alike.
const rounds = Array.from({ length: ROUNDS }, () => ({
  clean: cpuMs(() => cleanPages.forEach((page) => void catalogue.match(page))),
  marked: cpuMs(() => markedPages.forEach((page) => void catalogue.match(page))),
  naive: cpuMs(() => {
    for (const page of pages) for (const pattern of patterns) pattern.test(page);
  }),
})).slice(WARM_UP);
const cleanMs = median(rounds.map((round) => round.clean)) / pages.length;
const markedMs = median(rounds.map((round) => round.marked)) / pages.length;
const naiveMs = median(rounds.map((round) => round.naive)) / pages.length;
const megabytesASecond = (ms: number): string => (PAGE_CHARS / 1e6 / (ms / 1000)).toFixed(1);

const table = [
  `${patterns.length} terms, compiled in ${compiledMs.toFixed(0)} ms; pages of ${PAGE_CHARS} characters; median of ${rounds.length} interleaved rounds, processor time.`,
  '',
  '| what | MB/s | ms a page |',
  '| --- | --- | --- |',
  `| clean prose | ${megabytesASecond(cleanMs)} | ${cleanMs.toFixed(3)} |`,
  `| the same terms as naive regular expressions | ${megabytesASecond(naiveMs)} | ${naiveMs.toFixed(3)} |`,
  `| a page with a marking, judged | ${megabytesASecond(markedMs)} | ${markedMs.toFixed(3)} |`,
  '',
  `Clean prose passes ${(naiveMs / cleanMs).toFixed(0)} times as fast as the naive expressions.`,
].join('\n');
process.stdout.write(`${table}\n`);
if (process.argv.includes('--write'))
  await writeSection(REPORT, 'match', table, { title: 'Performance', heading: 'Matching text' });

function naive(term: string): RegExp {
  const escaped = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]*');
  return new RegExp(`(?<![\\p{L}])${escaped}(?![\\p{L}])`, 'iu');
}

function cpuMs(run: () => void): number {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
