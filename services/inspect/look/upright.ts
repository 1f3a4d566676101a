import { cornersOf, type Line } from './line.ts';

/** Quarter turns clockwise that bring the picture upright. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** The picture as a person would hold it: its size, and where a line stands in it, as fractions from the top left. */
export interface Upright {
  readonly turns: QuarterTurns;
  readonly width: number;
  readonly height: number;
  /** Where a point of the picture as it lies is when it is upright, pixels. */
  pointOf(x: number, y: number): [x: number, y: number];
  boxOf(line: Line): [x: number, y: number, width: number, height: number];
}

/** `direction`: along which the page's lines are read, in the picture as it lies. */
export function upright(
  size: { width: number; height: number },
  direction: { ux: number; uy: number },
): Upright {
  const turns = turnsFor(direction);
  const sideways = turns % 2 === 1;
  const width = sideways ? size.height : size.width;
  const height = sideways ? size.width : size.height;
  return {
    turns,
    width,
    height,
    pointOf: (x, y) => turned(x, y, size, turns),
    boxOf(line) {
      const points = cornersOf(line).map(([x, y]) => turned(x, y, size, turns));
      const xs = points.map(([x]) => Math.min(width, Math.max(0, x)) / width);
      const ys = points.map(([, y]) => Math.min(height, Math.max(0, y)) / height);
      const left = Math.min(...xs);
      const top = Math.min(...ys);
      return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
    },
  };
}

function turnsFor({ ux, uy }: { ux: number; uy: number }): QuarterTurns {
  if (Math.abs(ux) >= Math.abs(uy)) return ux > 0 ? 0 : 2;
  // Lines that run downwards stand upright after a quarter turn against the clock, that is three with it.
  return uy > 0 ? 3 : 1;
}

function turned(
  x: number,
  y: number,
  size: { width: number; height: number },
  turns: QuarterTurns,
): [number, number] {
  switch (turns) {
    case 0:
      return [x, y];
    case 1:
      return [size.height - y, x];
    case 2:
      return [size.width - x, size.height - y];
    case 3:
      return [y, size.width - x];
  }
}
