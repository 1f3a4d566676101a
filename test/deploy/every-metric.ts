import { Registry } from 'prom-client';
import { createOutboxMetrics } from '../../services/alert/metrics.ts';
import { createInspectMetrics } from '../../services/inspect/metrics.ts';
import { createRulesMetrics } from '../../services/inspect/rules-metrics.ts';
import { createSandboxMetrics } from '../../services/inspect/sandbox-metrics.ts';
import { createIntakeMetrics } from '../../services/intake/metrics.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Db } from '../../shared/db/db.ts';
import { createPipelineMetrics } from '../../shared/pipeline/metrics.ts';

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** Every metric of ours, from the code that makes them; none is asked for a value. */
export function everyMetric(): Metric[] {
  const registry = new Registry();
  createPipelineMetrics(registry);
  createInspectMetrics(registry);
  createRulesMetrics(registry);
  createSandboxMetrics(registry);
  createOutboxMetrics(registry, NO_DB, systemClock);
  createIntakeMetrics(registry);
  return registry
    .getMetricsAsArray()
    .map((metric) => ({
      name: metric.name,
      help: metric.help,
      type: String(metric.type),
      labels: 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [],
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const refuse = (): never => {
  throw new Error('Expected nobody to ask the database, got a question');
};
const NO_DB: Db = {
  get sql() {
    return refuse();
  },
  migrate: refuse,
  ping: refuse,
  close: refuse,
};
