import { Counter, Gauge, type Registry } from 'prom-client';

export interface RulesMetrics {
  taken(): void;
  refused(): void;
  /** The files are those in use again. */
  inUse(): void;
}

export function createRulesMetrics(registry: Registry): RulesMetrics {
  const reloads = new Counter({
    name: 'spillway_rules_reloads_total',
    help: 'Changed rule sets seen while running, by result: taken, refused.',
    labelNames: ['result'],
    registers: [registry],
  });
  const good = new Gauge({
    name: 'spillway_rules_last_reload_successful',
    help: '0 while the rule files are refused and an older set is in use, else 1.',
    registers: [registry],
  });
  good.set(1);
  return {
    taken() {
      reloads.inc({ result: 'taken' });
      good.set(1);
    },
    refused() {
      reloads.inc({ result: 'refused' });
      good.set(0);
    },
    inUse: () => good.set(1),
  };
}
