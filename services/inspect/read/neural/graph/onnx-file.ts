import protobuf from 'protobufjs/light.js';

/**
 * The part of the ONNX format (onnx.proto3, IR version 8) that PP-OCR models use. Shapes of values in between are left out:
 * the runtime infers them, and a graph that was changed would carry wrong ones.
 */
const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id });
const one = (type: string, id: number) => ({ type, id });

const root = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: one('int64', 1),
        producerName: one('string', 2),
        graph: one('Graph', 7),
        opsetImport: repeated('OperatorSet', 8),
        functions: repeated('bytes', 25),
      },
    },
    OperatorSet: { fields: { domain: one('string', 1), version: one('int64', 2) } },
    Graph: {
      fields: {
        node: repeated('Node', 1),
        name: one('string', 2),
        initializer: repeated('Tensor', 5),
        input: repeated('ValueInfo', 11),
        output: repeated('ValueInfo', 12),
        quantizationAnnotation: repeated('bytes', 14),
        sparseInitializer: repeated('bytes', 15),
      },
    },
    Node: {
      fields: {
        input: repeated('string', 1),
        output: repeated('string', 2),
        name: one('string', 3),
        opType: one('string', 4),
        attribute: repeated('Attribute', 5),
        domain: one('string', 7),
      },
    },
    Attribute: {
      fields: {
        name: one('string', 1),
        f: one('float', 2),
        i: one('int64', 3),
        s: one('bytes', 4),
        t: one('Tensor', 5),
        floats: repeated('float', 7),
        ints: repeated('int64', 8),
        strings: repeated('bytes', 9),
        type: one('int32', 20),
      },
    },
    Tensor: {
      fields: {
        dims: repeated('int64', 1),
        dataType: one('int32', 2),
        floatData: repeated('float', 4),
        int32Data: repeated('int32', 5),
        int64Data: repeated('int64', 7),
        name: one('string', 8),
        rawData: one('bytes', 9),
        dataLocation: one('int32', 14),
      },
    },
    ValueInfo: { fields: { name: one('string', 1), type: one('Type', 2) } },
    Type: { fields: { tensorType: one('TensorType', 1) } },
    TensorType: { fields: { elemType: one('int32', 1), shape: one('Shape', 2) } },
    Shape: { fields: { dim: repeated('Dim', 1) } },
    Dim: { fields: { dimValue: one('int64', 1), dimParam: one('string', 2) } },
  },
});
const Model = root.lookupType('Model');

export interface OnnxModel {
  irVersion: number;
  graph: OnnxGraph;
  opsetImport: Array<{ domain: string; version: number }>;
  functions: Uint8Array[];
}

export interface OnnxGraph {
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValue[];
  output: OnnxValue[];
  quantizationAnnotation: Uint8Array[];
  sparseInitializer: Uint8Array[];
}

export interface OnnxValue {
  name: string;
  /** `elemType`: TensorProto.DataType. */
  type?: { tensorType: { elemType: number } };
}

export interface OnnxNode {
  input: string[];
  output: string[];
  name: string;
  opType: string;
  attribute: OnnxAttribute[];
}

export interface OnnxAttribute {
  name: string;
  /** AttributeProto.AttributeType: 1 float, 2 int, 3 string, 4 tensor, 6 floats, 7 ints. */
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: OnnxTensor;
  ints?: number[];
}

export interface OnnxTensor {
  name: string;
  dims: number[];
  /** TensorProto.DataType: 1 float32, 6 int32, 7 int64. */
  dataType: number;
  floatData: number[];
  rawData: Uint8Array;
  /** 1: not in this file. */
  dataLocation?: number;
}

/** Attributes of other types (graphs within the graph, sparse tensors) are not in the part above. */
const TYPES_KNOWN: ReadonlySet<number> = new Set([1, 2, 3, 4, 6, 7, 8]);

/** @returns null for a model that uses more of the format than the part above. @throws when the bytes are no ONNX model. */
export function parseOnnx(bytes: Uint8Array): OnnxModel | null {
  const options = { longs: Number, arrays: true, defaults: false };
  const model = Model.toObject(Model.decode(bytes), options) as OnnxModel;
  const { graph, functions } = model;
  const isWhole =
    [functions, graph.quantizationAnnotation, graph.sparseInitializer].every(({ length }) => length === 0) &&
    graph.node.every(({ attribute }) => attribute.every(({ type }) => TYPES_KNOWN.has(type))) &&
    graph.initializer.every(({ dataLocation = 0 }) => dataLocation === 0);
  return isWhole ? model : null;
}

export function writeOnnx(model: OnnxModel): Uint8Array {
  return Model.encode(Model.fromObject({ ...model })).finish();
}
