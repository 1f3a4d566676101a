import { Counter, Histogram, type Registry } from 'prom-client';

export interface IntakeMetrics {
  /** One request answered: with `status`, after so long, with so many bytes of body. */
  answered(status: number, durationMs: number, sizeBytes: number): void;
}

export function createIntakeMetrics(registry: Registry): IntakeMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'spillway_intake_requests_total',
    help: 'Requests to POST /v1/uploads, by status.',
    labelNames: ['status'],
    registers,
  });
  const bytes = new Counter({
    name: 'spillway_intake_bytes_total',
    help: 'Bytes of accepted requests.',
    registers,
  });
  const seconds = new Histogram({
    name: 'spillway_intake_duration_seconds',
    help: 'Time to answer a request: until bytes and message are acknowledged, or until it is refused.',
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30],
    registers,
  });
  return {
    answered(status, durationMs, sizeBytes) {
      requests.inc({ status: String(status) });
      seconds.observe(durationMs / 1000);
      if (status === 202) bytes.inc(sizeBytes);
    },
  };
}
