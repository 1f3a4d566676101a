import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { flow, TOPICS } from '../../services/flow.ts';
import { readSettings } from '../../services/settings.ts';
import { validateManifest } from './validate-manifest.ts';

const FOLDER = resolve(import.meta.dirname, '../../deploy/kubernetes');

const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
  envFrom: z.array(z.looseObject({})),
  livenessProbe: z.looseObject({ httpGet: z.looseObject({ path: z.literal('/livez') }) }).optional(),
  readinessProbe: z.looseObject({ httpGet: z.looseObject({ path: z.literal('/readyz') }) }).optional(),
  resources: z.looseObject({ requests: z.looseObject({}), limits: z.looseObject({ memory: z.string() }) }),
  securityContext: z.looseObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.looseObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
});
const workloadSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number().optional(),
        containers: z.array(containerSchema).min(1),
      }),
    }),
  }),
});
const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({}).optional(),
  data: z.record(z.string(), z.string()).optional(),
});
type KubernetesObject = z.infer<typeof objectSchema>;

async function built(overlay: string): Promise<KubernetesObject[]> {
  const { stdout } = await promisify(execFile)('kubectl', ['kustomize', join(FOLDER, 'overlays', overlay)]);
  return parseAllDocuments(stdout).map((document) => objectSchema.parse(document.toJS()));
}

const isWorkload = ({ kind }: KubernetesObject) => kind === 'Deployment' || kind === 'Job';

describe.each(['small', 'autoscaling'])('overlay %s', (overlay) => {
  let objects: KubernetesObject[];
  beforeAll(async () => {
    objects = await built(overlay);
  });

  test('every object is what the API’s schema says', async () => {
    expect(objects.length).toBeGreaterThan(15);
    for (const object of objects)
      expect(await validateManifest(object), `${object.kind} ${object.metadata.name}`).toEqual([]);
  });

  test('every service and the migration run as nobody, on a read-only root, within limits', () => {
    const workloads = objects.filter(isWorkload).map((object) => workloadSchema.parse(object));
    expect(workloads.map(({ metadata }) => metadata.name).toSorted()).toEqual(
      ['migrate', ...flow.map(({ service }) => service)].toSorted(),
    );
    for (const { kind, spec } of workloads) {
      const [container] = spec.template.spec.containers;
      if (kind === 'Deployment') expect(container?.livenessProbe && container.readinessProbe).toBeTruthy();
      expect(container?.image).not.toMatch(/:latest$|^[^:@]+$/);
    }
  });

  test('the settings of every workload are settings, and whole', () => {
    const shared = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    const secrets = {
      SPILLWAY_DATABASE_URL: 'postgres://x',
      SPILLWAY_S3_ACCESS_KEY_ID: 'x',
      SPILLWAY_S3_SECRET_ACCESS_KEY: 'x',
      SPILLWAY_EVIDENCE_KEY: 'x',
      SPILLWAY_CONSOLE_SESSION_SECRET: 'x'.repeat(32),
      SPILLWAY_KAFKA_USERNAME: 'x',
      SPILLWAY_KAFKA_PASSWORD: 'x',
    };
    for (const object of objects.filter(isWorkload)) {
      const [container] = workloadSchema.parse(object).spec.template.spec.containers;
      const own = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
      expect(() => readSettings({ ...secrets, ...shared, ...own }), object.metadata.name).not.toThrow();
    }
  });

  test('the key of kept features is a secret that may be missing, and the inspectors’ alone', () => {
    const given = objects.filter(isWorkload).flatMap((object) => {
      const [container] = workloadSchema.parse(object).spec.template.spec.containers;
      const from = container?.envFrom.find((one) => JSON.stringify(one).includes('spillway-features'));
      return from === undefined ? [] : [[object.metadata.name, from]];
    });
    expect(given).toEqual([['inspect', { secretRef: { name: 'spillway-features', optional: true } }]]);
  });

  test('the inspector has room for its children, and is given time to finish a file', () => {
    const object = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'inspect');
    const { spec } = workloadSchema.parse(object).spec.template;
    const [container] = spec.containers;
    const own = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
    const settings = readSettings(own);
    const neededMb = (settings.SPILLWAY_CHILDREN ?? 0) * settings.SPILLWAY_CHILD_MEMORY_MB + 512;
    const limit = /^(\d+)Gi$/.exec(container?.resources.limits.memory ?? '')?.[1];
    expect(Number(limit) * 1024).toBeGreaterThanOrEqual(neededMb);
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(2 * settings.SPILLWAY_FILE_SECONDS);
  });

  test('every selector finds somebody', () => {
    const labels = objects
      .filter(isWorkload)
      .map((object) => workloadSchema.parse(object).spec.template.metadata.labels);
    const named =
      JSON.stringify(objects.map(({ spec }) => spec)).match(/"app\.kubernetes\.io\/name":"([a-z]+)"/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    for (const name of named)
      expect(
        labels.some((one) => JSON.stringify(one).includes(name)),
        name,
      ).toBe(true);
  });
});

test('the autoscaler counts the topic and the group that the inspector reads, and never more members than partitions', async () => {
  const objects = await built('autoscaling');
  const scaled = z
    .looseObject({
      maxReplicaCount: z.number(),
      cooldownPeriod: z.number().min(300),
      triggers: z.tuple([z.looseObject({ metadata: z.record(z.string(), z.string()) })]),
    })
    .parse(objects.find(({ kind }) => kind === 'ScaledObject')?.spec);
  const partitions = Number(objects.find(({ kind }) => kind === 'ConfigMap')?.data?.SPILLWAY_PARTITIONS);
  expect(scaled.maxReplicaCount).toBeLessThanOrEqual(partitions);
  expect(scaled.triggers[0].metadata).toMatchObject({
    topic: TOPICS.uploads,
    consumerGroup: 'spillway-inspect',
    offsetResetPolicy: 'earliest',
    excludePersistentLag: 'true',
  });
  const inspect = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'inspect');
  expect(inspect?.spec).not.toHaveProperty('replicas');
});

test('every manifest of the base is used, and a field that is missing is seen', async () => {
  const base = (await readdir(join(FOLDER, 'base'))).filter((name) => name !== 'kustomization.yaml');
  const kustomization = await readFile(join(FOLDER, 'base/kustomization.yaml'), 'utf8');
  expect(base.filter((name) => !kustomization.includes(`- ${name}`))).toEqual([]);
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'x' },
    spec: { ports: [{ prot: 80 }] },
  };
  expect(await validateManifest(service)).not.toEqual([]);
});

test('every secret that a workload is given, and every secret setting, stands in the instructions', async () => {
  const readme = await readFile(join(FOLDER, 'README.md'), 'utf8');
  const given = JSON.stringify(await built('small')).matchAll(/"secretRef":\{"name":"([a-z-]+)"/g);
  const names = [...given].map(([, name = '']) => name);
  // The table writes `spillway-kafka-intake`, `-inspect`, …
  const isNamed = (name: string) =>
    readme.includes(`\`${name}\``) || readme.includes(`\`${name.replace('spillway-kafka', '')}\``);
  expect(names.filter((name) => !isNamed(name))).toEqual([]);
  expect(readme).toContain('`SPILLWAY_FEATURES_KEY`');
});
