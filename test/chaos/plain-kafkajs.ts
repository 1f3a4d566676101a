import kafkajs from 'kafkajs';

/** The client library as its own guide shows it, in the same chaos: what would have been lost without our adapter. */
export interface PlainClient {
  stop(): Promise<{
    acknowledged: number;
    neverStored: number;
    neverDelivered: number;
    longestStallMs: number;
  }>;
}

const TOPIC = 'chaos.plain';
const PARTITIONS = 6;
const PAUSE_MS = 60;

export async function startPlainClient(brokers: readonly string[]): Promise<PlainClient> {
  const kafka = new kafkajs.Kafka({
    brokers: [...brokers],
    clientId: 'plain',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS, replicationFactor: 3 }] });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const acknowledged = new Set<string>();
  const delivered = new Set<string>();
  const consumer = kafka.consumer({ groupId: 'chaos-plain' });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  const last = new Map<number, number>();
  let longestStallMs = 0;
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      delivered.add(String(message.value));
      longestStallMs = Math.max(longestStallMs, Date.now() - (last.get(partition) ?? Date.now()));
      last.set(partition, Date.now());
    },
  });

  let stopping = false;
  let serial = 0;
  async function sender(): Promise<void> {
    while (!stopping) {
      const ids = Array.from({ length: 12 }, () => `p${serial++}`);
      try {
        await producer.send({ topic: TOPIC, messages: ids.map((id) => ({ key: id, value: id })) });
        for (const id of ids) acknowledged.add(id);
      } catch {
        // Not acknowledged.
      }
      await pause(PAUSE_MS);
    }
  }
  const senders = Promise.all([sender(), sender(), sender()]);

  return {
    async stop() {
      stopping = true;
      await senders;
      await settled(() => delivered.size);
      await consumer.disconnect();
      await producer.disconnect();
      await admin.disconnect();
      const stored = await readAll(kafka);
      return {
        acknowledged: acknowledged.size,
        neverStored: [...acknowledged].filter((id) => !stored.has(id)).length,
        neverDelivered: [...acknowledged].filter((id) => stored.has(id) && !delivered.has(id)).length,
        longestStallMs,
      };
    },
  };
}

async function readAll(kafka: kafkajs.Kafka): Promise<Set<string>> {
  const consumer = kafka.consumer({ groupId: `chaos-plain-check-${Date.now()}` });
  const stored = new Set<string>();
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      stored.add(String(message.value));
    },
  });
  await settled(() => stored.size);
  await consumer.disconnect();
  return stored;
}

/** No more has come for a while. */
async function settled(count: () => number): Promise<void> {
  let before = -1;
  for (let still = 0; still < 16; still = count() === before ? still + 1 : 0) {
    before = count();
    await pause(500);
  }
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));
