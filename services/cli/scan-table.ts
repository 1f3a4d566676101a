import Table from 'cli-table3';
import pc from 'picocolors';
import type { Uninspected } from '../../shared/messages/verdict.ts';
import type { ScanFinding, ScanResult } from './scan-result.ts';

/** What a person reads: files that need attention first as a table, clean ones as a count. */
export function scanTable(results: readonly ScanResult[]): string {
  const table = new Table({
    head: ['verdict', 'rank', 'what', 'where', 'file'],
    style: { head: ['bold'], border: ['dim'], compact: true },
    wordWrap: true,
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const result of results) table.push(...rowsOf(result));
  const counts = (['found', 'clean', 'uninspected'] as const).map((verdict) => {
    return `${results.filter((result) => result.verdict === verdict).length} ${verdict}`;
  });
  const partly = results.filter((result) => result.verdict === 'found' && !result.complete).length;
  const summary = `${results.length} files: ${counts.join(', ')}${partly === 0 ? '' : `; ${partly} of those found were not inspected whole`}`;
  return `${results.length === 0 ? '' : `${table.toString()}\n`}${summary}\n`;
}

const VERDICT_COLOUR = { found: pc.red, clean: pc.green, uninspected: pc.yellow } as const;

function rowsOf(result: ScanResult): string[][] {
  const verdict = VERDICT_COLOUR[result.verdict](result.verdict);
  const rank = result.rank === null ? '' : String(result.rank);
  const lines = [
    ...result.findings.map((finding) => [described(finding), placed(finding)]),
    ...result.doubtful.map((finding) => [pc.dim(`${described(finding)}, doubtful`), placed(finding)]),
    ...result.uninspected.map((part) => [pc.yellow(reasoned(part)), part.part]),
  ];
  const [first = ['', ''], ...rest] = lines;
  return [[verdict, rank, ...first, result.path], ...rest.map((line) => ['', '', ...line, ''])];
}

function described(finding: ScanFinding): string {
  const why = finding.context.length === 0 ? '' : ` (${finding.context.join(', ')})`;
  return `${finding.text || finding.level}  ${pc.dim(`${finding.regime ?? finding.kind} ${Math.round(finding.confidence * 100)} %${why}`)}`;
}

function placed({ where, places }: ScanFinding): string {
  const page = where.page === null ? '' : `page ${where.page}, `;
  return `${page}${where.zone}${places > 1 ? `, ${places} places` : ''}`;
}

function reasoned({ reason, limit }: Uninspected): string {
  return limit === null ? reason : `${reason} (${limit.name} ${limit.value})`;
}
