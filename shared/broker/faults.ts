import { ContentError, type Facts, FaultError } from '../errors.ts';

/** The refusals and faults that both adapters raise, so that nobody above the port need know which one it is. */

/** Kafka's own default (`message.max.bytes`), framing included. */
export const MAX_MESSAGE_BYTES = 1_048_588;

export function brokerUnavailable(cause: unknown, what: string): FaultError {
  return new FaultError('BROKER_UNAVAILABLE', `Expected the broker to answer, got ${what}`, { cause });
}

export function brokerRefused(what: string, facts: Facts, cause?: unknown): FaultError {
  return new FaultError('BROKER_REFUSED', `Expected the broker to accept, got ${what}`, { cause, facts });
}

export function unknownTopic(topic: string): FaultError {
  return brokerRefused('an unknown topic (create topics with `spillway migrate`)', { topic });
}

export function messageTooLarge(topic: string, facts: Facts, cause?: unknown): ContentError {
  return new ContentError(
    'MESSAGE_TOO_LARGE',
    `Expected a message that the broker takes, got one that is too large for topic ${topic}`,
    { cause, facts: { topic, ...facts } },
  );
}

/** A handler threw. Nothing can be known about what it did, so the consumer ends; the process should too. */
export function handlerThrew(cause: unknown): FaultError {
  return new FaultError('BROKER_HANDLER_THREW', 'Expected a handler to return, got an exception', { cause });
}
