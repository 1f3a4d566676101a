import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { flow } from '../../services/flow.ts';
import { promtool } from '../support/promtool.ts';
import { everyMetric } from './every-metric.ts';

const DEPLOY = resolve(import.meta.dirname, '../../deploy');

const rulesSchema = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Spillway[A-Za-z]+$/),
          expr: z.string(),
          for: z.string(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const panelSchema = z.looseObject({
  id: z.number(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  gridPos: z.strictObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.looseObject({ refId: z.string(), expr: z.string() })).default([]),
});
const dashboardSchema = z.looseObject({
  uid: z.literal('spillway'),
  schemaVersion: z.number().min(36),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string() })) }),
  panels: z.array(panelSchema).min(10),
});
const scrapeSchema = z.looseObject({
  scrape_configs: z.tuple([
    z.looseObject({
      static_configs: z.array(z.unknown()).default([]),
      relabel_configs: z.array(z.unknown()).default([]),
    }),
  ]),
});

const read = (path: string) => readFile(join(DEPLOY, path), 'utf8');
const alerts = async () =>
  rulesSchema.parse(parse(await read('prometheus/alerts.yml'))).groups.flatMap((group) => group.rules);
const dashboard = async () => dashboardSchema.parse(JSON.parse(await read('grafana/spillway.json')));

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'spillway-rules-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** The metrics of ours in an expression, with the series that a histogram has. */
function unknownIn(expr: string): string[] {
  const known = new Set(
    everyMetric().flatMap(({ name, type }) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name],
    ),
  );
  return (expr.match(/\bspillway_[a-z_]+/g) ?? []).filter((name) => !known.has(name));
}

/** Labels that an expression groups or selects by, of the metrics in it. */
function strayLabelsIn(expr: string): string[] {
  const metrics = everyMetric().filter(({ name }) => expr.includes(name));
  const allowed = new Set([...metrics.flatMap((metric) => metric.labels), 'le', 'job', 'instance']);
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((one) => one.trim()),
  );
  const selected = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g)].map(([, name = '']) => name),
  );
  return [...grouped, ...selected].filter((label) => !allowed.has(label));
}

test('promtool takes the alert rules, and they fire on their trouble and on nothing else', async () => {
  expect(await promtool('check', 'rules', join(DEPLOY, 'prometheus/alerts.yml'))).toContain('SUCCESS');
  expect(await promtool('test', 'rules', join(DEPLOY, 'prometheus/alerts.test.yml'))).toContain('SUCCESS');
});

test('promtool takes both ways to scrape, and they name every service as alerts and dashboard call it', async () => {
  expect(await promtool('check', 'config', join(DEPLOY, 'prometheus/compose.yml'))).toContain('SUCCESS');
  // Debian builds promtool without what asks Kubernetes; all else of the file is checked.
  const [discovery, still] = [
    /kubernetes_sd_configs:\n\s+- \{ role: pod.*\n/,
    "static_configs: [{ targets: ['x:1'] }]\n",
  ];
  const kubernetes = await read('prometheus/kubernetes.yml');
  expect(kubernetes).toMatch(discovery);
  const path = join(scratch, 'kubernetes.yml');
  await writeFile(
    path,
    kubernetes.replace(discovery, still).replace('alerts.yml', join(DEPLOY, 'prometheus/alerts.yml')),
  );
  expect(await promtool('check', 'config', path)).toContain('SUCCESS');
  const called = flow.map(({ service }) => ({
    targets: [`${service}:9464`],
    labels: { job: `spillway-${service}` },
  }));
  const compose = scrapeSchema.parse(parse(await read('prometheus/compose.yml')));
  expect(compose.scrape_configs[0].static_configs).toEqual(expect.arrayContaining(called));
  const pods = scrapeSchema.parse(parse(await read('prometheus/kubernetes.yml'))).scrape_configs[0];
  expect(pods.relabel_configs).toContainEqual({
    source_labels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'],
    replacement: 'spillway-$1',
    target_label: 'job',
  });
  for (const { service } of flow) {
    const manifest = await read(`kubernetes/base/${service}.yaml`);
    for (const said of ["prometheus.io/scrape: 'true'", `app.kubernetes.io/name: ${service}`, 'name: health'])
      expect(manifest).toContain(said);
  }
});

test('every alert has its runbook, every runbook its alert, and a test that names it', async () => {
  const rules = await alerts();
  const tested = await read('prometheus/alerts.test.yml');
  for (const { alert, annotations } of rules) {
    const path = `runbooks/${alert.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;
    expect(annotations.runbook).toBe(`deploy/${path}`);
    expect(await read(path)).toMatch(new RegExp(`^# ${alert}\n[^]+## Look\n[^]+## Do\n[^]+## Over when\n`));
    expect(tested).toContain(`alertname="${alert}"`);
  }
  const runbooks = await readdir(join(DEPLOY, 'runbooks'));
  expect(runbooks.filter((name) => name.startsWith('spillway-'))).toHaveLength(rules.length);
});

test('alerts and dashboard speak only of metrics and labels that exist', async () => {
  const { panels } = await dashboard();
  const expressions = [
    ...(await alerts()).map((rule) => rule.expr),
    ...panels.flatMap((panel) => panel.targets.map((target) => target.expr)),
  ];
  expect(expressions.length).toBeGreaterThan(30);
  expect(expressions.flatMap(unknownIn)).toEqual([]);
  expect(expressions.flatMap(strayLabelsIn)).toEqual([]);
});

test('the dashboard shows every metric of ours', async () => {
  const text = JSON.stringify((await dashboard()).panels);
  expect(everyMetric().filter(({ name }) => !text.includes(name))).toEqual([]);
});

test('the dashboard’s queries are PromQL, its panels have ids of their own and do not cover one another', async () => {
  const { panels } = await dashboard();
  const rules = panels.flatMap((panel) =>
    panel.targets.map(({ expr, refId }) => ({
      record: `panel:${panel.id}:${refId.toLowerCase()}`,
      expr: expr.replaceAll('$__rate_interval', '5m'),
    })),
  );
  const path = join(scratch, 'dashboard.json');
  await writeFile(path, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  expect(await promtool('check', 'rules', path)).toContain(`${rules.length} rules found`);
  expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
  const overlapping = panels.filter((one, index) =>
    panels.slice(index + 1).some(({ gridPos: b }) => {
      const a = one.gridPos;
      return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    }),
  );
  expect(overlapping).toEqual([]);
  expect(panels.every(({ gridPos }) => gridPos.x + gridPos.w <= 24)).toBe(true);
});

test('a query of a metric that does not exist is seen', () => {
  expect(unknownIn('rate(spillway_verdict_total[5m])')).toEqual(['spillway_verdict_total']);
  expect(unknownIn('rate(spillway_inspection_duration_seconds[5m])')).toHaveLength(1);
  expect(strayLabelsIn('sum by (channel) (spillway_queue_messages{topic="x"})')).toEqual(['channel']);
});
