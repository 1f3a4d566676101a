import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OtlpReceiver, startOtlpReceiver } from '../test/support/otlp-receiver.ts';
import { FaultError } from './errors.ts';
import { NO_TRACES } from './tracing.ts';
import { createOtlpTracer } from './tracing-otlp.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.stop());

const open = (sampleRatio = 1) =>
  createOtlpTracer({ endpoint: receiver.endpoint, service: 'test', version: '1', sampleRatio });
const span = (name: string) => {
  const found = receiver.spans.find((one) => one.name === name);
  if (found === undefined)
    throw new Error(`Expected a span ${name}, got ${receiver.spans.map((one) => one.name)}`);
  return found;
};

test('a traceparent carries a trace from one process’s span to another’s, with stages under each', async () => {
  const [sender, receiving] = [open(), open()];
  const carried = await sender.tracer.trace('send', { kind: 'server', parent: undefined }, async (one) => {
    await one.stage('store', async () => {});
    return one.traceparent;
  });
  await receiving.tracer.trace(
    'receive',
    { kind: 'consumer', parent: carried, facts: { 'spillway.verdict': 'found' } },
    async (one) =>
      one.measured(1_800_000_000_000, [
        ['open', 5],
        ['match', 7],
      ]),
  );
  await Promise.all([sender.close(), receiving.close()]);
  expect(carried).toBe(`00-${span('send').traceId}-${span('send').spanId}-01`);
  expect(new Set(receiver.spans.map((one) => one.traceId)).size).toBe(1);
  expect(span('send').parentSpanId).toBeUndefined();
  expect(span('store').parentSpanId).toBe(span('send').spanId);
  expect(span('receive').parentSpanId).toBe(span('send').spanId);
  expect(span('match')).toMatchObject({
    parentSpanId: span('receive').spanId,
    startTimeUnixNano: '1800000000005000000',
    endTimeUnixNano: '1800000000012000000',
  });
  expect(span('receive').attributes).toEqual([{ key: 'spillway.verdict', value: { stringValue: 'found' } }]);
});

test('a failure is marked by its code; its message stays here', async () => {
  const { tracer, close } = open();
  const failing = tracer.trace('fetch it', { kind: 'internal', parent: undefined }, async () => {
    throw new FaultError('BLOBS_UNAVAILABLE', 'quillmarsh.txt');
  });
  await expect(failing).rejects.toThrow('quillmarsh');
  await close();
  expect(span('fetch it').attributes).toEqual([
    { key: 'error.type', value: { stringValue: 'BLOBS_UNAVAILABLE' } },
  ]);
  expect(receiver.bodies()).not.toContain('quillmarsh');
});

test('what begins here is sampled, and what arrives follows its sender', async () => {
  const { tracer, close } = open(0);
  const none = await tracer.trace(
    'own',
    { kind: 'server', parent: undefined },
    async (one) => one.traceparent,
  );
  expect(none).toMatch(/-00$/);
  const sampled = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  await tracer.trace('followed', { kind: 'consumer', parent: sampled }, async () => {});
  await close();
  expect(receiver.spans.map((one) => one.name)).toEqual(['followed']);
});

test('a collector that is away costs nothing but the spans', async () => {
  await receiver.stop();
  const { tracer } = open();
  expect(await tracer.trace('alone', { kind: 'internal', parent: undefined }, async () => 7)).toBe(7);
});

test('without traces the parent is handed through', async () => {
  const given = await NO_TRACES.trace('x', { kind: 'consumer', parent: 'as it came' }, async (one) =>
    one.stage('fetch', async () => one.traceparent),
  );
  expect(given).toBe('as it came');
});
