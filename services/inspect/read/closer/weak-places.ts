import { exposed, exposureOf } from '../../look/exposure.ts';
import { type Line, moved } from '../../look/line.ts';
import { facing } from '../../look/orient.ts';
import { cut } from '../../look/pieces.ts';
import type { Raster } from '../../look/raster.ts';
import type { Reader } from '../reader.ts';

/** A line found with less certainty than this may be a piece of one: faint, small, or red on blue. */
const WEAK = 0.85;
/** The window that is looked at again at its own size, pixels; a fraction of what the whole page costs. */
const WINDOW = { width: 384, height: 224 };
const MOST_WINDOWS = 2;
/** What is found there is new when no line of the page has its middle within this many heights and nearly its length. */
const SAME = { distance: 0.6, length: 0.85 };

/** Lines that come out when the surroundings of some `places` are looked at by themselves, two windows at most; pixels of the raster. */
export async function linesAround(
  places: readonly Line[],
  reader: Reader,
  raster: Raster,
  lines: readonly Line[],
  direction: { readonly ux: number; readonly uy: number },
): Promise<Line[]> {
  const found: Line[] = [];
  for (const box of windowsOver(places, raster)) {
    const part = cut(raster, box);
    const exposure = exposureOf(part);
    const shown = exposure === null ? part : exposed(part, exposure);
    for (const line of await reader.findLines(shown, Math.max(box.width, box.height))) {
      const whole = moved(line, box.x, box.y);
      if (![...lines, ...found].some((other) => isSame(whole, other))) found.push(whole);
    }
  }
  return facing(found, direction);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Lines of which more may be there than was found, the weakest first. */
export function weakOf(lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.score < WEAK).sort((a, b) => a.score - b.score);
}

/** Windows around lines, the first ones first, each line in one window only. */
export function windowsOver(lines: readonly Line[], raster: Pick<Raster, 'width' | 'height'>): Box[] {
  const boxes: Box[] = [];
  for (const line of lines) {
    if (boxes.length === MOST_WINDOWS) break;
    if (boxes.some((box) => isIn(line, box))) continue;
    const width = Math.min(WINDOW.width, raster.width);
    const height = Math.min(WINDOW.height, raster.height);
    const at = (middle: number, size: number, most: number) =>
      Math.max(0, Math.min(most - size, Math.round(middle - size / 2)));
    boxes.push({ x: at(line.cx, width, raster.width), y: at(line.cy, height, raster.height), width, height });
  }
  return boxes;
}

function isIn({ cx, cy }: Line, { x, y, width, height }: Box): boolean {
  return cx >= x && cx < x + width && cy >= y && cy < y + height;
}

function isSame(line: Line, other: Line): boolean {
  const far = Math.hypot(line.cx - other.cx, line.cy - other.cy);
  return (
    (far < SAME.distance * line.height && other.length > SAME.length * line.length) ||
    (other.length > SAME.length * line.length && isOver(line, other))
  );
}

/** Whether most of a line lies on another. */
function isOver(line: Line, other: Line): boolean {
  const [dx, dy] = [line.cx - other.cx, line.cy - other.cy];
  const along = Math.abs(dx * other.ux + dy * other.uy);
  const across = Math.abs(dy * other.ux - dx * other.uy);
  return along < other.length / 2 && across < 0.4 * other.height;
}
