import { type Canvas, createCanvas } from '@napi-rs/canvas';

export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Projects the whole source onto `quad` over what the target already shows: a page lying before a camera. */
export function projectOnto(target: Canvas, source: Canvas, quad: Quad): void {
  const context = target.getContext('2d');
  const out = context.getImageData(0, 0, target.width, target.height);
  // One look-up between four neighbours: the source is first brought to about the size at which it is seen.
  const seen = Math.max(
    distance(quad[0], quad[1]),
    distance(quad[3], quad[2]),
    (Math.max(distance(quad[0], quad[3]), distance(quad[1], quad[2])) * source.width) / source.height,
  );
  const scale = Math.min(1, (1.2 * seen) / source.width);
  const page = scale < 1 ? scaledCopy(source, Math.round(source.width * scale)) : source;
  const { data, width, height } = page.getContext('2d').getImageData(0, 0, page.width, page.height);
  const pixels = out.data;
  const m = squareToQuadInverse(quad);
  const left = Math.max(0, Math.floor(Math.min(...quad.map(([x]) => x))));
  const right = Math.min(target.width, Math.ceil(Math.max(...quad.map(([x]) => x))));
  const top = Math.max(0, Math.floor(Math.min(...quad.map(([, y]) => y))));
  const bottom = Math.min(target.height, Math.ceil(Math.max(...quad.map(([, y]) => y))));
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const w = m[6] * x + m[7] * y + m[8];
      const u = ((m[0] * x + m[1] * y + m[2]) / w) * width - 0.5;
      const v = ((m[3] * x + m[4] * y + m[5]) / w) * height - 0.5;
      if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) continue;
      const [u0, v0] = [Math.floor(u), Math.floor(v)];
      const [du, dv] = [u - u0, v - v0];
      const at = (v0 * width + u0) * 4;
      const below = at + width * 4;
      const to = (y * target.width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const upper = (data[at + c] ?? 0) * (1 - du) + (data[at + 4 + c] ?? 0) * du;
        const lower = (data[below + c] ?? 0) * (1 - du) + (data[below + 4 + c] ?? 0) * du;
        pixels[to + c] = upper * (1 - dv) + lower * dv;
      }
    }
  }
  context.putImageData(out, 0, 0);
}

const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** The inverse of the projective map from the unit square to a quadrilateral (Heckbert 1989), row by row. */
function squareToQuadInverse(quad: Quad): Matrix {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
  return [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

/** `height` follows from the width unless it is given. */
export function scaledCopy(
  source: Canvas,
  width: number,
  height = Math.round((source.height * width) / source.width),
): Canvas {
  const copy = createCanvas(width, height);
  const context = copy.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return copy;
}
