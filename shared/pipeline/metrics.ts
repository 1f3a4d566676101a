import { Counter, Gauge, type Registry } from 'prom-client';

/** What the loop counts, for every consumer alike. Labels are topics, groups and closed lists: never ids of channels or people. */
export interface PipelineMetrics {
  readonly processed: Counter<'topic' | 'result'>;
  readonly held: Counter<'topic' | 'code'>;
  readonly commits: Counter<'group' | 'result'>;
  readonly inFlight: Gauge<'group'>;
  readonly lag: Gauge<'topic' | 'partition'>;
}

export function createPipelineMetrics(registry: Registry): PipelineMetrics {
  const registers = [registry];
  return {
    processed: new Counter({
      name: 'spillway_messages_processed_total',
      help: 'Messages whose effects are acknowledged, by result.',
      labelNames: ['topic', 'result'],
      registers,
    }),
    held: new Counter({
      name: 'spillway_messages_held_total',
      help: 'Times a message was held and tried again because something of ours did not answer.',
      labelNames: ['topic', 'code'],
      registers,
    }),
    commits: new Counter({
      name: 'spillway_commits_total',
      help: 'Offset commits by answer.',
      labelNames: ['group', 'result'],
      registers,
    }),
    inFlight: new Gauge({
      name: 'spillway_inflight_messages',
      help: 'Messages in work.',
      labelNames: ['group'],
      registers,
    }),
    lag: new Gauge({
      name: 'spillway_consumer_lag_messages',
      help: 'End of the partition minus the watermark that could be committed.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
  };
}
