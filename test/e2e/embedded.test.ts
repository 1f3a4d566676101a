import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPglite } from '../../shared/db/pglite.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../support/otlp-receiver.ts';
import { startEmbeddedProduct } from '../support/product.ts';
import { searchFiles, wordsIn } from '../support/search-bytes.ts';
import { searchDatabase } from '../support/search-database.ts';
import { flowSuite, PLANTED, PLANTED_NAME } from './flow.suite.ts';

let collector: OtlpReceiver;
beforeAll(async () => {
  collector = await startOtlpReceiver();
});
afterAll(() => collector.stop());

flowSuite('embedded', async () => {
  const product = await startEmbeddedProduct({ SPILLWAY_OTLP_ENDPOINT: collector.endpoint });
  return {
    product,
    async searchEverywhere(words) {
      const db = await createPglite({ folder: join(product.folder, 'data', 'db') });
      try {
        const logs = [...product.logFiles, join(product.folder, 'data', 'spillway.log')];
        return [...(await searchFiles(logs, words)), ...(await searchDatabase(db.sql, words))];
      } finally {
        await db.close();
      }
    },
    end: () => product.stop(),
  };
});

/** After the flow has ended: every process has sent what it had. */
describe('its traces', () => {
  const attribute = (span: ReceivedSpan, key: string) =>
    span.attributes.find((one) => one.key === key)?.value.stringValue;

  test('one upload is one trace, from the door over both topics to the alert', () => {
    const alerted = collector.spans.find(
      (span) => span.name === 'record verdict' && attribute(span, 'spillway.result') === 'incident',
    );
    const own = collector.spans.filter((span) => span.traceId === alerted?.traceId);
    const byId = new Map(own.map((span) => [span.spanId, span.name]));
    const edges = own.map((span) => `${byId.get(span.parentSpanId ?? '') ?? 'nobody'} > ${span.name}`);
    expect(edges).toEqual(
      expect.arrayContaining([
        'nobody > take upload',
        'take upload > store',
        'take upload > inspect upload',
        'inspect upload > fetch',
        'inspect upload > open',
        'inspect upload > match',
        'inspect upload > publish',
        'inspect upload > record verdict',
        'record verdict > publish alert',
      ]),
    );
  });

  test('hold no text, no file name and no user id', () => {
    const sent = Buffer.from(collector.bodies());
    expect(wordsIn(sent, [PLANTED, PLANTED_NAME, 'NOFORN', 'user-17'])).toEqual([]);
    expect(wordsIn(sent, ['inspect upload'])).toEqual(['inspect upload']);
  });
});
