import { deadTopic, flow, RETRY_DELAYS, retryTopic, type ServiceName, TOPICS } from './flow.ts';

/** What each service may do on Kafka, and nothing more; follows from the map. Reading and writing include describing. */
export interface Permission {
  readonly resource: 'topic' | 'group';
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operations: ReadonlyArray<'read' | 'write' | 'create' | 'describe' | 'delete'>;
}

/** `migrate` creates topics; `operator` works on dead letters. */
export type Role = ServiceName | 'migrate' | 'operator';

/** Groups that services consume with; `tail-` ones are made afresh by every reader of a compacted topic and removed again. */
const GROUPS: Partial<Record<ServiceName, string>> = { inspect: 'spillway-inspect', alert: 'spillway-alert' };
const TAIL_GROUPS = 'spillway-tail-';
const ALL_TOPICS = 'spillway.';

export function permissionsOf(): Record<Role, Permission[]> {
  const own = Object.fromEntries(flow.map((entry) => [entry.service, ofService(entry)])) as Record<
    ServiceName,
    Permission[]
  >;
  return {
    ...own,
    migrate: [
      { resource: 'topic', name: ALL_TOPICS, pattern: 'prefixed', operations: ['create', 'describe'] },
    ],
    operator: [
      { resource: 'topic', name: ALL_TOPICS, pattern: 'prefixed', operations: ['read', 'write'] },
      { resource: 'group', name: TAIL_GROUPS, pattern: 'prefixed', operations: ['read', 'delete'] },
    ],
  };
}

function ofService({ service, consumes, produces }: (typeof flow)[number]): Permission[] {
  const topic = (name: string, ...operations: Permission['operations']): Permission => ({
    resource: 'topic',
    name,
    pattern: 'literal',
    operations,
  });
  const group = GROUPS[service];
  const consumed = [...consumes].flatMap((name): Permission[] => {
    const main = TOPICS[name];
    // Fingerprints are read whole by every inspector: no retries, no dead letters.
    if (name === 'fingerprints') return [topic(main, 'read')];
    const retries = RETRY_DELAYS.map(({ suffix }) => topic(retryTopic(main, suffix), 'read', 'write'));
    return [topic(main, 'read'), ...retries, topic(deadTopic(main), 'write')];
  });
  const tails = ([...consumes] as string[]).includes('fingerprints')
    ? [{ resource: 'group', name: TAIL_GROUPS, pattern: 'prefixed', operations: ['read', 'delete'] } as const]
    : [];
  return [
    ...consumed,
    ...[...produces].map((name) => topic(TOPICS[name], 'write')),
    ...(group === undefined
      ? []
      : [{ resource: 'group', name: group, pattern: 'literal', operations: ['read'] } as const]),
    ...tails,
  ];
}

export const principalOf = (role: string, prefix: string): string => `User:${prefix}${role}`;
