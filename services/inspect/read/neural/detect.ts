import { components, lineOf } from '../../look/components.ts';
import { type Line, scaled } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import type { InputOf, PictureInput } from './picture-input.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** DB shrinks text regions by this much of area over perimeter; boxes grow back by it (PaddleOCR's unclip ratio, a little wider). */
const UNCLIP = 1.7;

/** Probability at which a pixel counts as writing, mean probability at which a region does, of 255; and its pixels. */
const LINE = { pixel: 76, region: 128, area: 10 };
/** The model is all but silent on photographs, so that even this little is worth a closer look. */
const HINT = { pixel: 14, region: 18, area: 2 };

/** Looks for lines in a raster, at `longSide` pixels at most; they come back in pixels of the raster. */
export type Detect = (raster: Raster, longSide: number, hints: boolean) => Promise<Line[]>;

/** Text detection (DB). Its cost goes by the square of the side. Calls are not concurrent. */
export function createDetector(session: InferenceSession, inputOf: InputOf): Detect {
  let last: { of: WeakRef<Raster>; longSide: number; input: PictureInput; map: Uint8Array } | null = null;
  return async (raster, longSide, hints) => {
    // Hints and lines of one look come from one map.
    if (last?.of.deref() !== raster || last.longSide !== longSide) {
      const input = await inputOf(raster, longSide);
      last = { of: new WeakRef(raster), longSide, input, map: await probabilities(session, input) };
    }
    const { input, map } = last;
    const backX = raster.width / input.width;
    const backY = raster.height / input.height;
    const { pixel, region, area } = hints ? HINT : LINE;
    return components(map, input.width, input.height, { threshold: pixel, minArea: area })
      .filter((component) => component.meanWeight >= region && (hints || component.height >= 2))
      .map((component) => unclip(lineOf(component)))
      .map((line) => stretched(scaled(line, 1), backX, backY));
  };
}

async function probabilities(
  session: InferenceSession,
  { width, height, planes }: PictureInput,
): Promise<Uint8Array> {
  const name = session.inputNames[0] ?? 'x';
  const result = await session.run({ [name]: new Tensor('float32', planes, [1, 3, height, width]) });
  const output = result[session.outputNames[0] ?? '']?.data;
  if (!(output instanceof Float32Array)) throw new Error('Expected the detection model to give float32');
  const map = new Uint8Array(width * height);
  for (let i = 0; i < map.length; i++) map[i] = (output[i] as number) * 255;
  return map;
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
