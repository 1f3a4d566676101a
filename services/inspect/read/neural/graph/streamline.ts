import { shortenGates, shortenHardSwish } from './activations.ts';
import { dropIdentities, foldIntoMakers, foldIntoTakers, joinAffines } from './affine.ts';
import { convolveBeforeMixing } from './gated.ts';
import { openGraph } from './graph.ts';
import { type OnnxModel, parseOnnx, writeOnnx } from './onnx-file.ts';
import { joinPointwise } from './pointwise.ts';
import { untangleTransposed } from './transposed.ts';
import { convolveBeforeDoubling } from './upsampled.ts';

/**
 * The same model with less to compute. PaddleOCR's export spells out what its layers do one number at a time, and the
 * runtime's own optimiser knows none of these forms: two thirds of the detection model's time went into scaling, shifting
 * and rearranging. Every step is exact algebra, so results differ by rounding only (below 10⁻⁵).
 * For one picture a call: a gate of the rewritten model is one for the whole batch. `last` may change what the model gives.
 *
 * @returns the bytes as they came when the model uses parts of the format that are not known here.
 */
export function streamline(bytes: Uint8Array, last: (model: OnnxModel) => void = () => {}): Uint8Array {
  const model = parseOnnx(bytes);
  if (model === null) return bytes;
  const graph = openGraph(model.graph);
  dropIdentities(graph);
  foldIntoMakers(graph);
  shortenHardSwish(graph);
  joinAffines(graph);
  foldIntoTakers(graph);
  shortenGates(graph);
  joinPointwise(graph);
  untangleTransposed(graph);
  convolveBeforeDoubling(graph);
  convolveBeforeMixing(graph);
  graph.finish();
  last(model);
  return writeOnnx(model);
}
