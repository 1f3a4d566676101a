import type { Line } from './line.ts';

/** Gap between two boxes of one line, in heights, up to which they belong together: a typewriter's or a spaced banner's space. */
const GAP = 0.8;
const HEIGHTS = 1.45;

/** Joins pieces of writing that stand on one baseline with no more than a word's space between them. Lines point one way. */
export function joined(lines: readonly Line[]): Line[] {
  let result = [...lines].sort((a, b) => a.cx * a.ux + a.cy * a.uy - (b.cx * b.ux + b.cy * b.uy));
  for (let i = 0; i < result.length; i++) {
    for (;;) {
      const left = result[i];
      if (left === undefined) break;
      const at = result.findIndex((right, k) => k !== i && follows(left, right));
      const right = result[at];
      if (right === undefined) break;
      const both = together(left, right);
      result = result.map((line, k) => (k === i ? both : line)).filter((_, k) => k !== at);
      if (at < i) i--;
    }
  }
  return result;
}

function follows(left: Line, right: Line): boolean {
  const height = Math.max(left.height, right.height);
  if (height > HEIGHTS * Math.min(left.height, right.height)) return false;
  // Squares have no axis of their own; two lines must run alike.
  if (Math.abs(left.ux * right.uy - left.uy * right.ux) > 0.12) return false;
  const [dx, dy] = [right.cx - left.cx, right.cy - left.cy];
  const along = dx * left.ux + dy * left.uy;
  const across = Math.abs(dy * left.ux - dx * left.uy);
  const gap = along - (left.length + right.length) / 2;
  return along > 0 && across < 0.3 * height && gap < GAP * height && gap > -0.6 * height;
}

function together(left: Line, right: Line): Line {
  const start = { x: left.cx - (left.ux * left.length) / 2, y: left.cy - (left.uy * left.length) / 2 };
  const end = { x: right.cx + (right.ux * right.length) / 2, y: right.cy + (right.uy * right.length) / 2 };
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  return {
    cx: (start.x + end.x) / 2,
    cy: (start.y + end.y) / 2,
    ux: (end.x - start.x) / length,
    uy: (end.y - start.y) / length,
    length,
    height: Math.max(left.height, right.height),
    score: Math.min(left.score, right.score),
  };
}
