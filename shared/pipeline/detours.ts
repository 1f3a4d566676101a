import type { DeliveredMessage, Headers, OutgoingMessage, Producer } from '../broker/broker.ts';
import { ContentError } from '../errors.ts';
import { headerText } from '../messages/cloud-event.ts';
import type { Reason } from './outcome.ts';

/**
 * Where a message goes that cannot be handled now or at all: a fixed-delay retry topic or the dead letters.
 * Either way with its original bytes, key and headers, plus ours saying why, where it came from and how often it was tried.
 */
export interface Detours {
  readonly retries: ReadonlyArray<{ readonly topic: string; readonly delayMs: number }>;
  readonly deadTopic: string;
}

export interface DetourFacts {
  readonly reason: Reason;
  readonly groupId: string;
  readonly nowMs: number;
}

const OURS = 'spillway-';
const MAX_DETAIL = 512;

/** How often this message has been tried before: 0 for one from the main topic. */
export function attemptOf(headers: Headers): number {
  const attempt = Number(headerText(headers, `${OURS}attempt`) ?? 0);
  return Number.isSafeInteger(attempt) && attempt >= 0 ? attempt : 0;
}

/** When a message of a retry topic may be tried again, in milliseconds since the epoch; null when it need not wait. */
export function notBeforeMs(headers: Headers): number | null {
  const text = headerText(headers, `${OURS}not-before`);
  const timeMs = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}

/** The next stop of a message that asked for a retry; the dead letters when it has been everywhere. */
export function nextStop(detours: Detours, headers: Headers): { topic: string; delayMs: number | null } {
  const next = detours.retries[attemptOf(headers)];
  return next === undefined ? { topic: detours.deadTopic, delayMs: null } : next;
}

/** Throws FaultError when it cannot be written: then the message is not done and nothing may be committed. */
export async function sendDetour(
  producer: Producer,
  message: DeliveredMessage,
  stop: { topic: string; delayMs: number | null },
  facts: DetourFacts,
): Promise<void> {
  const detour: OutgoingMessage = {
    topic: stop.topic,
    key: message.key,
    value: message.value,
    headers: [
      ...message.headers.filter(([name]) => !name.startsWith(OURS)),
      ...ourHeaders(message, stop, facts),
    ],
  };
  try {
    await producer.send([detour]);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    // The message fits its own topic but not with our headers: the reference must get through.
    const omitted = Buffer.from(String(message.value?.length ?? 0));
    await producer.send([
      { ...detour, value: null, headers: [...detour.headers, [`${OURS}value-omitted-bytes`, omitted]] },
    ]);
  }
}

function ourHeaders(
  message: DeliveredMessage,
  stop: { delayMs: number | null },
  facts: DetourFacts,
): Headers {
  const earlier = (name: string) => headerText(message.headers, `${OURS}${name}`);
  const pairs: Record<string, string> = {
    'original-topic': earlier('original-topic') ?? message.topic,
    'original-partition': earlier('original-partition') ?? String(message.partition),
    'original-offset': earlier('original-offset') ?? String(message.offset),
    'original-timestamp': earlier('original-timestamp') ?? new Date(message.timestampMs).toISOString(),
    'consumer-group': facts.groupId,
    attempt: String(attemptOf(message.headers) + 1),
    'first-failed-at': earlier('first-failed-at') ?? new Date(facts.nowMs).toISOString(),
    'error-class': facts.reason.code,
    'error-field': facts.reason.field ?? '',
    'error-message': facts.reason.detail.slice(0, MAX_DETAIL),
  };
  if (stop.delayMs !== null) pairs['not-before'] = new Date(facts.nowMs + stop.delayMs).toISOString();
  return Object.entries(pairs).map(([name, text]) => [`${OURS}${name}`, Buffer.from(text)] as const);
}
