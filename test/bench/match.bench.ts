import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../services/inspect/match/markings/catalogue.ts';
import { compileRules } from '../../services/inspect/match/markings/compile.ts';
import { loadRules } from '../../services/inspect/match/markings/load-rules.ts';
import { segmentsOfText } from '../../services/inspect/match/markings/plain-text.ts';
import { PROSE } from '../accuracy/text/prose.ts';

/**
 * How fast clean prose passes the matcher, against the same terms run one regular expression each over the same text, and the
 * time a marked page takes. Run: `tsx test/bench/match.bench.ts`.
 */
const RULES = fileURLToPath(new URL('../../rules', import.meta.url));
const PAGE_CHARS = 3000;

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

const cleanMs = median(() => cleanPages.forEach((page) => void catalogue.match(page)));
const markedMs = median(() => markedPages.forEach((page) => void catalogue.match(page)));
const naiveMs = median(() => {
  for (const page of pages) for (const pattern of patterns) pattern.test(page);
});

const megabytes = (pages.length * PAGE_CHARS) / 1e6;
process.stdout.write(
  [
    `terms: ${patterns.length}; compile ${compiledMs.toFixed(0)} ms`,
    `clean prose:  ${(megabytes / (cleanMs / 1000)).toFixed(1)} MB/s, ${(cleanMs / pages.length).toFixed(3)} ms a page`,
    `naive regexes: ${(megabytes / (naiveMs / 1000)).toFixed(2)} MB/s, ${(naiveMs / pages.length).toFixed(3)} ms a page (×${(naiveMs / cleanMs).toFixed(0)})`,
    `marked page:  ${(markedMs / pages.length).toFixed(3)} ms`,
    '',
  ].join('\n'),
);

function naive(term: string): RegExp {
  const escaped = term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]*');
  return new RegExp(`(?<![\\p{L}])${escaped}(?![\\p{L}])`, 'iu');
}

/** Of nine runs after two to warm up, in milliseconds. */
function median(run: () => void): number {
  run();
  run();
  const times = Array.from({ length: 9 }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return times[4] ?? 0;
}
