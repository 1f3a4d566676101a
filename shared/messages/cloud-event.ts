import type { z } from 'zod';
import type { DeliveredMessage, Headers } from '../broker/broker.ts';

/**
 * CloudEvents 1.0 in Kafka's binary binding: data is the value, every attribute a UTF-8 header `ce_<name>`.
 * Structured mode is understood as well, because integrators' libraries often send it by default.
 * Source: CloudEvents Kafka protocol binding 1.0.2, §3.
 */
export interface EventAttributes {
  /** Deterministic: the same fact has the same id, so that a receiver can drop repeats. */
  readonly id: string;
  readonly type: string;
  /** `/spillway/<service>` or the integrator's own URI reference. */
  readonly source: string;
  readonly timeMs: number;
  /** W3C trace context, handed through untouched. */
  readonly traceparent?: string | undefined;
}

const JSON_TYPE = 'application/json';
const STRUCTURED_TYPE = 'application/cloudevents';
const utf8 = new TextDecoder('utf-8', { fatal: true });
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

export function encodeEvent(
  attributes: EventAttributes,
  data: unknown,
): { readonly value: Uint8Array; readonly headers: Headers } {
  const pairs: Array<readonly [string, string]> = [
    ['content-type', JSON_TYPE],
    ['ce_specversion', '1.0'],
    ['ce_id', attributes.id],
    ['ce_type', attributes.type],
    ['ce_source', attributes.source],
    ['ce_time', new Date(attributes.timeMs).toISOString()],
  ];
  if (attributes.traceparent !== undefined) pairs.push(['traceparent', attributes.traceparent]);
  return {
    value: bytesOf(JSON.stringify(data)),
    headers: pairs.map(([name, text]) => [name, bytesOf(text)] as const),
  };
}

/** The first value of a header as text; undefined when it is missing or not UTF-8. */
export function headerText(headers: Headers, name: string): string | undefined {
  const found = headers.find(([candidate]) => candidate.toLowerCase() === name);
  if (found === undefined) return undefined;
  try {
    return utf8.decode(found[1]);
  } catch {
    return undefined;
  }
}

export type Decoded<T> =
  | {
      readonly ok: true;
      readonly data: T;
      readonly eventId: string;
      readonly traceparent: string | undefined;
    }
  | { readonly ok: false; readonly field: string; readonly problem: string };

const refused = (field: string, problem: string): Decoded<never> => ({ ok: false, field, problem });

/** Never throws for bad data: says the first field at fault, what was expected and what came (types only, no content). */
export function decodeEvent<S extends z.ZodType>(
  message: DeliveredMessage,
  type: string,
  schema: S,
): Decoded<z.infer<S>> {
  if (message.value === null) return refused('value', 'expected JSON, got no value');
  let body: unknown;
  try {
    body = JSON.parse(utf8.decode(message.value));
  } catch {
    return refused('value', `expected JSON in UTF-8, got ${message.value.length} bytes that are not`);
  }
  const structured = headerText(message.headers, 'content-type')?.startsWith(STRUCTURED_TYPE) === true;
  const attributes = structured
    ? attributesOf(body)
    : (name: string) => headerText(message.headers, `ce_${name}`);
  for (const [name, expected] of [
    ['specversion', '1.0'],
    ['type', type],
    ['id', null],
    ['source', null],
  ] as const) {
    const got = attributes(name);
    if (got === undefined || got === '')
      return refused(`ce_${name}`, `expected ${expected ?? 'a value'}, got none`);
    if (expected !== null && got !== expected)
      return refused(`ce_${name}`, `expected ${expected}, got another value`);
  }
  const data = structured && typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused(issue?.path.join('.') || 'value', problemOf(issue));
  }
  return {
    ok: true,
    data: parsed.data,
    eventId: attributes('id') ?? '',
    traceparent: asTraceparent(headerText(message.headers, 'traceparent')),
  };
}

/** The library's words name types and our own choices; a name that the sender made up may be content, so it is only counted. */
function problemOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'does not match the schema';
  if (issue.code !== 'unrecognized_keys') return issue.message;
  return `expected the fields of the schema alone, got ${issue.keys.length} more`;
}

/** W3C trace context, version 00; anything else is dropped, so that nothing but ids can ride along from topic to topic. */
export function asTraceparent(text: string | undefined): string | undefined {
  return text !== undefined && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(text) ? text : undefined;
}

function attributesOf(body: unknown): (name: string) => string | undefined {
  const values = new Map(typeof body === 'object' && body !== null ? Object.entries(body) : []);
  return (name) => {
    const value: unknown = values.get(name);
    return typeof value === 'string' ? value : undefined;
  };
}
