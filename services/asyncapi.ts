import { z } from 'zod';
import { ALERT_TYPE, alertSchema } from '../shared/messages/alert.ts';
import { FINGERPRINT_TYPE, fingerprintSchema } from '../shared/messages/fingerprint.ts';
import { UPLOAD_TYPE, uploadSchema } from '../shared/messages/upload.ts';
import { VERDICT_TYPE, verdictSchema } from '../shared/messages/verdict.ts';
import { VERSION } from '../shared/version.ts';
import { deadTopic, flow, RETRY_DELAYS, retryTopic, TOPICS, type TopicName } from './flow.ts';

/** The public contract of every topic, generated from the schemas the services parse with; `asyncapi.yaml` is its print. */
const MESSAGES = {
  uploads: {
    type: UPLOAD_TYPE,
    schema: uploadSchema,
    key: 'source|channel id: order within a channel',
    summary:
      'An attachment was posted; its bytes are in the blob store. Integrators may produce these themselves.',
  },
  verdicts: {
    type: VERDICT_TYPE,
    schema: verdictSchema,
    key: 'source|sha-256 of the file',
    summary:
      'What inspection says of one upload: found, clean or uninspected. Holds no text of the document.',
  },
  alerts: {
    type: ALERT_TYPE,
    schema: alertSchema,
    key: 'incident id',
    summary:
      'An OCSF 1.8.0 Data Security Finding (class 2006): a new incident, or a further occurrence of one.',
  },
  fingerprints: {
    type: FINGERPRINT_TYPE,
    schema: fingerprintSchema,
    key: 'fingerprint id; a message without value withdraws it',
    summary: 'A registered document as hashes. Compacted: the newest message of a key counts.',
  },
} as const satisfies Record<TopicName, { type: string; schema: z.ZodType; key: string; summary: string }>;

export function buildAsyncApi() {
  const names = Object.keys(MESSAGES).filter((name): name is TopicName => name in TOPICS);
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Spillway topics',
      version: VERSION,
      license: { name: 'Apache-2.0' },
      description:
        'CloudEvents 1.0 in Kafka’s binary binding: the value is the data, attributes are `ce_*` headers. ' +
        'Delivery is at least once; drop repeats by `ce_id`. Every topic has retry topics with a fixed delay and a dead-letter topic, ' +
        'which carry the original bytes, key and headers, and `spillway-*` headers saying why.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(names.flatMap((name) => [mainChannel(name), ...detourChannels(name)])),
    operations: Object.fromEntries(
      flow.flatMap(({ service, consumes, produces }) => [
        ...produces.map((topic) => operation(service, 'send', topic)),
        ...consumes.map((topic) => operation(service, 'receive', topic)),
      ]),
    ),
    components: {
      messages: Object.fromEntries(names.map((name) => [name, messageOf(name)])),
      schemas: Object.fromEntries(names.map((name) => [name, jsonSchemaOf(MESSAGES[name].schema)])),
    },
  };
}

function jsonSchemaOf(schema: z.ZodType): object {
  // AsyncAPI's own dialect is JSON Schema draft 7.
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return rest;
}

function mainChannel(name: TopicName) {
  const bindings = { kafka: { topic: TOPICS[name], bindingVersion: '0.5.0' } };
  return [
    name,
    { address: TOPICS[name], messages: { [name]: { $ref: `#/components/messages/${name}` } }, bindings },
  ] as const;
}

function detourChannels(name: TopicName) {
  const topic = TOPICS[name];
  const addresses = [...RETRY_DELAYS.map(({ suffix }) => retryTopic(topic, suffix)), deadTopic(topic)];
  return addresses.map((address) => {
    const id = `${name}${address.slice(topic.length).replaceAll('.', '-')}`;
    return [id, { address, messages: { [name]: { $ref: `#/components/messages/${name}` } } }] as const;
  });
}

function messageOf(name: TopicName) {
  const { type, summary, key } = MESSAGES[name];
  const fixed = (value: string) => ({ type: 'string', const: value });
  return {
    name: type,
    summary,
    contentType: 'application/json',
    headers: {
      type: 'object',
      required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'],
      properties: {
        'content-type': fixed('application/json'),
        ce_specversion: fixed('1.0'),
        ce_id: { type: 'string', description: 'The same fact has the same id.' },
        ce_type: fixed(type),
        ce_source: { type: 'string' },
        ce_time: { type: 'string', format: 'date-time' },
        traceparent: { type: 'string', description: 'W3C trace context, handed through.' },
      },
    },
    payload: { $ref: `#/components/schemas/${name}` },
    bindings: { kafka: { key: { type: 'string', description: key }, bindingVersion: '0.5.0' } },
  };
}

function operation(service: string, action: 'send' | 'receive', topic: TopicName) {
  return [
    `${service}-${action}-${topic}`,
    {
      action,
      channel: { $ref: `#/channels/${topic}` },
      messages: [{ $ref: `#/channels/${topic}/messages/${topic}` }],
    },
  ] as const;
}
