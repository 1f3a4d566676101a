import { Counter, type Registry } from 'prom-client';

/** Counts children that did not live to answer: `time-out`, `out-of-memory`, `sandbox-died`. */
export function createSandboxMetrics(registry: Registry): { died(end: string): void } {
  const deaths = new Counter({
    name: 'spillway_sandbox_deaths_total',
    help: 'Child processes that did not live to answer, by how they ended.',
    labelNames: ['end'],
    registers: [registry],
  });
  // At 0 from the first scrape on: to Prometheus a series that begins with 1 has not increased.
  for (const end of ['time-out', 'out-of-memory', 'sandbox-died']) deaths.inc({ end }, 0);
  return { died: (end) => deaths.inc({ end }) };
}
