import { expect, test } from 'vitest';
import { z } from 'zod';
import type { DeliveredMessage } from '../broker/broker.ts';
import { decodeEvent, encodeEvent } from './cloud-event.ts';

const schema = z.strictObject({ name: z.string(), size: z.number() });
const TYPE = 'dev.spillway.test.v1';

function delivered(parts: {
  value: Uint8Array | null;
  headers: DeliveredMessage['headers'];
}): DeliveredMessage {
  return { topic: 't', partition: 0, offset: 0n, timestampMs: 0, key: null, ...parts };
}
const good = () => encodeEvent({ id: 'e1', type: TYPE, source: '/test', timeMs: 0 }, { name: 'a', size: 1 });

test('an event survives encoding, with its id', () => {
  const decoded = decodeEvent(delivered(good()), TYPE, schema);
  expect(decoded).toMatchObject({ ok: true, eventId: 'e1', data: { name: 'a', size: 1 } });
});

test('structured mode is understood', () => {
  const body = { specversion: '1.0', id: 'e2', type: TYPE, source: '/x', data: { name: 'b', size: 2 } };
  const message = delivered({
    value: Buffer.from(JSON.stringify(body)),
    headers: [['content-type', Buffer.from('application/cloudevents+json; charset=UTF-8')]],
  });
  expect(decodeEvent(message, TYPE, schema)).toMatchObject({ ok: true, eventId: 'e2', data: { name: 'b' } });
});

test.each([
  ['no value', { ...good(), value: null }, 'value'],
  ['not JSON', { ...good(), value: Buffer.from('{"secret plan') }, 'value'],
  ['not UTF-8', { ...good(), value: Buffer.from([0x22, 0xff, 0x22]) }, 'value'],
  ['no headers', { ...good(), headers: [] }, 'ce_specversion'],
  ['another type', encodeEvent({ id: 'e', type: 'other', source: '/x', timeMs: 0 }, {}), 'ce_type'],
  [
    'a wrong field',
    encodeEvent({ id: 'e', type: TYPE, source: '/x', timeMs: 0 }, { name: 'a', size: 'secret plan' }),
    'size',
  ],
  [
    'an extra field',
    encodeEvent(
      { id: 'e', type: TYPE, source: '/x', timeMs: 0 },
      { name: 'a', size: 1, text: 'secret plan' },
    ),
    'value',
  ],
])('refuses %s, naming the field and no content', (_name, parts, field) => {
  const decoded = decodeEvent(delivered(parts), TYPE, schema);
  expect(decoded).toMatchObject({ ok: false, field });
  expect(JSON.stringify(decoded)).not.toContain('secret plan');
});
