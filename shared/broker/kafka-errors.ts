import { ContentError, FaultError, messageOf } from '../errors.ts';
import { brokerRefused, brokerUnavailable, messageTooLarge, unknownTopic } from './faults.ts';

/**
 * The client's error names lie (a refused connection came as "non-retriable"), so errors are told apart by Kafka's own
 * error type, wherever in the chain of causes it stands.
 */
export function kafkaTypeOf(error: unknown): string | null {
  for (const link of chainOf(error)) {
    if ('type' in link && typeof link.type === 'string') return link.type;
  }
  return null;
}

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const REFUSED = new Set([
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_CONFIG',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'POLICY_VIOLATION',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'UNSUPPORTED_VERSION',
  'SASL_AUTHENTICATION_FAILED',
]);
/** The partition has another leader now, or has none yet. */
export const LEADER_MOVED: ReadonlySet<string> = new Set([
  'NOT_LEADER_FOR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
]);
/** The group has moved on without us. Not an error: redelivery follows. */
const FENCED = new Set([
  'ILLEGAL_GENERATION',
  'REBALANCE_IN_PROGRESS',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
]);

export function isFenced(error: unknown): boolean {
  const type = kafkaTypeOf(error);
  return type !== null && FENCED.has(type);
}

export function isTooLarge(error: unknown): boolean {
  const type = kafkaTypeOf(error);
  return type !== null && TOO_LARGE.has(type);
}

/** The library's own word on whether the same may succeed later. */
export function isRetriable(error: unknown): boolean {
  return chainOf(error).some((link) => 'retriable' in link && link.retriable === true);
}

export function classifyKafkaError(error: unknown, topic: string | null): FaultError | ContentError {
  if (error instanceof FaultError || error instanceof ContentError) return error;
  const type = kafkaTypeOf(error);
  if (topic !== null && isTooLarge(error)) return messageTooLarge(topic, { type }, error);
  if (topic !== null && type === 'UNKNOWN_TOPIC_OR_PARTITION') return unknownTopic(topic);
  if (isRefusal(error, type)) return brokerRefused(type ?? 'a refused login', { topic, type }, error);
  return brokerUnavailable(error, type ?? messageOf(error));
}

function isRefusal(error: unknown, type: string | null): boolean {
  if (type !== null && REFUSED.has(type)) return true;
  return chainOf(error).some((link) => link.name === 'KafkaJSSASLAuthenticationError');
}

/** The error, its causes, and what an aggregate of errors holds. */
function chainOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return [error, ...chainOf(error.cause), ...inner.flatMap(chainOf)];
}
