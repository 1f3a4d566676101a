import { describe, expect, it } from 'vitest';
import type { Assignment, Batch } from './broker.ts';
import { createKafkaConsumer, type RawEvents, type RawMember } from './kafka-consumer.ts';

const place = (partition: number) => ({ topic: 't', partition });
const rawBatch = (partition: number, from: number) => ({
  ...place(partition),
  records: [{ key: null, value: Buffer.from('v'), offset: `${from}`, timestamp: '0' }],
  nextOffset: BigInt(from + 1),
  highWatermark: 100n,
});

/** A member whose events the test raises by hand, and whose commits fail when told to. */
async function started() {
  const wired: { events: RawEvents | null } = { events: null };
  const commits: unknown[] = [];
  const batches: Batch[] = [];
  const assignments: Assignment[] = [];
  const fatal: Error[] = [];
  let commitError: Error | null = null;
  const member: RawMember = {
    run: async (events) => {
      wired.events = events;
      events.joined([place(0), place(1)]);
    },
    pause: () => undefined,
    resume: () => undefined,
    commit: async (offsets) => {
      if (commitError !== null) throw commitError;
      commits.push(offsets);
    },
    leave: async () => undefined,
  };
  const consumer = createKafkaConsumer(
    member,
    async () => undefined,
    () => 0,
  );
  await consumer.start({
    onBatch: (batch) => batches.push(batch),
    onAssignment: (assignment) => assignments.push(assignment),
    onFatal: (error) => fatal.push(error),
  });
  const events = wired.events;
  if (events === null) throw new Error('Expected the member to run');
  const failCommits = (error: Error) => {
    commitError = error;
  };
  return { consumer, events, commits, batches, assignments, fatal, failCommits };
}

describe('the Kafka consumer', () => {
  it('hands over what comes while the group is being divided, under the old epoch, and commits nothing', async () => {
    const { consumer, events, commits, batches } = await started();
    events.leaving();
    events.batch(rawBatch(0, 5));
    expect(batches.map(({ epoch, nextOffset }) => [epoch, nextOffset])).toEqual([[1, 6n]]);
    expect(await consumer.commit(1, [{ ...place(0), next: 6n }])).toBe('fenced');
    events.joined([place(0)]);
    expect(await consumer.commit(1, [{ ...place(0), next: 6n }])).toBe('fenced');
    expect(commits).toEqual([]);
    expect(await consumer.commit(2, [{ ...place(0), next: 6n }])).toBe('committed');
  });

  it('drops what was fetched for a partition that went to somebody else', async () => {
    const { events, batches } = await started();
    events.joined([place(0)]);
    events.batch(rawBatch(1, 5));
    expect(batches).toEqual([]);
  });

  it.each(['ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS', 'UNKNOWN_MEMBER_ID'])(
    'takes %s for a fence',
    async (type) => {
      const { consumer, failCommits } = await started();
      failCommits(
        Object.assign(new Error('no'), {
          name: 'KafkaJSNonRetriableError',
          cause: Object.assign(new Error(type), { type }),
        }),
      );
      expect(await consumer.commit(1, [{ ...place(0), next: 1n }])).toBe('fenced');
    },
  );

  it('takes any other failure of a commit for a fault', async () => {
    const { consumer, failCommits } = await started();
    failCommits(new Error('connection refused'));
    await expect(consumer.commit(1, [{ ...place(0), next: 1n }])).rejects.toMatchObject({
      name: 'FaultError',
      code: 'BROKER_UNAVAILABLE',
    });
  });

  it('dies once, and neither delivers nor commits after that', async () => {
    const { consumer, events, batches, fatal } = await started();
    events.crashed(new Error('gone'));
    events.crashed(new Error('gone again'));
    events.batch(rawBatch(0, 1));
    expect([fatal.length, batches.length]).toEqual([1, 0]);
    expect(await consumer.commit(1, [{ ...place(0), next: 1n }])).toBe('fenced');
  });
});
