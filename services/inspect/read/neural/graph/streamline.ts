import { shortenHardSwish } from './activations.ts';
import { dropIdentities, foldIntoMakers, foldIntoTakers, joinAffines } from './affine.ts';
import { openGraph } from './graph.ts';
import { type OnnxModel, parseOnnx, writeOnnx } from './onnx-file.ts';

/**
 * The same model with less to compute. PaddleOCR's export spells out what its layers do one number at a time, and the
 * runtime's own optimiser knows none of these forms: much of a model's time goes into scaling and shifting.
 * Every step is exact algebra, so results differ by rounding only (below 10⁻⁵).
 * `last` may change what the model gives.
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
  graph.finish();
  last(model);
  return writeOnnx(model);
}
