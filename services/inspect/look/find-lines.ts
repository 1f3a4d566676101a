import { components, lineOf } from './components.ts';
import type { Line } from './line.ts';
import { greyOf, type Plane, type Raster } from './raster.ts';

/**
 * Lines of writing without any model: ink against its surroundings, smeared along the line, as components.
 * Works both ways round (dark on light, light on dark), because ink is what stands far from the local mean, measured by the
 * local spread: writing covers the lesser part of its paper, so the paper between dense lines stays nearer to the mean.
 * Half a box height of the mean filter is the largest stroke it can see; lines taller than it come out hollow.
 */
export function findInkLines(raster: Raster): Line[] {
  const grey = greyOf(raster);
  const radius = Math.max(8, Math.round(Math.max(grey.width, grey.height) / 54));
  const ink = inkOf(grey, radius);
  const lying = linesAlong(ink, 'x');
  const standing = linesAlong(ink, 'y');
  // Upright pages give columns of letters some standing components too, turned pages the other way round.
  return lengthOf(standing) > 1.3 * lengthOf(lying) ? standing : lying;
}

/** 255 where a pixel differs from its surroundings by more than paper grain does, and by more than the paper itself. */
function inkOf({ width, height, data }: Plane, radius: number): Plane {
  const ink = new Uint8Array(width * height);
  const wide = Int32Array.from(
    { length: width },
    (_, x) => Math.min(width, x + radius + 1) - Math.max(0, x - radius),
  );
  // Of each column, over the rows around the one that is looked at.
  const sums = new Int32Array(width);
  const squares = new Int32Array(width);
  function count(y: number, sign: 1 | -1): void {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const value = data[at] as number;
      sums[x] = (sums[x] as number) + sign * value;
      squares[x] = (squares[x] as number) + sign * value * value;
    }
  }
  for (let y = 0; y < Math.min(radius, height); y++) count(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) count(y + radius, 1);
    if (y > radius) count(y - radius - 1, -1);
    const rows = Math.min(height, y + radius + 1) - Math.max(0, y - radius);
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(radius, width); x++) {
      sum += sums[x] as number;
      square += squares[x] as number;
    }
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (x + radius < width) {
        sum += sums[x + radius] as number;
        square += squares[x + radius] as number;
      }
      if (x > radius) {
        sum -= sums[x - radius - 1] as number;
        square -= squares[x - radius - 1] as number;
      }
      // Everything times the area: a division a pixel costs more than all the rest.
      const area = rows * (wide[x] as number);
      const off = (data[at] as number) * area - sum;
      const variance = square * area - sum * sum;
      if (off * off > CONTRAST_SQUARED * area * area && off * off > SPREADS_SQUARED * variance) ink[at] = 255;
    }
  }
  return { width, height, data: ink };
}

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => (line.length > 4 * line.height ? sum + line.length : sum), 0);
}

/** Grey levels of 255. Faint grey on white is 20; JPEG ringing stays under 14. */
const CONTRAST_SQUARED = 18 ** 2;
/** Spreads from the local mean. Above half a spread paper drops out; well below one, thin grey strokes stay in. */
const SPREADS_SQUARED = 0.8 ** 2;

function linesAlong(ink: Plane, axis: 'x' | 'y'): Line[] {
  const smeared = smear(ink, axis, Math.max(7, Math.round(Math.max(ink.width, ink.height) / 90)));
  return components(smeared, ink.width, ink.height, { threshold: 0, minArea: 60 })
    .map((component) => ({ line: lineOf(component), fill: component.area }))
    .filter(({ line, fill }) => looksLikeLine(line, fill, axis, ink))
    .map(({ line }) => ({ ...line, length: line.length + line.height * 0.5, height: line.height * 1.35 }));
}

function looksLikeLine(line: Line, area: number, axis: 'x' | 'y', ink: Plane): boolean {
  const along = axis === 'x' ? Math.abs(line.ux) : Math.abs(line.uy);
  const side = Math.max(ink.width, ink.height);
  const filled = area / (line.length * line.height);
  return (
    along > 0.9 &&
    line.length > 1.8 * line.height &&
    line.height >= 6 &&
    line.height < side / 8 &&
    filled > 0.35
  );
}

/** Closes gaps up to `reach` along one axis, so that letters join into lines and lines stay apart. */
function smear(ink: Plane, axis: 'x' | 'y', reach: number): Uint8Array {
  const { width, height, data } = ink;
  const out = new Uint8Array(data);
  const [lines, steps, lineStep, step] = axis === 'x' ? [height, width, width, 1] : [width, height, 1, width];
  for (let line = 0; line < lines; line++) {
    let last = -1;
    for (let i = 0; i < steps; i++) {
      const at = line * lineStep + i * step;
      if (data[at] === 0) continue;
      if (last >= 0 && i - last > 1 && i - last <= reach) {
        for (let gap = last + 1; gap < i; gap++) out[line * lineStep + gap * step] = 255;
      }
      last = i;
    }
  }
  return out;
}
