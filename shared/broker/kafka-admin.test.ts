import { describe, expect, it } from 'vitest';
import { createKafkaAdmin, type RawAdmin } from './kafka-admin.ts';
import { lazily } from './lazily.ts';

/** An administrator whose questions fail by script, one error a question, and then are answered. */
function failing(...errors: Error[]) {
  const asked: string[] = [];
  const answer = <T>(question: string, value: T) => {
    asked.push(question);
    const error = errors.shift();
    return error === undefined ? Promise.resolve(value) : Promise.reject(error);
  };
  const raw: RawAdmin = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    listTopics: async () => ['t'],
    createTopics: async () => true,
    fetchTopicMetadata: () =>
      answer('metadata', { topics: [{ name: 't', partitions: [{ leader: 1 }, { leader: 2 }] }] }),
    fetchTopicOffsets: () => answer('offsets', [{ partition: 0, low: '1', high: '7' }]),
    fetchOffsets: async () => [],
    deleteGroups: async () => undefined,
    describeCluster: async () => undefined,
  };
  return { admin: createKafkaAdmin(lazily(() => raw)), asked };
}
const refusedConnection = () => new Error('connect ECONNREFUSED 127.0.0.1:9');
const ofType = (type: string) => Object.assign(new Error(type), { type });

describe('what is asked of Kafka at the start', () => {
  it('bears a broker of several that has just gone', async () => {
    const { admin, asked } = failing(refusedConnection(), refusedConnection());
    await admin.atStart.check(['t']);
    expect(asked).toEqual(['metadata', 'metadata', 'metadata']);
  });

  it('waits for another leader of a partition whose own does not answer, or has moved', async () => {
    const { admin, asked } = failing(refusedConnection(), ofType('NOT_LEADER_FOR_PARTITION'));
    expect(await admin.atStart.rangeOf('t')).toEqual([{ partition: 0, start: 1n, end: 7n }]);
    expect(asked).toHaveLength(3);
  });

  it('ends at once for what waiting does not mend', async () => {
    const { admin, asked } = failing(ofType('TOPIC_AUTHORIZATION_FAILED'));
    await expect(admin.atStart.check(['t'])).rejects.toMatchObject({ code: 'BROKER_REFUSED' });
    await expect(admin.atStart.check(['other'])).rejects.toMatchObject({ code: 'BROKER_REFUSED' });
    expect(asked).toEqual(['metadata', 'metadata']);
  });
});

it('later a broker that is away is said so at once: whoever asks then has something to do meanwhile', async () => {
  const { admin, asked } = failing(refusedConnection(), refusedConnection());
  await expect(admin.partitionsOf('t')).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  await expect(admin.rangeOf('t')).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  expect(asked).toEqual(['metadata', 'offsets']);
});
