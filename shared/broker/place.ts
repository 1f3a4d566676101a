import type { TopicPartition } from './broker.ts';

/** A partition as a map's key; topic names contain no spaces. */
export function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic} ${partition}`;
}
