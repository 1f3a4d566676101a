import { cornersOf, type Line } from '../../services/inspect/look/line.ts';

/** Side of a cell, pixels. */
export const CELL = 16;

/** Cells whose samples lie in the line, each as often as it has samples. */
export function* under(line: Line, width: number, height: number): Generator<number> {
  const across = width / CELL;
  const corners = cornersOf(line);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  for (let y = Math.max(0, Math.floor(Math.min(...ys) / 4)); y < Math.min(height, Math.max(...ys)) / 4; y++) {
    for (
      let x = Math.max(0, Math.floor(Math.min(...xs) / 4));
      x < Math.min(width, Math.max(...xs)) / 4;
      x++
    ) {
      const [dx, dy] = [x * 4 + 2 - line.cx, y * 4 + 2 - line.cy];
      const along = Math.abs(dx * line.ux + dy * line.uy);
      const off = Math.abs(dy * line.ux - dx * line.uy);
      if (along <= line.length / 2 && off <= Math.max(2, line.height / 2)) {
        yield Math.floor((y * 4) / CELL) * across + Math.floor((x * 4) / CELL);
      }
    }
  }
}

/** Three bytes a cell: the share of it that lines cover, the height of the line that covers most, and 0. */
export function cellsOf(lines: readonly Line[], width: number, height: number): Uint8Array {
  const out = new Uint8Array((width / CELL) * (height / CELL) * 3);
  for (const line of lines) {
    const counts = new Map<number, number>();
    for (const at of under(line, width, height)) counts.set(at, (counts.get(at) ?? 0) + 1);
    for (const [at, count] of counts) {
      const share = Math.round((255 * count) / 16);
      if (share <= (out[at * 3] ?? 0)) continue;
      out[at * 3] = share;
      out[at * 3 + 1] = Math.min(255, Math.round(line.height));
    }
  }
  return out;
}
