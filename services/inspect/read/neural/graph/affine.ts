import { type Floats, float, type Graph, int, ints, node } from './graph.ts';
import type { OnnxNode } from './onnx-file.ts';

/** `scale × x + shift`, one number for all channels or one for each. */
export interface Affine {
  readonly input: string;
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

const NOTHING = { scale: Float32Array.of(1), shift: Float32Array.of(0) };

/** The node seen as one, or null. */
export function affineOf(graph: Graph, { opType, ...rest }: OnnxNode): Affine | null {
  const [a = '', b = ''] = rest.input;
  if (opType === 'Mul' || opType === 'Add') {
    const constant = perChannel(graph.floats(b)) ?? perChannel(graph.floats(a));
    if (constant === null) return null;
    const input = perChannel(graph.floats(b)) === null ? b : a;
    return opType === 'Mul' ? { ...NOTHING, input, scale: constant } : { ...NOTHING, input, shift: constant };
  }
  if (opType === 'Div') {
    const by = perChannel(graph.floats(b));
    return by === null ? null : { ...NOTHING, input: a, scale: by.map((value) => 1 / value) };
  }
  if (opType === 'BatchNormalization') {
    const [gamma, beta, mean, variance] = rest.input.slice(1).map((name) => graph.floats(name)?.data);
    if (gamma === undefined || beta === undefined || mean === undefined || variance === undefined)
      return null;
    const epsilon = float({ opType, ...rest }, 'epsilon', 1e-5);
    const scale = gamma.map((value, c) => value / Math.sqrt((variance[c] ?? 0) + epsilon));
    return { input: a, scale, shift: beta.map((value, c) => value - (mean[c] ?? 0) * (scale[c] ?? 0)) };
  }
  return null;
}

/** A constant that is the same all over a channel, or null. */
function perChannel(constant: Floats | undefined): Float32Array | null {
  if (constant === undefined) return null;
  const { dims, data } = constant;
  if (data.length === 1) return data;
  // Aligned at the right: [C, 1, 1] and [1, C, 1, 1].
  const channels = dims.at(-3);
  return dims.length >= 3 && channels === data.length ? data : null;
}

export function composed(first: Affine, second: Omit<Affine, 'input'>): Affine {
  const { scale, shift } = second;
  const length = Math.max(first.scale.length, first.shift.length, scale.length, shift.length);
  return {
    input: first.input,
    scale: Float32Array.from({ length }, (_, c) => at(first.scale, c) * at(scale, c)),
    shift: Float32Array.from({ length }, (_, c) => at(first.shift, c) * at(scale, c) + at(shift, c)),
  };
}

export const at = (values: Float32Array, channel: number): number =>
  (values.length === 1 ? values[0] : values[channel]) ?? 0;

/** How many channels a value has, when that can be told from the weights before it. */
export function channelsOf(graph: Graph, value: string): number | null {
  const maker = graph.maker(value);
  if (maker === undefined) return null;
  const weights = graph.floats(maker.input[1])?.dims;
  switch (maker.opType) {
    case 'Conv':
      return weights?.[0] ?? null;
    case 'BatchNormalization':
      return weights?.[0] ?? null;
    case 'Mul':
    case 'Add':
    case 'Relu':
    case 'HardSigmoid':
    case 'Sigmoid': {
      const input = maker.input.find((name) => graph.floats(name) === undefined);
      return input === undefined ? null : channelsOf(graph, input);
    }
    default:
      return null;
  }
}

/** Scalings and shifts right after a convolution become part of its weights. */
export function foldIntoMakers(graph: Graph): void {
  for (let folded = true; folded; ) {
    folded = false;
    for (const one of graph.nodes) {
      const affine = affineOf(graph, one);
      const conv = affine === null ? undefined : graph.maker(affine.input);
      if (affine === null || conv === undefined) continue;
      if (graph.takers(affine.input).length !== 1 || graph.isOutput(affine.input)) continue;
      const changed = withAffineAfter(graph, conv, affine, one.output[0] ?? '');
      if (changed === null) continue;
      graph.replace(one, []);
      graph.replace(conv, [changed]);
      folded = true;
    }
  }
}

function withAffineAfter(graph: Graph, conv: OnnxNode, affine: Affine, output: string): OnnxNode | null {
  const weights = graph.floats(conv.input[1]);
  if (weights === undefined || conv.opType !== 'Conv') return null;
  const hasBias = conv.input[2] !== undefined && conv.input[2] !== '';
  const bias = graph.floats(conv.input[2]);
  if (hasBias && bias === undefined) return null;
  const [channels = 1, ...rest] = weights.dims;
  const inner = rest.reduce((product, dim) => product * dim, 1);
  const scaled = weights.data.map((value, i) => value * at(affine.scale, Math.floor(i / inner)));
  const shifted = Float32Array.from(
    { length: channels },
    (_, c) => (bias?.data[c] ?? 0) * at(affine.scale, c) + at(affine.shift, c),
  );
  const input = [
    conv.input[0] ?? '',
    graph.constant({ dims: weights.dims, data: scaled }),
    graph.constant({ dims: [channels], data: shifted }),
  ];
  return node('Conv', input, output, conv.attribute);
}

/** What scales by one and shifts by nothing goes. */
export function dropIdentities(graph: Graph): void {
  for (const one of graph.nodes) {
    const affine = affineOf(graph, one);
    const output = one.output[0] ?? '';
    if (affine === null || graph.isOutput(output)) continue;
    if (affine.scale.some((value) => value !== 1) || affine.shift.some((value) => value !== 0)) continue;
    graph.redirect(output, affine.input);
    graph.replace(one, []);
  }
}

/** Runs of scalings and shifts become one normalisation, which the runtime computes in its own layout. */
export function joinAffines(graph: Graph): void {
  for (const one of graph.nodes) {
    // An earlier round took it away.
    if (!graph.nodes.includes(one)) continue;
    const last = affineOf(graph, one);
    if (last === null) continue;
    const maker = graph.maker(last.input);
    const first = maker === undefined ? null : affineOf(graph, maker);
    const joins = first !== null && graph.takers(last.input).length === 1 && !graph.isOutput(last.input);
    const affine = joins ? composed(first, last) : last;
    const channels = channelsOf(graph, affine.input);
    if (channels === null || (one.opType === 'BatchNormalization' && !joins)) continue;
    if (joins && maker !== undefined) graph.replace(maker, []);
    graph.replace(one, [normalisation(graph, affine, channels, one.output[0] ?? '')]);
  }
}

function normalisation(
  graph: Graph,
  { input, scale, shift }: Affine,
  channels: number,
  output: string,
): OnnxNode {
  const filled = (value: (c: number) => number) =>
    graph.constant({ dims: [channels], data: Float32Array.from({ length: channels }, (_, c) => value(c)) });
  const [gamma, beta] = [filled((c) => at(scale, c)), filled((c) => at(shift, c))];
  const [mean, variance] = [filled(() => 0), filled(() => 1)];
  return node('BatchNormalization', [input, gamma, beta, mean, variance], output, [
    { name: 'epsilon', type: 1, f: 0 },
  ]);
}

/** What is scaled and shifted before convolutions without padding becomes part of their weights; where padding is, zero means zero. */
export function foldIntoTakers(graph: Graph): void {
  for (const one of graph.nodes) {
    const affine = affineOf(graph, one);
    const output = one.output[0] ?? '';
    if (affine === null || graph.isOutput(output)) continue;
    for (const taker of graph.takers(output)) {
      const changed = withAffineBefore(graph, taker, affine);
      if (changed !== null) graph.replace(taker, [changed]);
    }
    if (graph.takers(output).length === 0) graph.replace(one, []);
  }
}

function withAffineBefore(graph: Graph, conv: OnnxNode, affine: Affine): OnnxNode | null {
  const weights = graph.floats(conv.input[1]);
  const hasBias = conv.input[2] !== undefined && conv.input[2] !== '';
  const bias = graph.floats(conv.input[2]);
  if (conv.opType !== 'Conv' || weights === undefined || (hasBias && bias === undefined)) return null;
  if (ints(conv, 'pads', []).some((pad) => pad !== 0)) return null;
  const [outs = 0, ins = 0, ...kernel] = weights.dims;
  const size = kernel.reduce((product, dim) => product * dim, 1);
  const perGroup = outs / int(conv, 'group', 1);
  const data = new Float32Array(weights.data.length);
  const shifted = new Float32Array(outs);
  for (let out = 0, i = 0; out < outs; out++) {
    let sum = bias?.data[out] ?? 0;
    for (let within = 0; within < ins; within++) {
      const channel = Math.floor(out / perGroup) * ins + within;
      for (let k = 0; k < size; k++, i++) {
        const weight = weights.data[i] ?? 0;
        data[i] = weight * at(affine.scale, channel);
        sum += weight * at(affine.shift, channel);
      }
    }
    shifted[out] = sum;
  }
  const input = [
    affine.input,
    graph.constant({ dims: weights.dims, data }),
    graph.constant({ dims: [outs], data: shifted }),
  ];
  return node('Conv', input, conv.output[0] ?? '', conv.attribute);
}
