import { type Canvas, createCanvas, type ImageData } from '@napi-rs/canvas';

export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Projects the whole source onto `quad` over what the target already shows: a page lying before a camera. */
export function projectOnto(target: Canvas, source: Canvas, quad: Quad): void {
  const context = target.getContext('2d');
  const out = context.getImageData(0, 0, target.width, target.height);
  const from = source.getContext('2d').getImageData(0, 0, source.width, source.height);
  const back = squareToQuadInverse(quad);
  // Pages are larger than what a camera keeps of them: average over a 2×2 grid.
  const grid = [0.25, 0.75];
  for (let y = 0; y < target.height; y++) {
    for (let x = 0; x < target.width; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let n = 0;
      for (const dy of grid) {
        for (const dx of grid) {
          const [u, v] = back(x + dx, y + dy);
          if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
          const at = (Math.floor(v * from.height) * from.width + Math.floor(u * from.width)) * 4;
          r += from.data[at] ?? 0;
          g += from.data[at + 1] ?? 0;
          b += from.data[at + 2] ?? 0;
          n++;
        }
      }
      if (n > 0) blend(out, (y * target.width + x) * 4, [r / n, g / n, b / n], n / 4);
    }
  }
  context.putImageData(out, 0, 0);
}

function blend(image: ImageData, at: number, colour: readonly number[], share: number): void {
  for (let c = 0; c < 3; c++) {
    image.data[at + c] = (image.data[at + c] ?? 0) * (1 - share) + (colour[c] ?? 0) * share;
  }
}

/** The inverse of the projective map from the unit square to a quadrilateral (Heckbert 1989). */
function squareToQuadInverse(quad: Quad): (x: number, y: number) => Point {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const dx1 = x1 - x2;
  const dx2 = x3 - x2;
  const dy1 = y1 - y2;
  const dy2 = y3 - y2;
  const sx = x0 - x1 + x2 - x3;
  const sy = y0 - y1 + y2 - y3;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  const a = x1 - x0 + g * x1;
  const b = x3 - x0 + h * x3;
  const d = y1 - y0 + g * y1;
  const e = y3 - y0 + h * y3;
  return (x, y) => {
    const A = a - g * x;
    const B = b - h * x;
    const C = x - x0;
    const D = d - g * y;
    const E = e - h * y;
    const F = y - y0;
    const bottom = A * E - B * D;
    return [(C * E - B * F) / bottom, (A * F - C * D) / bottom];
  };
}

export function scaledCopy(source: Canvas, width: number, height: number): Canvas {
  const copy = createCanvas(width, height);
  const context = copy.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return copy;
}
