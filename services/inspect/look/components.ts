import type { Line } from './line.ts';

/** What one connected component of a mask is: its moments and extents are enough to fit a line to it. */
export interface Component {
  readonly area: number;
  readonly cx: number;
  readonly cy: number;
  /** Unit vector of its long axis, pointing right (or down when upright). */
  readonly ux: number;
  readonly uy: number;
  /** Extents along and across that axis, pixels. */
  readonly length: number;
  readonly height: number;
  /** Mean of `weight` over its pixels, 0–255. */
  readonly meanWeight: number;
}

/**
 * Connected components (8-neighbourhood) of `weight > threshold` as fitted rectangles.
 * An explicit stack and one visited map: pictures are hostile, so no recursion and memory known beforehand.
 */
export function components(
  weight: Uint8Array,
  width: number,
  height: number,
  options: { threshold: number; minArea: number },
): Component[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const found: Component[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (weight[start] ?? 0) <= options.threshold) continue;
    let top = 0;
    let size = 0;
    stack[top++] = start;
    seen[start] = 1;
    // The stack keeps every pixel of the component: [0, size) visited, [size, top) waiting.
    while (size < top) {
      const at = stack[size++] ?? 0;
      const x = at % width;
      const y = (at - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (seen[next] === 1 || (weight[next] ?? 0) <= options.threshold) continue;
          seen[next] = 1;
          stack[top++] = next;
        }
      }
    }
    if (size >= options.minArea) found.push(enclose(stack.subarray(0, size), weight, width));
  }
  return found;
}

function enclose(pixels: Int32Array, weight: Uint8Array, width: number): Component {
  let sx = 0;
  let sy = 0;
  let sum = 0;
  for (const at of pixels) {
    const x = at % width;
    sx += x;
    sy += (at - x) / width;
    sum += weight[at] ?? 0;
  }
  const mx = sx / pixels.length;
  const my = sy / pixels.length;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const at of pixels) {
    const x = at % width;
    const dx = x - mx;
    const dy = (at - x) / width - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const ux = Math.cos(angle);
  const uy = Math.sin(angle);
  let minU = Infinity;
  let maxU = -Infinity;
  let minV = Infinity;
  let maxV = -Infinity;
  for (const at of pixels) {
    const x = at % width;
    const dx = x - mx;
    const dy = (at - x) / width - my;
    const u = dx * ux + dy * uy;
    const v = dy * ux - dx * uy;
    if (u < minU) minU = u;
    if (u > maxU) maxU = u;
    if (v < minV) minV = v;
    if (v > maxV) maxV = v;
  }
  const midU = (minU + maxU) / 2;
  const midV = (minV + maxV) / 2;
  return {
    area: pixels.length,
    cx: mx + midU * ux - midV * uy + 0.5,
    cy: my + midU * uy + midV * ux + 0.5,
    ux,
    uy,
    length: maxU - minU + 1,
    height: maxV - minV + 1,
    meanWeight: sum / pixels.length,
  };
}

export function lineOf(component: Component): Line {
  const { cx, cy, ux, uy, length, height } = component;
  return { cx, cy, ux, uy, length, height, score: component.meanWeight / 255 };
}
