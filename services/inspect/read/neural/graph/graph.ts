import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor } from './onnx-file.ts';

const FLOAT32 = 1;

/** A graph that is being rewritten: its nodes in order, who makes a value, who takes it, and what is constant. */
export interface Graph {
  readonly nodes: readonly OnnxNode[];
  maker(value: string): OnnxNode | undefined;
  takers(value: string): readonly OnnxNode[];
  /** A constant of 32-bit floats, or undefined. */
  floats(value: string | undefined): Floats | undefined;
  /** Adds a constant under a name of its own. @returns the name. */
  constant(floats: Floats): string;
  /** Puts nodes in the place of one; nothing, when what it made is made by others now. */
  replace(node: OnnxNode, by: readonly OnnxNode[]): void;
  /** Whoever took `value` takes `other`. Not for outputs of the graph. */
  redirect(value: string, other: string): void;
  isOutput(value: string): boolean;
  /** A name no value has. */
  fresh(hint: string): string;
  /** Back in the form of the file, without what nobody takes any more. */
  finish(): void;
}

export interface Floats {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

export function openGraph(file: OnnxGraph): Graph {
  const constants = new Map(file.initializer.map((tensor) => [tensor.name, tensor]));
  for (const node of file.node.filter((one) => one.opType === 'Constant')) {
    const tensor = node.attribute.find(({ name }) => name === 'value')?.t;
    const name = node.output[0];
    if (tensor === undefined || name === undefined) continue;
    constants.set(name, { ...tensor, name });
  }
  let nodes = file.node.filter((one) => one.opType !== 'Constant' || !constants.has(one.output[0] ?? ''));
  const outputs = new Set(file.output.map(({ name }) => name));
  const unpacked = new Map<OnnxTensor, Floats>();
  let serial = 0;
  let index: Index | null = null;
  const indexed = (): Index => (index ??= indexOf(nodes));

  return {
    get nodes() {
      return nodes;
    },
    maker: (value) => indexed().makers.get(value),
    takers: (value) => indexed().takers.get(value) ?? [],
    floats: (value) => {
      const tensor = value === undefined ? undefined : constants.get(value);
      if (tensor?.dataType !== FLOAT32) return undefined;
      const floats = unpacked.get(tensor) ?? { dims: tensor.dims, data: floatsOf(tensor) };
      unpacked.set(tensor, floats);
      return floats;
    },
    constant: ({ dims, data }) => {
      const name = `spillway.constant.${serial++}`;
      const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      constants.set(name, { name, dims: [...dims], dataType: FLOAT32, floatData: [], rawData });
      return name;
    },
    replace: (node, by) => {
      nodes = nodes.flatMap((one) => (one === node ? by : [one]));
      index = null;
    },
    redirect: (value, other) => {
      for (const node of nodes) node.input = node.input.map((input) => (input === value ? other : input));
      index = null;
    },
    isOutput: (value) => outputs.has(value),
    fresh: (hint) => `spillway.${hint}.${serial++}`,
    finish: () => {
      for (let before = -1; before !== nodes.length; ) {
        before = nodes.length;
        const taken = new Set([...outputs, ...nodes.flatMap((node) => node.input)]);
        nodes = nodes.filter((node) => node.output.some((output) => taken.has(output)));
      }
      const taken = new Set(nodes.flatMap((node) => node.input));
      file.node = [...nodes];
      file.initializer = [...constants.values()].filter(({ name }) => taken.has(name));
    },
  };
}

interface Index {
  readonly makers: ReadonlyMap<string, OnnxNode>;
  readonly takers: ReadonlyMap<string, readonly OnnxNode[]>;
}

function indexOf(nodes: readonly OnnxNode[]): Index {
  const makers = new Map<string, OnnxNode>();
  const takers = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    for (const output of node.output) makers.set(output, node);
    for (const input of new Set(node.input)) {
      const others = takers.get(input);
      if (others === undefined) takers.set(input, [node]);
      else others.push(node);
    }
  }
  return { makers, takers };
}

function floatsOf({ rawData, floatData }: OnnxTensor): Float32Array {
  if (rawData === undefined || rawData.length === 0) return Float32Array.from(floatData ?? []);
  // A copy: its bytes stand anywhere in the file, and floats want to be aligned.
  return new Float32Array(new Uint8Array(rawData).buffer);
}

export function node(
  opType: string,
  input: readonly string[],
  output: string,
  attribute: readonly OnnxAttribute[] = [],
): OnnxNode {
  return { opType, input: [...input], output: [output], name: output, attribute: [...attribute] };
}

export const intAttribute = (name: string, i: number): OnnxAttribute => ({ name, type: 2, i });
export const floatAttribute = (name: string, f: number): OnnxAttribute => ({ name, type: 1, f });

export function ints(of: OnnxNode, name: string, otherwise: readonly number[]): readonly number[] {
  return of.attribute.find((attribute) => attribute.name === name)?.ints ?? otherwise;
}

/** A zero is left out of the file. */
export function int(of: OnnxNode, name: string, otherwise: number): number {
  const found = of.attribute.find((attribute) => attribute.name === name);
  return found === undefined ? otherwise : (found.i ?? 0);
}

export function float(of: OnnxNode, name: string, otherwise: number): number {
  const found = of.attribute.find((attribute) => attribute.name === name);
  return found === undefined ? otherwise : (found.f ?? 0);
}
