import { Counter, Gauge, type Registry } from 'prom-client';
import type { Backlog } from './partition-queue.ts';

/** What the loop counts, for every consumer alike. Labels are topics, groups and closed lists: never ids of channels or people. */
export interface PipelineMetrics {
  readonly processed: Counter<'topic' | 'result'>;
  readonly held: Counter<'topic' | 'code'>;
  readonly deadLetters: Counter<'topic' | 'code'>;
  readonly commits: Counter<'group' | 'result'>;
  readonly inFlight: Gauge<'group'>;
  /** Asked at every scrape how far behind its partitions are; the answer stops the asking. */
  watch(partitions: () => readonly PartitionBacklog[]): () => void;
}

export interface PartitionBacklog extends Backlog {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

export function createPipelineMetrics(registry: Registry): PipelineMetrics {
  const registers = [registry];
  const watched = new Set<() => readonly PartitionBacklog[]>();
  /** A partition that went to another member must not leave its last value behind. */
  const backlogGauge = (name: string, help: string, value: (backlog: PartitionBacklog) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['group', 'topic', 'partition'],
      registers,
      collect() {
        this.reset();
        for (const backlog of [...watched].flatMap((partitions) => partitions())) {
          const { group, topic, partition } = backlog;
          this.set({ group, topic, partition: String(partition) }, value(backlog));
        }
      },
    });
  backlogGauge(
    'spillway_consumer_lag_messages',
    'End of the partition at the last fetch minus the watermark that could be committed.',
    (backlog) => backlog.messages,
  );
  backlogGauge(
    'spillway_consumer_lag_seconds',
    'Age of the oldest message whose effects are not all acknowledged; 0 when there is none.',
    (backlog) => backlog.ageMs / 1000,
  );
  backlogGauge(
    'spillway_queue_messages',
    'Messages fetched and waiting in memory for a free hand.',
    (backlog) => backlog.waiting,
  );
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
    deadLetters: new Counter({
      name: 'spillway_dead_letters_total',
      help: 'Messages written to the dead letters, by reason.',
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
    watch(partitions) {
      watched.add(partitions);
      return () => watched.delete(partitions);
    },
  };
}
