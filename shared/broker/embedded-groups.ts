import type { Assignment, TopicPartition } from './broker.ts';

export interface Member {
  readonly topics: ReadonlyMap<string, number>;
  /** A new assignment is ready to be fetched with `assignmentOf`. */
  rebalanced(): void;
}

/**
 * Consumer groups within this process. Whoever joins or leaves starts a new epoch for all, as Kafka's classic protocol
 * does; an epoch that is over may not commit.
 */
export interface Groups {
  join(groupId: string, member: Member): void;
  leave(groupId: string, member: Member): void;
  /** null when the member is not, or no longer, in the group. */
  assignmentOf(groupId: string, member: Member): Assignment | null;
}

interface Group {
  epoch: number;
  readonly members: Member[];
}

export function createGroups(): Groups {
  const groups = new Map<string, Group>();

  function groupOf(groupId: string): Group {
    const group = groups.get(groupId) ?? { epoch: 0, members: [] };
    groups.set(groupId, group);
    return group;
  }

  function rebalance(group: Group): void {
    group.epoch += 1;
    for (const member of group.members) member.rebalanced();
  }

  return {
    join: (groupId, member) => {
      const group = groupOf(groupId);
      group.members.push(member);
      rebalance(group);
    },
    leave: (groupId, member) => {
      const group = groupOf(groupId);
      const at = group.members.indexOf(member);
      if (at === -1) return;
      group.members.splice(at, 1);
      rebalance(group);
    },
    assignmentOf: (groupId, member) => {
      const group = groupOf(groupId);
      if (!group.members.includes(member)) return null;
      return { epoch: group.epoch, partitions: shareOf(member, group.members) };
    },
  };
}

/** Partition by partition to the members in turn, among those that read the topic; all compute the same. */
function shareOf(member: Member, members: readonly Member[]): TopicPartition[] {
  return [...member.topics].flatMap(([topic, partitions]) => {
    const readers = members.filter((other) => other.topics.has(topic));
    return Array.from({ length: partitions }, (_, partition) => ({ topic, partition })).filter(
      ({ partition }) => readers[partition % readers.length] === member,
    );
  });
}
