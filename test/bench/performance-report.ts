import { mean, median, shareWithInterval, table } from '../accuracy/images/figures.ts';
import type { MethodName } from '../accuracy/images/methods/method.ts';
import type { Row } from '../accuracy/images/row.ts';
import type { Group } from './picture-groups.ts';

export const METHOD_NAMES: Readonly<Partial<Record<MethodName, string>>> = {
  floor: 'decode to 512 px, nothing else',
  naive: 'tesseract.js, whole picture',
  native: 'native tesseract, whole picture',
  'neural:fast': 'Spillway, fast',
  'neural:balanced': 'Spillway, balanced',
  'neural:thorough': 'Spillway, thorough',
  'tesseract:balanced': 'Spillway on tesseract.js, balanced',
};

/** What the project set out to reach with the preset `balanced`, on processor time. */
const GOALS: ReadonlyArray<{ name: string; goal: string; of(cost: Costs): number }> = [
  {
    name: 'feed against tesseract.js',
    goal: '≥ 20×',
    of: (c) => c('feed', 'naive') / c('feed', 'neural:balanced'),
  },
  {
    name: 'feed against native tesseract',
    goal: '≥ 8×',
    of: (c) => c('feed', 'native') / c('feed', 'neural:balanced'),
  },
  {
    name: 'documents against tesseract.js',
    goal: '≥ 8×',
    of: (c) => c('documents', 'naive') / c('documents', 'neural:balanced'),
  },
  {
    name: 'text-free pictures against the decode floor',
    goal: '≤ 2.5×',
    of: (c) => c('text-free', 'neural:balanced') / c('text-free', 'floor'),
  },
];
type Costs = (group: Group, method: MethodName) => number;

export interface Measured {
  readonly rows: Readonly<Record<Group, readonly Row[]>>;
  readonly methods: readonly MethodName[];
  readonly forwards: number;
}

/** Mean processor time of a picture over those that every method lived through. */
export function costs({ rows, methods }: Measured): Costs {
  return (group, method) => {
    const dead = new Set(rows[group].filter((row) => row.died).map((row) => row.name));
    if (!methods.includes(method)) return Number.NaN;
    return mean(
      rows[group].filter((row) => row.method === method && !dead.has(row.name)).map((row) => row.cpuMs),
    );
  };
}

export function groupTable(measured: Measured, group: Group): string {
  const cost = costs(measured);
  const again = group === 'feed' ? measured.forwards : 1;
  const marked = measured.rows[group].some((row) => row.script !== null) && group === 'documents';
  const rows = measured.methods.map((method) => {
    const mine = measured.rows[group].filter((row) => row.method === method && !row.died);
    const cpu = mine.map((row) => row.cpuMs);
    // What keeps no verdicts reads every posting anew.
    const posted = cost(group, method) * (method.includes(':') ? 1 : again);
    const base = (other: MethodName) => cost(group, other) * (other.includes(':') ? 1 : again);
    return [
      METHOD_NAMES[method] ?? method,
      median(cpu).toFixed(0),
      cost(group, method).toFixed(0),
      ...(group === 'feed' ? [(posted / again).toFixed(0)] : []),
      ratio(base('naive') / posted),
      ratio(base('native') / posted),
      ratio(cost(group, method) / cost(group, 'floor')),
      median(mine.map((row) => row.wallMs)).toFixed(0),
      ...(marked && method !== 'floor'
        ? [
            shareWithInterval(mine.filter((row) => row.read).length, mine.length),
            shareWithInterval(mine.filter((row) => row.found).length, mine.length),
          ]
        : marked
          ? ['–', '–']
          : []),
      measured.rows[group].filter((row) => row.method === method && row.died).length,
    ];
  });
  return table(
    [
      'method',
      'CPU ms, median',
      'mean',
      ...(group === 'feed' ? [`mean a posting, ${again} each`] : []),
      group === 'feed' ? 'tesseract.js costs, with forwards' : 'tesseract.js costs',
      group === 'feed' ? 'native costs, with forwards' : 'native costs',
      'of the floor',
      'wall ms, median',
      ...(marked ? ['level word read', 'found'] : []),
      'died',
    ],
    rows,
  );
}

export function goalTable(measured: Measured): string {
  const cost = costs(measured);
  const forwarded = (measured.forwards * cost('feed', 'naive')) / cost('feed', 'neural:balanced');
  return table(
    ['preset balanced, mean CPU time', 'goal', 'measured'],
    [
      ...GOALS.map(({ name, goal, of }) => [name, goal, ratio(of(cost))]),
      [`feed against tesseract.js, each picture posted ${measured.forwards}×`, '≥ 50×', ratio(forwarded)],
    ],
  );
}

function ratio(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return `${value.toFixed(value < 10 ? 1 : 0)}×`;
}
