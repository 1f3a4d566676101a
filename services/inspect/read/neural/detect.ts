import { components, lineOf } from '../../look/components.ts';
import { type Line, scaled } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { LineFinder } from './line-finder.ts';

/** DB shrinks text regions by this much of area over perimeter; boxes grow back by it (PaddleOCR's unclip ratio, a little wider). */
const UNCLIP = 1.7;

/** Probability at which a pixel counts as writing, mean probability at which a region does, of 255; and its pixels. */
const LINE = { pixel: 76, region: 128, area: 10 };
/** The model is all but silent on photographs, so that even this little is worth a closer look. */
const HINT = { pixel: 14, region: 18, area: 2 };

/** Looks for lines in a raster, at `longSide` pixels at most; they come back in pixels of the raster. */
export type Detect = (raster: Raster, longSide: number, hints: boolean) => Promise<Line[]>;

/** The stretches of a picture that the line finder holds for lines'. */
export function createDetector({ see }: Pick<LineFinder, 'see'>): Detect {
  return async (raster, longSide, hints) => {
    const { width, height, lines } = await see(raster, longSide);
    const backX = raster.width / width;
    const backY = raster.height / height;
    const { pixel, region, area } = hints ? HINT : LINE;
    return components(lines, width, height, { threshold: pixel, minArea: area })
      .filter((component) => component.meanWeight >= region && (hints || component.height >= 2))
      .map((component) => unclip(lineOf(component)))
      .map((line) => stretched(scaled(line, 1), backX, backY));
  };
}

function unclip(line: Line): Line {
  const grow = (line.length * line.height * UNCLIP) / (line.length + line.height);
  return { ...line, length: line.length + grow, height: line.height + grow };
}

/** The two axes may have been shrunk a little differently (sides are multiples of 32). */
function stretched(line: Line, sx: number, sy: number): Line {
  const dx = line.ux * sx;
  const dy = line.uy * sy;
  const along = Math.hypot(dx, dy);
  const across = Math.hypot(line.uy * sx, line.ux * sy);
  return {
    cx: line.cx * sx,
    cy: line.cy * sy,
    ux: dx / along,
    uy: dy / along,
    length: line.length * along,
    height: line.height * across,
    score: line.score,
  };
}
