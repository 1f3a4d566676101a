import type { Look } from '../../corpus/looks/looks.ts';

export interface Row {
  readonly method: string;
  readonly look: Look;
  readonly marked: boolean;
  /** A level word was read; false for unmarked pictures. */
  readonly read: boolean;
  /** The catalogue found a marking of rank 1 or more. */
  readonly found: boolean;
  readonly uninspected: boolean;
  /** Processor time. */
  readonly ms: number;
  readonly lines: number;
}

/** One line a method and look: recall of level words, what the catalogue made of them, false alarms, cost. */
export function printTable(rows: readonly Row[]): void {
  console.log('| method | look | pictures | read | found | uninspected | median ms | mean ms | lines |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const method of unique(rows.map((row) => row.method))) {
    const mine = rows.filter((row) => row.method === method);
    for (const look of unique(mine.map((row) => row.look))) {
      print(
        method,
        look,
        mine.filter((row) => row.marked && row.look === look),
      );
    }
    print(
      method,
      'all marked',
      mine.filter((row) => row.marked),
    );
    print(
      method,
      'unmarked',
      mine.filter((row) => !row.marked),
    );
  }
}

function print(method: string, name: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const share = (of: (row: Row) => boolean) => (rows.filter(of).length / rows.length).toFixed(3);
  const ms = rows.map((row) => row.ms);
  const cells = [
    method,
    name,
    rows.length,
    share((row) => row.read),
    share((row) => row.found),
    share((row) => row.uninspected),
    median(ms).toFixed(0),
    (ms.reduce((a, b) => a + b, 0) / ms.length).toFixed(0),
    median(rows.map((row) => row.lines)),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
