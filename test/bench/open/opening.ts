/** One document opened once. */
export interface Opening {
  readonly wallMs: number;
  /** Of the whole process, its collector and compiler included. */
  readonly cpuMs: number;
  readonly text: string;
  /** What it ended with, when it did not end well. */
  readonly failure: string | null;
}

/** Of the words of the source the shares that came out, 0–1: counted as often as they stand there, and each word once. */
export function completeness(source: string, out: string): { words: number; distinct: number } {
  const had = countsOf(out);
  const wanted = [...countsOf(source)];
  const all = wanted.reduce((sum, [, count]) => sum + count, 0);
  const found = wanted.reduce((sum, [word, count]) => sum + Math.min(count, had.get(word) ?? 0), 0);
  return { words: found / all, distinct: wanted.filter(([word]) => had.has(word)).length / wanted.length };
}

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
