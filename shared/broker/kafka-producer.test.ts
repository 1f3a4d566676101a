import { describe, expect, it } from 'vitest';
import type { TopicPartition } from './broker.ts';
import { createKafkaProducer, type RawProducer } from './kafka-producer.ts';

const message = { topic: 't', key: null, value: new Uint8Array(1), headers: [] };

/** Producers that answer by script, one answer a send; each opening takes the next script. */
function scripted(...scripts: Array<Array<readonly TopicPartition[] | Error>>) {
  const closed: number[] = [];
  let opened = 0;
  const open = async (): Promise<RawProducer> => {
    const number = opened++;
    const answers = scripts[number] ?? [];
    return {
      send: async () => {
        const answer = answers.shift() ?? new Error('no answer in the script');
        if (answer instanceof Error) throw answer;
        return answer;
      },
      close: async () => {
        closed.push(number);
      },
    };
  };
  return { open, opened: () => opened, closed };
}
const named = [{ topic: 't', partition: 0 }];
const kafkaError = (type: string) => Object.assign(new Error(type), { type });

describe('the Kafka producer', () => {
  it('sends again, through another client, what the answer did not name', async () => {
    const client = scripted([[]], [[{ topic: 't', partition: 1 }]], [named]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await producer.send([message]);
    expect([client.opened(), client.closed]).toEqual([3, [0, 1]]);
  });

  it('gives up when no answer ever names the partition', async () => {
    const client = scripted([[]], [[]], [[]]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await expect(producer.send([message])).rejects.toMatchObject({
      name: 'FaultError',
      code: 'BROKER_UNAVAILABLE',
    });
  });

  it('retires the client after a send whose fate is unknown', async () => {
    const client = scripted([new Error('timed out')], [named]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await expect(producer.send([message])).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    await producer.send([message]);
    expect([client.opened(), client.closed]).toEqual([2, [0]]);
  });

  it('starts a new numbering when the broker has lost the old one', async () => {
    const client = scripted([kafkaError('OUT_OF_ORDER_SEQUENCE_NUMBER')], [named]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await producer.send([message]);
    expect(client.opened()).toBe(2);
  });

  it('keeps the client after a message that is too large', async () => {
    const client = scripted([kafkaError('MESSAGE_TOO_LARGE'), named]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await expect(producer.send([message])).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
    await producer.send([message]);
    expect(client.opened()).toBe(1);
  });

  it('waits for another broker when the one it opens with has just gone, but not when it is refused', async () => {
    let tries = 0;
    const open = async (error: Error): Promise<RawProducer> => {
      tries += 1;
      if (tries === 1) throw error;
      return { send: async () => named, close: async () => undefined };
    };
    await createKafkaProducer(
      () => open(new Error('connect ECONNREFUSED')),
      async () => 1,
    );
    expect(tries).toBe(2);
    tries = 0;
    const refused = createKafkaProducer(
      () => open(kafkaError('CLUSTER_AUTHORIZATION_FAILED')),
      async () => 1,
    );
    await expect(refused).rejects.toMatchObject({ code: 'BROKER_REFUSED' });
    expect(tries).toBe(1);
  });

  it('refuses to send after it was closed', async () => {
    const client = scripted([named]);
    const producer = await createKafkaProducer(client.open, async () => 1);
    await producer.close();
    await expect(producer.send([message])).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
    expect(client.closed).toEqual([0]);
  });
});
