import { createHash } from 'node:crypto';
import type { Broker, DeliveredMessage } from '../shared/broker/broker.ts';
import type { Clock } from '../shared/clock.ts';
import type { Db } from '../shared/db/db.ts';
import { headerText } from '../shared/messages/cloud-event.ts';
import { deadTopic, TOPICS } from './flow.ts';

/** A dead letter as it may be shown: our own words about it, sizes and digests. Never its key, its value or foreign headers. */
export interface DeadLetter {
  /** "topic/partition/offset" of the letter itself. */
  readonly id: string;
  readonly reason: string;
  readonly field: string;
  readonly said: string;
  readonly attempts: number;
  readonly diedAt: Date;
  readonly original: { readonly topic: string; readonly partition: string; readonly offset: string };
  readonly group: string;
  readonly firstFailedAt: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** false when its value did not fit beside our headers. */
  readonly isWhole: boolean;
  readonly message: DeliveredMessage;
}

export interface DeadFilter {
  /** "uploads", "verdicts", … or a topic's full name. */
  readonly topic?: string | undefined;
  readonly reason?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly id?: string | undefined;
}

/** Oldest first. @throws FaultError when the broker does not answer. */
export async function readDeadLetters(broker: Broker, filter: DeadFilter): Promise<DeadLetter[]> {
  const topics = Object.entries(TOPICS)
    .filter(([name, topic]) => filter.topic === undefined || [name, topic].includes(filter.topic))
    .map(([, topic]) => deadTopic(topic));
  const letters: DeadLetter[] = [];
  for (const topic of topics) {
    let fatal: Error | null = null;
    const tail = await broker.tail({
      topic,
      onMessage: (message) => letters.push(letterOf(message)),
      onFatal: (error) => {
        fatal = error;
      },
    });
    await tail.caughtUp;
    await tail.stop();
    if (fatal !== null) throw fatal;
  }
  return letters
    .filter((letter) => matches(letter, filter))
    .toSorted((a, b) => a.diedAt.getTime() - b.diedAt.getTime());
}

function matches(letter: DeadLetter, { reason, since, until, id }: DeadFilter): boolean {
  if (id !== undefined && letter.id !== id) return false;
  if (reason !== undefined && letter.reason !== reason) return false;
  if (since !== undefined && letter.diedAt < since) return false;
  return until === undefined || letter.diedAt <= until;
}

function letterOf(message: DeliveredMessage): DeadLetter {
  // Headers of ours are plain text; whatever else came in under such a name is cut to what a terminal can show.
  const said = (name: string) => shown(headerText(message.headers, `spillway-${name}`) ?? '');
  const value = message.value ?? new Uint8Array();
  return {
    id: `${message.topic}/${message.partition}/${message.offset}`,
    reason: said('error-class'),
    field: said('error-field'),
    said: said('error-message'),
    attempts: Number(said('attempt')) || 0,
    diedAt: new Date(message.timestampMs),
    original: {
      topic: said('original-topic'),
      partition: said('original-partition'),
      offset: said('original-offset'),
    },
    group: said('consumer-group'),
    firstFailedAt: said('first-failed-at'),
    sizeBytes: value.length,
    sha256: createHash('sha256').update(value).digest('hex'),
    isWhole: headerText(message.headers, 'spillway-value-omitted-bytes') === undefined,
    message,
  };
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 512);
}

export type Replayed = 'replayed' | 'replayed before' | 'cannot be replayed';

export interface Replay {
  /** Sends the letter to the topic it came from, as it was, unless that was done before. @throws FaultError. */
  send(letter: DeadLetter): Promise<Replayed>;
  close(): Promise<void>;
}

const REPLAY = 'dead.replay';

/**
 * Which letters were replayed is in the audit log, so that doing it again does nothing; and should the process die between
 * sending and writing that down, the same event is there twice, which has one effect. A letter is known by its place and
 * by when it died: a cluster that was set up anew counts its places from the beginning again.
 */
export async function openReplay(parts: {
  readonly broker: Broker;
  readonly db: Db;
  readonly clock: Clock;
}): Promise<Replay> {
  const { broker, db, clock } = parts;
  const topics: readonly string[] = Object.values(TOPICS);
  const rows = await db.sql.selectFrom('audit').select('detail').where('action', '=', REPLAY).execute();
  const before = new Set(rows.map(({ detail }) => nameOf(String(detail.letter), String(detail.diedAt))));
  const producer = await broker.producer();
  return {
    async send(letter) {
      if (!letter.isWhole || !topics.includes(letter.original.topic)) return 'cannot be replayed';
      const diedAt = letter.diedAt.toISOString();
      if (before.has(nameOf(letter.id, diedAt))) return 'replayed before';
      const { key, value, headers } = letter.message;
      const theirs = headers.filter(([name]) => !name.startsWith('spillway-'));
      await producer.send([{ topic: letter.original.topic, key, value, headers: theirs }]);
      const entry = { actor: 'command line', role: 'operator', action: REPLAY, incident_id: null };
      await db.sql
        .insertInto('audit')
        .values({
          ...entry,
          at: new Date(clock.nowMs()),
          detail: JSON.stringify({ letter: letter.id, diedAt }),
        })
        .execute();
      before.add(nameOf(letter.id, diedAt));
      return 'replayed';
    },
    close: () => producer.close(),
  };
}

const nameOf = (id: string, diedAt: string): string => `${id} ${diedAt}`;
