import { LOOKS } from '../../corpus/looks/looks.ts';
import type { Script } from '../../corpus/marked/marks.ts';
import { mean, median, percent, shareWithInterval, table, unique } from './figures.ts';
import { missedSilently, type Row } from './row.ts';

/** What the default engine has characters for. */
const READ_BY_DEFAULT: ReadonlySet<Script | null> = new Set(['latin', 'han']);
const SCRIPT_NAMES: Readonly<Record<Script, string>> = {
  latin: 'Latin',
  han: 'Han (Chinese)',
  kana: 'Han in a Japanese page',
  hangul: 'Hangul',
  cyrillic: 'Cyrillic',
};

export const isMarked = (row: Row): boolean => row.script !== null;
export const isReadByDefault = (row: Row): boolean => READ_BY_DEFAULT.has(row.script);

const HEAD = [
  'pictures',
  'found',
  'rank right',
  'regime right',
  'level word read',
  'uninspected',
  'missed silently',
];
const COST = ['CPU ms, median', 'mean', 'lines, median'];

function markedCells(rows: readonly Row[]): (string | number)[] {
  const count = (is: (row: Row) => boolean) => rows.filter(is).length;
  return [
    rows.length,
    shareWithInterval(
      count((row) => row.found),
      rows.length,
    ),
    percent(count((row) => row.rankRight) / count((row) => row.found)),
    percent(count((row) => row.regimeRight) / count((row) => row.found)),
    percent(count((row) => row.read) / rows.length),
    percent(count((row) => row.reasons.length > 0) / rows.length),
    shareWithInterval(count(missedSilently), rows.length),
  ];
}

function costCells(rows: readonly Row[]): (string | number)[] {
  const alive = rows.filter((row) => !row.died);
  const cpu = alive.map((row) => row.cpuMs);
  return [median(cpu).toFixed(0), mean(cpu).toFixed(0), median(alive.map((row) => row.lines)).toFixed(0)];
}

export function byLook(rows: readonly Row[]): string {
  const marked = rows.filter((row) => isMarked(row) && isReadByDefault(row));
  const of = (look: string) => marked.filter((row) => row.look === look);
  return table(
    ['look', ...HEAD, ...COST],
    [
      ...LOOKS.filter((look) => of(look).length > 0).map((look) => [
        look,
        ...markedCells(of(look)),
        ...costCells(of(look)),
      ]),
      ['**all**', ...markedCells(marked), ...costCells(marked)],
    ],
  );
}

export function byScript(rows: readonly Row[]): string {
  const scripts = Object.entries(SCRIPT_NAMES);
  return table(
    ['script', ...HEAD],
    scripts.map(([script, name]) => [name, ...markedCells(rows.filter((row) => row.script === script))]),
  );
}

/** All methods over the same pictures. */
export function byMethod(rows: readonly Row[]): string {
  return table(
    ['preset', ...HEAD, ...COST, 'false alarms', 'unmarked CPU ms, median', 'mean', 'unmarked uninspected'],
    unique(rows.map((row) => row.method)).map((method) => {
      const mine = rows.filter((row) => row.method === method);
      const marked = mine.filter((row) => isMarked(row) && isReadByDefault(row));
      const plain = mine.filter((row) => !isMarked(row));
      const [middle, average] = costCells(plain);
      const alarms = `${plain.filter((row) => row.found).length} of ${plain.length}`;
      const open = percent(plain.filter((row) => row.reasons.length > 0).length / plain.length);
      return [
        method,
        ...markedCells(marked),
        ...costCells(marked),
        alarms,
        middle ?? '',
        average ?? '',
        open,
      ];
    }),
  );
}

/** Kinds with a miss in the scripts the default engine reads, worst first. */
export function byKind(rows: readonly Row[]): string {
  const marked = rows.filter(isMarked);
  const kinds = unique(marked.map((row) => row.kind)).map((kind) => {
    const mine = marked.filter((row) => row.kind === kind);
    return { kind, mine, found: mine.filter((row) => row.found).length };
  });
  kinds.sort((a, b) => a.found / a.mine.length - b.found / b.mine.length || a.kind.localeCompare(b.kind));
  return table(
    ['kind', 'found', 'missed in the looks'],
    kinds.map(({ kind, mine, found }) => {
      const missed = unique(mine.filter((row) => !row.found).map((row) => row.look));
      return [kind, `${found} of ${mine.length}`, missed.join(', ')];
    }),
  );
}

export function unmarked(rows: readonly Row[]): string {
  const plain = rows.filter((row) => !isMarked(row));
  const of = (look: string) => plain.filter((row) => row.look === look);
  const cells = (some: readonly Row[]) => [
    some.length,
    shareWithInterval(some.filter((row) => row.found).length, some.length),
    percent(some.filter((row) => row.reasons.length > 0).length / some.length),
    unique(some.flatMap((row) => row.reasons)).join(', '),
    ...costCells(some),
  ];
  return table(
    ['look', 'pictures', 'false alarms', 'uninspected', 'why', ...COST],
    [
      ...LOOKS.filter((look) => of(look).length > 0).map((look) => [look, ...cells(of(look))]),
      ['**all**', ...cells(plain)],
    ],
  );
}

export function falseAlarms(rows: readonly Row[]): string {
  const kinds = rows.filter((row) => !isMarked(row) && row.found).map((row) => row.kind);
  if (kinds.length === 0) return 'No false alarm.';
  const said = unique(kinds).map((kind) => `${kind} ${kinds.filter((one) => one === kind).length}×`);
  return `False alarms by kind: ${said.join(', ')}.`;
}
