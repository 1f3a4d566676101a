/**
 * ONNX Runtime without its telemetry. Since 1.30 it writes a device's id into the home folder and sends reports to its maker over HTTPS,
 * unless this is set when the native library loads: so nothing else may import it.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
const runtime = await import('onnxruntime-node');

export const { InferenceSession, Tensor } = runtime;
export type InferenceSession = import('onnxruntime-node').InferenceSession;
export type SessionOptions = import('onnxruntime-node').InferenceSession.SessionOptions;
export type Tensor = import('onnxruntime-node').Tensor;

/** Shapes differ from line to line: memory patterns and the arena would only grow. */
export const sessionOptions: SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableMemPattern: false,
  logSeverityLevel: 3,
};
