import { colourAxis } from './colour-axis.ts';
import { valueAt } from './counts.ts';

/** Spread of grey levels from which a strip is left as it is. */
const ENOUGH = 110;
const LEAST = 12;
/** Levels that the darkest and the lightest come to. */
const SHOWN = { low: 20, range: 220 };
/** Ink and paper that differ this much more in colour than in grey are shown by their colour: red on blue is nearly one grey. */
const COLOURED = 1.4;

/**
 * Stretches a dim or pale strip (RGB, interleaved) to the full range, in place; all channels alike, so colours keep their hue. Where hue is what tells
 * ink from paper, it becomes grey: the lightest is what differs most from the darkest.
 */
export function stretchContrast(data: Uint8Array): void {
  const grey = rangeOf(data, GREY, 0);
  if (grey.high - grey.low >= ENOUGH) return;
  const axis = colourAxis(data);
  const colour = rangeOf(data, axis, 128);
  if (colour.high - colour.low > COLOURED * Math.max(LEAST, grey.high - grey.low))
    showColour(data, axis, colour);
  else if (grey.high - grey.low >= LEAST) stretch(data, grey);
}

type Weights = readonly [red: number, green: number, blue: number];
const GREY: Weights = [77 / 256, 150 / 256, 29 / 256];

interface Range {
  readonly low: number;
  readonly high: number;
}

function stretch(data: Uint8Array, { low, high }: Range): void {
  const factor = SHOWN.range / (high - low);
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.min(255, Math.max(0, ((data[i] ?? 0) - low) * factor + SHOWN.low));
  }
}

function showColour(data: Uint8Array, axis: Weights, { low, high }: Range): void {
  const factor = SHOWN.range / (high - low);
  for (let i = 0; i < data.length; i += 3) {
    const value = (along(data, i, axis) + 128 - low) * factor + SHOWN.low;
    data.fill(Math.min(255, Math.max(0, value)), i, i + 3);
  }
}

/** Without the hundredth part at either end. `zero`: where 0 comes to among the 256 levels that are counted. */
function rangeOf(data: Uint8Array, weights: Weights, zero: number): Range {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 3) {
    const level = Math.min(255, Math.max(0, (along(data, i, weights) + zero) | 0));
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const pixels = data.length / 3;
  return { low: valueAt(counts, pixels * 0.01), high: valueAt(counts, pixels * 0.99) };
}

function along(data: Uint8Array, at: number, [red, green, blue]: Weights): number {
  return red * (data[at] as number) + green * (data[at + 1] as number) + blue * (data[at + 2] as number);
}
