import type { Letters } from './letters.ts';
import type { Line } from './line.ts';

/** A line as the page shows it, once the page's direction is known. */
export interface PlacedLine {
  readonly line: Line;
  /** In the frame of the page's own direction, pixels: along the lines, and down the page. */
  readonly along: number;
  readonly down: number;
  /** 0–1 within the block of all writing. */
  readonly depth: number;
  /** Height over the median height of the page's lines. */
  readonly relativeHeight: number;
  /** Free room above and below, in heights, the smaller of the two; 3 at most. */
  readonly isolation: number;
  readonly centred: boolean;
  /** A line of running text that continues the one above it: no marking begins here. */
  readonly continues: boolean;
}

/** Places lines in the frame of the page's direction; kept apart from ranking so that both can be tested. */
export function place(lines: readonly Line[], direction: { ux: number; uy: number }): PlacedLine[] {
  if (lines.length === 0) return [];
  const { ux, uy } = direction;
  const framed = lines.map((line) => ({
    line,
    along: line.cx * ux + line.cy * uy,
    down: line.cy * ux - line.cx * uy,
  }));
  const top = Math.min(...framed.map(({ line, down }) => down - line.height / 2));
  const bottom = Math.max(...framed.map(({ line, down }) => down + line.height / 2));
  const left = Math.min(...framed.map(({ line, along }) => along - line.length / 2));
  const right = Math.max(...framed.map(({ line, along }) => along + line.length / 2));
  const median = medianOf(framed.map(({ line }) => line.height));
  const byDown = [...framed].sort((a, b) => a.down - b.down);
  return framed.map(({ line, along, down }) => {
    const { above, below, previous } = neighbours(byDown, { line, along, down });
    const start = along - line.length / 2;
    const continues =
      previous !== null &&
      above < 1.2 &&
      Math.abs(start - (previous.along - previous.line.length / 2)) < 1.2 * line.height &&
      previous.line.length > 0.75 * line.length &&
      previous.line.length > 14 * previous.line.height &&
      Math.abs(previous.line.height - line.height) < 0.35 * line.height;
    return {
      line,
      along,
      down,
      depth: bottom > top ? (down - top) / (bottom - top) : 0.5,
      relativeHeight: line.height / median,
      isolation: Math.min(above, below, 3),
      centred:
        Math.abs(along - (left + right) / 2) < 0.06 * (right - left) && line.length < 0.7 * (right - left),
      continues,
    };
  });
}

/**
 * Most marking-like first: near the top or bottom of the writing, large, short, centred, with room around it, in capitals, in red.
 * Weights are by judgement; how many lines are read before the first level word has not been measured yet.
 */
export function order(placed: readonly PlacedLine[], lettersOf?: (line: Line) => Letters): PlacedLine[] {
  const ranked = placed.map((each) => {
    const letters = each.continues ? undefined : lettersOf?.(each.line);
    return { each, worth: likeness(each) + (letters?.even ? 0.8 : 0) + (letters?.red ? 1 : 0) };
  });
  return ranked.sort((a, b) => b.worth - a.worth).map(({ each }) => each);
}

export function likeness(placed: PlacedLine): number {
  const { line, depth, relativeHeight, isolation, centred, continues } = placed;
  const aspect = line.length / line.height;
  const edge = Math.min(depth, 1 - depth);
  return (
    2 * Math.max(0, 1 - edge / 0.12) +
    1.2 * Math.min(1, Math.max(0, (relativeHeight - 1) / 0.8)) +
    (aspect < 2 ? 0.2 : aspect <= 16 ? 1 : aspect <= 26 ? 0.5 : 0) +
    (centred ? 0.8 : 0) +
    0.3 * isolation +
    0.5 * line.score -
    (continues ? 1.5 : 0)
  );
}

function neighbours(
  byDown: ReadonlyArray<{ line: Line; along: number; down: number }>,
  self: { line: Line; along: number; down: number },
) {
  let above = Infinity;
  let below = Infinity;
  let previous: { line: Line; along: number; down: number } | null = null;
  const half = self.line.height / 2;
  for (const other of byDown) {
    if (other.line === self.line) continue;
    const reach = (other.line.length + self.line.length) / 2;
    if (Math.abs(other.along - self.along) > reach) continue;
    const gap = Math.abs(other.down - self.down) - half - other.line.height / 2;
    const heights = Math.max(0, gap) / self.line.height;
    if (other.down < self.down) {
      if (heights <= above) {
        above = heights;
        previous = other;
      }
    } else if (heights < below) below = heights;
  }
  return { above, below, previous };
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
