import type { TextSegment } from '../../report.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { compileRules } from './compile.ts';
import { type LoadedRules, loadRules } from './load-rules.ts';
import { segmentsOfText } from './plain-text.ts';
import type { Example, Level } from './rule-file.ts';

/** An example of the catalogue that did not do what it says. */
export interface ExampleFailure {
  readonly rule: string;
  readonly kind: 'hit' | 'near-miss' | 'silence';
  readonly example: string;
  readonly expected: string;
  readonly came: string;
}

export interface CatalogueTest {
  readonly version: string;
  readonly examples: number;
  /** Of these, those that stand in each file, by its path. */
  readonly examplesIn: ReadonlyMap<string, number>;
  readonly failures: readonly ExampleFailure[];
}

/** Runs every entry's own examples against the whole set of rules. Throws ConfigError when a file is not usable. */
export async function testCatalogue(dirs: readonly string[]): Promise<CatalogueTest> {
  return testLoaded(await loadRules(dirs));
}

export function testLoaded(loaded: LoadedRules): CatalogueTest {
  const catalogue = catalogueOf(compileRules(loaded));
  const failures: ExampleFailure[] = [];
  const examplesIn = new Map<string, number>();
  for (const { path, content } of loaded.files) {
    let examples = 0;
    if (content.kind !== 'marks') continue;
    for (const level of content.levels) {
      const { hits, nearMisses, silence } = level.examples;
      examples += hits.length + nearMisses.length + silence.length;
      failures.push(
        ...hits.flatMap((example) => checkHit(catalogue, content.regime, level, example)),
        ...nearMisses.flatMap((example) => checkQuiet(catalogue, level, example, 'near-miss')),
        ...silence.flatMap((example) => checkQuiet(catalogue, level, example, 'silence')),
      );
    }
    examplesIn.set(path, examples);
  }
  const examples = [...examplesIn.values()].reduce((sum, count) => sum + count, 0);
  return { version: loaded.version, examples, examplesIn, failures };
}

function checkHit(catalogue: Catalogue, regime: string, level: Level, example: Example): ExampleFailure[] {
  const { findings, doubtful } = catalogue.match(segmentsOf(example));
  const [first] = findings;
  if (first && first.regime === regime && first.rank === level.rank) return [];
  const came = first
    ? `${first.regime} rank ${first.rank} (${first.rule}, ${first.confidence})`
    : `nothing found${doubtful[0] ? `, in doubt ${doubtful[0].rule} ${doubtful[0].confidence} ${doubtful[0].context.map((c) => c.code).join(' ')}` : ''}`;
  return [
    { rule: level.id, kind: 'hit', example: textOf(example), expected: `${regime} rank ${level.rank}`, came },
  ];
}

function checkQuiet(
  catalogue: Catalogue,
  level: Level,
  example: Example,
  kind: 'near-miss' | 'silence',
): ExampleFailure[] {
  const { findings, doubtful } = catalogue.match(segmentsOf(example));
  const loud =
    kind === 'silence' ? [...findings, ...doubtful] : findings.filter((match) => (match.rank ?? 0) > 0);
  const [first] = loud;
  if (!first) return [];
  const came = `${first.rule} ${first.confidence} ${first.context.map((context) => context.code).join(' ')}`;
  return [{ rule: level.id, kind, example: textOf(example), expected: 'nothing', came }];
}

function textOf(example: Example): string {
  return typeof example === 'string' ? example : example.text;
}

function segmentsOf(example: Example): TextSegment[] {
  if (typeof example === 'string') return segmentsOfText(example);
  return segmentsOfText(example.text).map((segment) => ({
    ...segment,
    where: { ...segment.where, zone: example.zone },
  }));
}
