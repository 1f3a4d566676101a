import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { median, table } from '../accuracy/images/figures.ts';
import { writeSection } from '../accuracy/text/write-section.ts';
import { startKafka } from '../support/kafka.ts';
import { machine } from './machine.ts';
import type { Contestant, Lap } from './pipeline/contestants.ts';
import { LOADS, type Load, uploadMessage } from './pipeline/loads.ts';
import { onTracksOfTheirOwn } from './pipeline/own-process.ts';

/**
 * What our loop costs over the bare client: both read the same uploads from one real broker and send an answer to each,
 * in turn, round after round. Nothing is inspected. Writes docs/performance-pipeline.md.
 *   npm run bench:pipeline [-- --messages 20000 --rounds 5 --no-write]
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
    'no-write': { type: 'boolean', default: false },
  },
});
const REPORT = fileURLToPath(new URL('../../docs/performance-pipeline.md', import.meta.url));
const GOAL = 0.7;
const PARTITIONS = 6;
const rounds = Number(values.rounds);
const kafka = await startKafka({ nodes: 1 });
const broker = createKafkaBroker({
  brokers: kafka.brokers,
  clientId: 'bench',
  log: pino({ level: 'silent' }),
});
const track = onTracksOfTheirOwn(kafka.brokers);
const entered = track.contestants;
const laps = new Map<string, Lap[]>();

try {
  const long = await fill('bench.long', Number(values.messages));
  const short = await fill('bench.short', Math.round(Number(values.messages) / 5));
  for (let round = 0; round <= rounds; round++) {
    for (const load of LOADS) {
      // Whoever goes first finds the broker colder: the order turns.
      for (const contestant of round % 2 === 0 ? entered : entered.toReversed()) {
        const from = contestant.slow ? short : long;
        const lap = await run(contestant, load, from, round);
        // The first round only warms up.
        if (round > 0)
          laps.set(nameOf(load, contestant), [...(laps.get(nameOf(load, contestant)) ?? []), lap]);
      }
    }
  }
} finally {
  track.end();
  await broker.close();
  await kafka.stop();
}

const report = [
  await machine('bench:pipeline'),
  '',
  `${values.messages} uploads of ${sizeOf(uploadMessage('', 0).value)} bytes in ${PARTITIONS} partitions on one broker (a fifth of them for the slow ones); ${rounds} interleaved rounds after one to warm up; messages a second from the first that arrives to the last answer acknowledged, acks=all, idempotent. Broker and client share the machine.`,
  ...LOADS.flatMap((load) => ['', `**${load.name}**`, '', tableOf(load)]),
  '',
  `Goal: our loop at least ${GOAL} × the bare client that sends a batch for a batch. What the bare client does: one fetch brings up to 1 MiB of each partition, six partitions are worked on side by side, each batch is sent by one \`send\` (acks −1, idempotent, no compression, over all the partitions its keys ask for), and when that is acknowledged the library commits the offset and sends a heartbeat. Of the bytes it reads nothing. Ours sends the same answers with the same guarantees of the broker, commits twice a second, works on messages one by one and finishes them in any order, sends one partition a request, believes only answers that name it, and gives every message a handler, metrics and a place among the offsets. The bare client stands still with the slowest message of a batch, and can lose messages when a leader dies (kafkajs reports success for what it dropped, tulios/kafkajs#1303). Every client has a process of its own, so that none runs with what our adapter puts right in the library.`,
].join('\n');
process.stdout.write(`${report}\n`);
if (!values['no-write'])
  await writeSection(REPORT, 'pipeline', report, {
    title: 'Performance of the pipeline',
    heading: 'The loop against the bare client',
  });

async function fill(topic: string, count: number): Promise<{ topic: string; count: number }> {
  await broker.ensureTopics(
    [topic, `${topic}.out`].map((name) => ({
      name,
      partitions: PARTITIONS,
      cleanup: 'delete',
      retentionMs: null,
    })),
  );
  const producer = await broker.producer();
  for (let sent = 0; sent < count; sent += 1000)
    await producer.send(
      Array.from({ length: Math.min(1000, count - sent) }, (_, index) => uploadMessage(topic, sent + index)),
    );
  await producer.close();
  return { topic, count };
}

async function run(
  contestant: Contestant,
  load: Load,
  { topic, count }: { topic: string; count: number },
  round: number,
): Promise<Lap> {
  const groupId = `bench ${nameOf(load, contestant)} ${round}`;
  const lap = await contestant.run({ groupId, from: topic, to: `${topic}.out`, count, load });
  process.stderr.write(`${groupId}: ${lap.messagesASecond.toFixed(0)}/s\n`);
  return lap;
}

function tableOf(load: Load): string {
  const lapsOf = (contestant: Contestant) => laps.get(nameOf(load, contestant)) ?? [];
  const [baseline] = entered;
  const base = baseline === undefined ? [] : lapsOf(baseline);
  return table(
    [
      'client',
      'messages/s, median',
      'of all rounds',
      'CPU ms a message',
      'ratio within a round, median (range)',
    ],
    entered.map((contestant) => {
      const rates = lapsOf(contestant).map((lap) => lap.messagesASecond);
      // Within a round the machine is as busy with others for one as for the other.
      const ratios = rates.map((rate, round) => rate / (base[round]?.messagesASecond ?? Number.NaN));
      return [
        contestant.name,
        median(rates).toFixed(0),
        `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`,
        median(lapsOf(contestant).map((lap) => lap.cpuMsAMessage)).toFixed(3),
        `${median(ratios).toFixed(2)}× (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      ];
    }),
  );
}

function nameOf(load: Load, contestant: Contestant): string {
  return `${contestant.name}, ${load.name}`;
}

function sizeOf(value: Uint8Array | null): number {
  return value?.length ?? 0;
}
