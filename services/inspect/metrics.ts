import { Counter, Histogram, type Registry } from 'prom-client';
import type { Verdict } from '../../shared/messages/verdict.ts';
import type { ChildStage } from './stopwatch.ts';

export type InspectStage = 'fetch' | 'inspect' | 'evidence' | 'publish' | ChildStage;

export interface InspectMetrics {
  observe(verdict: Verdict, facts: { cached: boolean; sinceUploadMs: number }): void;
  stage(stage: InspectStage, durationMs: number): void;
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
  const sinceUpload = new Histogram({
    name: 'spillway_upload_to_verdict_seconds',
    help: 'Time from the upload’s receivedAt to the acknowledged verdict; includes the wait in the topic.',
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600],
    registers,
  });
  const stages = new Histogram({
    name: 'spillway_inspection_stage_seconds',
    help: 'Time by stage: fetch, inspect (with the wait for a child), evidence, publish; in the child open, look, read, match.',
    labelNames: ['stage'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
    registers,
  });
  return {
    observe(verdict, { cached, sinceUploadMs }) {
      verdicts.inc({ verdict: verdict.verdict, cached: String(cached) });
      for (const part of verdict.uninspected) uninspected.inc({ reason: part.reason });
      if (!cached) seconds.observe(verdict.elapsedMs / 1000);
      sinceUpload.observe(Math.max(0, sinceUploadMs) / 1000);
    },
    stage: (stage, durationMs) => stages.observe({ stage }, durationMs / 1000),
  };
}
