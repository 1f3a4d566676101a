import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkFlow, flow, TOPICS } from '../../services/flow.ts';
import { SETTING_NAMES } from '../../services/settings.ts';
import { REASON_CODES } from '../../shared/pipeline/outcome.ts';
import { VERSION } from '../../shared/version.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFile(join(ROOT, path), 'utf8');

test('every setting is documented, and nothing else', async () => {
  const documented = new Set((await read('docs/settings.md')).match(/SPILLWAY_[A-Z0-9_]+/g));
  expect([...documented].toSorted()).toEqual(SETTING_NAMES.toSorted());
});

test('every dead-letter reason is documented in its own words, and nothing else', async () => {
  const text = await read('docs/dead-letters.md');
  for (const [code, meaning] of Object.entries(REASON_CODES))
    expect(text).toContain(`| \`${code}\` | ${meaning} |`);
  const rows = text.match(/^\| `(message|source|channel|blob)-[a-z]+(-[a-z]+)*` \|/gm) ?? [];
  expect(rows).toHaveLength(Object.keys(REASON_CODES).length);
});

test('the map of services is whole, and each README names the topics of its service', async () => {
  checkFlow();
  for (const { service, consumes, produces } of flow) {
    const text = await read(`services/${service}/README.md`);
    for (const topic of [...consumes, ...produces]) expect(text, service).toContain(TOPICS[topic]);
  }
});

test('the version is the package’s', async () => {
  expect(JSON.parse(await read('package.json'))).toMatchObject({ version: VERSION });
});
