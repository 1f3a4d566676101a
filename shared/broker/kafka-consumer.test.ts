import { describe, expect, it, vi } from 'vitest';
import type { Assignment, Batch } from './broker.ts';
import { createKafkaConsumer, type RawEvents, type RawMember } from './kafka-consumer.ts';

const place = (partition: number) => ({ topic: 't', partition });
const rawBatch = (partition: number, from: number) => ({
  ...place(partition),
  fetchedFrom: BigInt(from),
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
  /** Where the group begins to read, and the first offset there is; null while the broker does not answer. */
  let starts: { start: bigint; first: bigint } | null = { start: 5n, first: 0n };
  const did: string[] = [];
  const say = (what: string, places: ReadonlyArray<{ partition: number }>) => {
    if (places.length > 0) did.push(`${what} ${places.map(({ partition }) => partition).join(',')}`);
  };
  const member: RawMember = {
    run: async (events) => {
      wired.events = events;
      events.joined([place(0), place(1)]);
    },
    pause: (places) => say('pause', places),
    resume: (places) => say('resume', places),
    startsOf: async (places) => {
      if (starts === null) throw new Error('no answer');
      const known = starts;
      return places.map((each) => ({ ...each, ...known }));
    },
    seek: (each, offset) => did.push(`seek ${each.partition} ${offset}`),
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
  const beginAt = (next: typeof starts) => {
    starts = next;
  };
  await answered();
  return { consumer, events, commits, batches, assignments, fatal, did, failCommits, beginAt };
}

/** The answer where partitions begin has come. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

describe('the Kafka consumer', () => {
  it('of a partition lost and regained takes no batch from beyond the committed offset, and goes back', async () => {
    const { events, batches, did } = await started();
    events.joined([place(0)]);
    events.joined([place(0), place(1)]);
    await answered();
    // Fetched while the partition was ours the first time: it would skip what lies between 5 and 40.
    expect(events.batch(rawBatch(1, 40))).toBe(false);
    await answered();
    expect(did.at(-1)).toBe('seek 1 5');
    expect(events.batch(rawBatch(1, 5))).toBe(true);
    expect(batches.map(({ nextOffset }) => nextOffset)).toEqual([6n]);
  });

  it('lets a new partition rest until it is known where it begins, also when the answer takes time', async () => {
    const { events, did, beginAt } = await started();
    beginAt(null);
    events.joined([place(0)]);
    events.joined([place(0), place(1)]);
    await answered();
    expect(events.batch(rawBatch(1, 5))).toBe(false);
    expect(did.at(-1)).toBe('pause 1');
    beginAt({ start: 5n, first: 0n });
    await vi.waitFor(() => expect(did.at(-1)).toBe('resume 1'));
    expect(events.batch(rawBatch(1, 5))).toBe(true);
  });

  it('stays paused for whoever paused it, although its beginning has become known', async () => {
    const { consumer, events, did } = await started();
    events.joined([place(0)]);
    events.joined([place(0), place(1)]);
    consumer.pause([place(1)]);
    await answered();
    expect(did).not.toContain('resume 1');
    consumer.resume([place(1)]);
    expect(did.at(-1)).toBe('resume 1');
  });

  it('takes what is left when retention has removed what it waited for', async () => {
    const { events, did, beginAt } = await started();
    beginAt({ start: 5n, first: 30n });
    expect(events.batch(rawBatch(0, 30))).toBe(false);
    await answered();
    expect(did.some((each) => each.startsWith('seek'))).toBe(false);
    expect(events.batch(rawBatch(0, 30))).toBe(true);
  });

  it('takes repetitions, and what follows places without a message', async () => {
    const { events } = await started();
    expect([events.batch(rawBatch(0, 5)), events.batch(rawBatch(0, 5))]).toEqual([true, true]);
    events.position(place(0), 9n);
    expect(events.batch(rawBatch(0, 9))).toBe(true);
  });

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
