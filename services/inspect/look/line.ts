/**
 * A line of writing on a picture: a rectangle that may lie at any angle. Pixels of the working copy.
 * `ux, uy` is the unit vector along which the line is read, once the page's orientation is known; before, one of its two ends.
 */
export interface Line {
  readonly cx: number;
  readonly cy: number;
  readonly ux: number;
  readonly uy: number;
  readonly length: number;
  readonly height: number;
  /** 0–1, how sure the finder is that this is writing. */
  readonly score: number;
}

/** The four corners in reading order: top left, top right, bottom right, bottom left. */
export function cornersOf(line: Line): ReadonlyArray<readonly [x: number, y: number]> {
  const hx = (line.ux * line.length) / 2;
  const hy = (line.uy * line.length) / 2;
  const vx = (-line.uy * line.height) / 2;
  const vy = (line.ux * line.height) / 2;
  return [
    [line.cx - hx - vx, line.cy - hy - vy],
    [line.cx + hx - vx, line.cy + hy - vy],
    [line.cx + hx + vx, line.cy + hy + vy],
    [line.cx - hx + vx, line.cy - hy + vy],
  ];
}

/** Whether a point is on a line, or so near it, in pixels. */
export function isOn(line: Line, x: number, y: number, slack: number): boolean {
  const along = Math.abs((x - line.cx) * line.ux + (y - line.cy) * line.uy);
  const across = Math.abs((y - line.cy) * line.ux - (x - line.cx) * line.uy);
  return along < line.length / 2 + slack && across < line.height / 2 + slack;
}

/** The same place read from the other end: what is right when the page lies upside down. */
export function reversed(line: Line): Line {
  return { ...line, ux: -line.ux, uy: -line.uy };
}

export function scaled(line: Line, factor: number): Line {
  return {
    ...line,
    cx: line.cx * factor,
    cy: line.cy * factor,
    length: line.length * factor,
    height: line.height * factor,
  };
}

/** The same line in a picture of which its own is a part that begins at (x, y). */
export function moved(line: Line, x: number, y: number): Line {
  return { ...line, cx: line.cx + x, cy: line.cy + y };
}

/** The first `length` pixels of a line. */
export function startOf(line: Line, length: number): Line {
  if (length >= line.length) return line;
  const back = (line.length - length) / 2;
  return { ...line, cx: line.cx - line.ux * back, cy: line.cy - line.uy * back, length };
}
