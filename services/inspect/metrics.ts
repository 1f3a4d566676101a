import { Counter, Histogram, type Registry } from 'prom-client';
import type { Verdict } from '../../shared/messages/verdict.ts';

export interface InspectMetrics {
  observe(verdict: Verdict, cached: boolean): void;
}

export function createInspectMetrics(registry: Registry): InspectMetrics {
  const registers = [registry];
  const verdicts = new Counter({
    name: 'spillway_verdicts_total',
    help: 'Verdicts published, by kind, and whether the report came from the cache.',
    labelNames: ['verdict', 'cached'],
    registers,
  });
  const uninspected = new Counter({
    name: 'spillway_uninspected_parts_total',
    help: 'Parts that were not looked at, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const seconds = new Histogram({
    name: 'spillway_inspection_duration_seconds',
    help: 'Time to inspect one file that was not in the cache.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120],
    registers,
  });
  return {
    observe(verdict, cached) {
      verdicts.inc({ verdict: verdict.verdict, cached: String(cached) });
      for (const part of verdict.uninspected) uninspected.inc({ reason: part.reason });
      if (!cached) seconds.observe(verdict.elapsedMs / 1000);
    },
  };
}
