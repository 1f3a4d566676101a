import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createSandboxMetrics } from '../../services/inspect/sandbox-metrics.ts';
import { everyMetric } from './every-metric.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('docs/metrics.md lists every metric with its labels and help, and nothing else', async () => {
  const text = await readFile(join(ROOT, 'docs/metrics.md'), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `spillway_'));
  expect(rows.toSorted()).toEqual(
    everyMetric()
      .map(({ name, labels, help }) => `| \`${name}\` | ${labels.join(', ')} | ${help} |`)
      .toSorted(),
  );
});

test('no metric is made anywhere that this list does not know', async () => {
  const named = new Set(everyMetric().map(({ name }) => name));
  const folders = await Promise.all(
    ['services', 'shared'].map(async (folder) =>
      (await readdir(join(ROOT, folder), { recursive: true })).map((path) => join(folder, path)),
    ),
  );
  const paths = folders.flat().filter((path) => /(?<!\.test)\.ts$/.test(path));
  const made = await Promise.all(
    paths.map(async (path) => (await readFile(join(ROOT, path), 'utf8')).match(/'spillway_[a-z_]+'/g) ?? []),
  );
  expect(new Set(made.flat().map((name) => name.slice(1, -1)))).toEqual(named);
});

test('every way for a child to end is counted from 0 on, so that the first one is seen as an increase', async () => {
  const registry = new Registry();
  createSandboxMetrics(registry);
  const text = await registry.metrics();
  for (const end of ['time-out', 'out-of-memory', 'sandbox-died'])
    expect(text).toContain(`spillway_sandbox_deaths_total{end="${end}"} 0`);
});

test('labels are closed lists: what names a person, a channel, a file or a document is none of them', () => {
  const labels = new Set(everyMetric().flatMap((metric) => metric.labels));
  const closed = [
    'cached',
    'code',
    'end',
    'group',
    'partition',
    'reason',
    'result',
    'stage',
    'status',
    'topic',
    'verdict',
  ];
  expect([...labels].toSorted()).toEqual(closed);
});
