import type { Raster } from '../../look/raster.ts';
import { FEATURE_COUNT, featuresOf } from './features.ts';
import { SCRIPTS, type Script } from './scripts.ts';
import { WEIGHTS } from './weights.ts';

/** A probability for each script, summing to one. */
export type ScriptScores = Readonly<Record<Script, number>>;

export interface Network {
  readonly hidden: number;
  /** hidden × features, row by row; then a bias for each. */
  readonly first: Float32Array;
  readonly firstBias: Float32Array;
  /** scripts × hidden. */
  readonly second: Float32Array;
  readonly secondBias: Float32Array;
}

let network: Network | null = null;

/** Which script a line is written in, by its looks alone: about a millisecond. `strip`: the line laid straight, any height. */
export function scriptScores(strip: Raster): ScriptScores {
  network ??= unpack(WEIGHTS);
  return scoresOf(network, featuresOf(strip));
}

export function scoresOf(net: Network, features: Float32Array): ScriptScores {
  const hidden = layer(net.first, net.firstBias, features).map((value) => Math.max(0, value));
  return softmax([...layer(net.second, net.secondBias, hidden)]);
}

/** `out`: a logit for each of `SCRIPTS`. */
export function softmax(out: readonly number[]): ScriptScores {
  const most = Math.max(...out);
  const powers = out.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return Object.fromEntries(SCRIPTS.map((script, i) => [script, (powers[i] ?? 0) / sum])) as Record<
    Script,
    number
  >;
}

function layer(weights: Float32Array, bias: Float32Array, input: Float32Array): Float32Array {
  return bias.map((start, row) => {
    let sum = start;
    for (let i = 0; i < input.length; i++) sum += (weights[row * input.length + i] ?? 0) * (input[i] ?? 0);
    return sum;
  });
}

/** Weights stand as base64 of 32-bit floats, little-endian: first, its biases, second, its biases. */
export function unpack(packed: string): Network {
  const bytes = Buffer.from(packed, 'base64');
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const hidden = (all.length - SCRIPTS.length) / (FEATURE_COUNT + 1 + SCRIPTS.length);
  if (!Number.isInteger(hidden))
    throw new TypeError(`Expected weights for ${FEATURE_COUNT} features, got ${all.length}`);
  const a = hidden * FEATURE_COUNT;
  const b = a + hidden;
  const c = b + hidden * SCRIPTS.length;
  return {
    hidden,
    first: all.subarray(0, a),
    firstBias: all.subarray(a, b),
    second: all.subarray(b, c),
    secondBias: all.subarray(c),
  };
}
