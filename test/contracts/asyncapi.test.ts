import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { expect, test } from 'vitest';
import { asyncApiYaml } from '../../services/cli/asyncapi.ts';
import { topicSpecs } from '../../services/flow.ts';

const committed = () => readFile(new URL('../../asyncapi.yaml', import.meta.url), 'utf8');

test('asyncapi.yaml is what the schemas say: run `npm run asyncapi` when this fails', async () => {
  expect(await committed()).toBe(asyncApiYaml());
});

test('asyncapi.yaml is valid AsyncAPI and names every topic', async () => {
  const { document, diagnostics } = await new Parser().parse(await committed());
  expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  const addresses = document
    ?.allChannels()
    .all()
    .map((channel) => channel.address());
  expect(addresses?.toSorted()).toEqual(
    topicSpecs(1)
      .map(({ name }) => name)
      .toSorted(),
  );
});
