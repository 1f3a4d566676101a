import sharp from 'sharp';
import { components, lineOf } from '../../look/components.ts';
import { type Line, scaled } from '../../look/line.ts';
import type { Raster } from '../../look/raster.ts';
import { keptInput } from './kept-input.ts';
import { type InferenceSession, Tensor } from './runtime.ts';

/** ImageNet means and deviations in the model's channel order (blue, green, red), for 8-bit values. */
const MEAN = [0.485 * 255, 0.456 * 255, 0.406 * 255] as const;
const SCALE = [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)] as const;

/** DB shrinks text regions by this much of area over perimeter; boxes grow back by it (PaddleOCR's unclip ratio, a little wider). */
const UNCLIP = 1.7;

/** Probability at which a pixel counts as writing, mean probability at which a region does, of 255; and its pixels. */
const LINE = { pixel: 76, region: 128, area: 10 };
/** The model is all but silent on photographs, so that even this little is worth a closer look. */
const HINT = { pixel: 14, region: 18, area: 2 };

/** Looks for lines in a raster, at `longSide` pixels at most; they come back in pixels of the raster. */
export type Detect = (raster: Raster, longSide: number, hints: boolean) => Promise<Line[]>;

/** Text detection (DB). Its cost goes by the square of the side. Calls are not concurrent. */
export function createDetector(session: InferenceSession): Detect {
  const inputOf = keptInput(MOST_KEPT);
  return (raster, longSide, hints) => detectLines(session, raster, { longSide, hints, inputOf });
}

/** Values for a picture of 960 × 960: what is larger is seldom looked at, and not worth its memory. */
const MOST_KEPT = 3 * 960 * 960;

async function detectLines(
  session: InferenceSession,
  raster: Raster,
  options: {
    readonly longSide: number;
    readonly hints: boolean;
    inputOf(length: number): Float32Array;
  },
): Promise<Line[]> {
  const { longSide, hints } = options;
  const scale = Math.min(1, longSide / Math.max(raster.width, raster.height));
  const width = multipleOf32(raster.width * scale);
  const height = multipleOf32(raster.height * scale);
  const small =
    width === raster.width && height === raster.height
      ? raster.data
      : await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
          .resize({ width, height, fit: 'fill', kernel: 'linear' })
          .raw()
          .toBuffer();
  const map = await probabilities(session, small, {
    width,
    height,
    input: options.inputOf(3 * width * height),
  });
  const backX = raster.width / width;
  const backY = raster.height / height;
  const { pixel, region, area } = hints ? HINT : LINE;
  return components(map, width, height, { threshold: pixel, minArea: area })
    .filter((component) => component.meanWeight >= region && (hints || component.height >= 2))
    .map((component) => unclip(lineOf(component)))
    .map((line) => stretched(scaled(line, 1), backX, backY));
}

async function probabilities(
  session: InferenceSession,
  rgb: Uint8Array,
  { width, height, input }: { readonly width: number; readonly height: number; readonly input: Float32Array },
): Promise<Uint8Array> {
  const plane = width * height;
  for (let i = 0, j = 0; i < plane; i++, j += 3) {
    input[i] = ((rgb[j + 2] as number) - MEAN[0]) * SCALE[0];
    input[plane + i] = ((rgb[j + 1] as number) - MEAN[1]) * SCALE[1];
    input[2 * plane + i] = ((rgb[j] as number) - MEAN[2]) * SCALE[2];
  }
  const name = session.inputNames[0] ?? 'x';
  const result = await session.run({ [name]: new Tensor('float32', input, [1, 3, height, width]) });
  const output = result[session.outputNames[0] ?? '']?.data;
  if (!(output instanceof Float32Array)) throw new Error('Expected the detection model to give float32');
  const map = new Uint8Array(plane);
  for (let i = 0; i < plane; i++) map[i] = (output[i] as number) * 255;
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

function multipleOf32(side: number): number {
  return Math.max(32, Math.round(side / 32) * 32);
}
