import { type Line, reversed } from './line.ts';

/** Lines longer than this many heights have an axis that can be trusted. */
const TRUSTED_ASPECT = 2;

/**
 * Which way the page's lines run, from the lines alone: the length-weighted mean of their axes.
 * Every line then points that way; which of the two ends is the left one only reading can tell (`read/settle-direction.ts`).
 * Lines that clearly run across the page (a spine title, a margin note) keep their own axis.
 */
export function orient(lines: readonly Line[]): Line[] {
  return facing(lines, pageAxis(lines));
}

/** Every line pointing the way of the page, as far as its own axis lets it. */
export function facing(lines: readonly Line[], direction: { ux: number; uy: number }): Line[] {
  return lines.map((line) => along(line, direction));
}

/** Unit vector; rightwards when the lines lie, downwards when they stand. */
export function pageAxis(lines: readonly Line[]): { ux: number; uy: number } {
  // Doubled angles: an axis and its opposite are the same.
  let c = 0;
  let s = 0;
  for (const line of lines) {
    if (line.length < TRUSTED_ASPECT * line.height) continue;
    const angle = 2 * Math.atan2(line.uy, line.ux);
    c += line.length * Math.cos(angle);
    s += line.length * Math.sin(angle);
  }
  if (c === 0 && s === 0) return { ux: 1, uy: 0 };
  const angle = Math.atan2(s, c) / 2;
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  const forward = Math.abs(ux) >= Math.abs(uy) ? ux > 0 : uy > 0;
  return forward ? { ux, uy } : { ux: -ux, uy: -uy };
}

function along(line: Line, axis: { ux: number; uy: number }): Line {
  const cosine = line.ux * axis.ux + line.uy * axis.uy;
  const trusted = line.length >= TRUSTED_ASPECT * line.height;
  if (Math.abs(cosine) > (trusted ? 0.3 : 0.8)) return cosine > 0 ? line : reversed(line);
  if (trusted) {
    const forward = Math.abs(line.ux) >= Math.abs(line.uy) ? line.ux > 0 : line.uy > 0;
    return forward ? line : reversed(line);
  }
  // Nearly square: its own axis means nothing, the page's does.
  const across = Math.sqrt(1 - cosine * cosine);
  return {
    ...line,
    ...axis,
    length: Math.abs(cosine) * line.length + across * line.height,
    height: across * line.length + Math.abs(cosine) * line.height,
  };
}
