import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import kafkajs from 'kafkajs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Permission, permissionsOf, principalOf } from '../../services/acls.ts';
import { detoursOf, type ServiceName, TOPICS, topicSpecs } from '../../services/flow.ts';
import { kafkaSecurity } from '../../services/kafka-security.ts';
import { readSettings } from '../../services/settings.ts';
import type { Broker, OutgoingMessage } from '../../shared/broker/broker.ts';
import { createKafkaBroker } from '../../shared/broker/kafka.ts';
import { FaultError } from '../../shared/errors.ts';
import { createLog } from '../../shared/log.ts';
import { type Authority, type Issued, makeAuthority } from '../support/certificates.ts';
import { startKafka, type TestKafka } from '../support/kafka.ts';
import { ROOT } from '../support/product.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, ResourcePatternTypes } = kafkajs;
const log = createLog({ level: 'silent', service: 'test' });
const PASSWORD = 'a-password-for-tests-only';
const ROLES = Object.keys(permissionsOf());
const USERS = ['admin', ...ROLES.map((role) => `spillway-${role}`)];

let scratch = '';
let authority: Authority;
let client: Issued;
let kafka: TestKafka;
let issuer: { url: string; asked: string[]; stop(): void };
const open: Broker[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'spillway-security-'));
  authority = await makeAuthority(scratch);
  const server = await authority.issue('broker');
  client = await authority.issue('spillway-console');
  const store = (prefix: string) => `
${prefix}ssl.keystore.type=PEM
${prefix}ssl.keystore.location=${server.store}
${prefix}ssl.truststore.type=PEM
${prefix}ssl.truststore.location=${authority.file}`;
  const scram = (mechanism: string) =>
    `listener.name.sasl_ssl.${mechanism}.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`;
  kafka = await startKafka({
    nodes: 1,
    more: {
      listeners: ['SSL', 'SASL_SSL'],
      // PLAINTEXT is the broker's own and this test's way in; nobody outside the machine reaches it.
      properties: `
${store('listener.name.ssl.')}
listener.name.ssl.ssl.client.auth=required
listener.name.ssl.ssl.principal.mapping.rules=RULE:^CN=(.*?)$/$1/
${store('listener.name.sasl_ssl.')}
sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
${scram('scram-sha-256')}
${scram('scram-sha-512')}
listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
listener.name.sasl_ssl.oauthbearer.connections.max.reauth.ms=3600000
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:admin
`,
      format: USERS.flatMap((name) => [
        '--add-scram',
        `SCRAM-SHA-512=[name=${name},password=${PASSWORD}]`,
        '--add-scram',
        `SCRAM-SHA-256=[name=${name},password=${PASSWORD}]`,
      ]),
    },
  });
  const admin = brokerOn(kafka.brokers[0] ?? '', {});
  await admin.ensureTopics(topicSpecs(1, 1));
  await grant(
    (await printedAcls()).flatMap(({ principal, permissions }) =>
      permissions.map((one) => ({ principal, ...one })),
    ),
  );
  issuer = await startIssuer();
});
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});
afterAll(async () => {
  issuer?.stop();
  await kafka?.stop();
  await rm(scratch, { recursive: true, force: true });
});

function brokerOn(address: string, security: Awaited<ReturnType<typeof kafkaSecurity>>): Broker {
  const broker = createKafkaBroker({
    brokers: [address],
    clientId: 'security',
    sessionTimeoutMs: 6_000,
    log,
    ...security,
  });
  open.push(broker);
  return broker;
}

/** As a process would: from its environment variables. */
async function brokerWith(
  environment: Record<string, string>,
  listener: 'SSL' | 'SASL_SSL',
): Promise<Broker> {
  const settings = readSettings(environmentWith(environment, listener));
  return brokerOn(kafka.more[listener] ?? '', await kafkaSecurity(settings));
}
const environmentWith = (environment: Record<string, string>, listener: 'SSL' | 'SASL_SSL') => ({
  SPILLWAY_KAFKA_BROKERS: kafka.more[listener] ?? '',
  SPILLWAY_DATABASE_URL: 'postgres://unused',
  SPILLWAY_S3_BUCKET: 'unused',
  SPILLWAY_SOURCES: 'unused',
  SPILLWAY_EVIDENCE_KEY: Buffer.alloc(32, 7).toString('base64'),
  SPILLWAY_KAFKA_TLS: 'true',
  SPILLWAY_KAFKA_CA: authority.file,
  ...environment,
});
const asUser = (name: string, mechanism = 'scram-sha-512', password = PASSWORD) =>
  brokerWith(
    { SPILLWAY_KAFKA_SASL: mechanism, SPILLWAY_KAFKA_USERNAME: name, SPILLWAY_KAFKA_PASSWORD: password },
    'SASL_SSL',
  );

/** What `spillway acls --json` says, as an operator would feed it to a tool. */
async function printedAcls(): Promise<Array<{ principal: string; permissions: Permission[] }>> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'dist/services/cli.js'),
    'acls',
    '--json',
  ]);
  return JSON.parse(stdout);
}

async function grant(permissions: ReadonlyArray<Permission & { principal: string }>): Promise<void> {
  const admin = new Kafka({ brokers: [...kafka.brokers], clientId: 'acls', logLevel: 0 }).admin();
  await admin.connect();
  const operations = {
    read: 'READ',
    write: 'WRITE',
    create: 'CREATE',
    describe: 'DESCRIBE',
    delete: 'DELETE',
  } as const;
  await admin.createAcls({
    acl: permissions.flatMap(({ principal, resource, name, pattern, operations: allowed }) =>
      allowed.map((operation) => ({
        principal,
        resourceType: resource === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
        resourceName: name,
        resourcePatternType:
          pattern === 'literal' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
        operation: AclOperationTypes[operations[operation]],
        permissionType: AclPermissionTypes.ALLOW,
        host: '*',
      })),
    ),
  });
  await admin.disconnect();
}

/** An issuer of client credentials whose tokens a test broker takes unsigned. */
async function startIssuer() {
  const asked: string[] = [];
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const server = createServer((request, response) => {
    asked.push(Buffer.from(request.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString());
    const nowS = Math.floor(Date.now() / 1000);
    const token = `${part({ alg: 'none' })}.${part({ sub: 'spillway-console', iat: nowS, exp: nowS + 3600 })}.`;
    response.end(JSON.stringify({ access_token: token, expires_in: 3600 }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none');
  return { url: `http://127.0.0.1:${address.port}/token`, asked, stop: () => server.close() };
}

const message = (topic: string): OutgoingMessage => ({
  topic,
  key: Buffer.from('k'),
  value: Buffer.from('{}'),
  headers: [],
});

async function sends(broker: Broker, topic: string): Promise<string> {
  try {
    const producer = await broker.producer();
    try {
      await producer.send([message(topic)]);
      return 'sent';
    } finally {
      await producer.close();
    }
  } catch (error) {
    if (error instanceof FaultError) return error.code;
    throw error;
  }
}

describe('every way to log in carries a message', () => {
  test.each(['scram-sha-256', 'scram-sha-512'])('%s over TLS', async (mechanism) => {
    expect(await sends(await asUser('spillway-console', mechanism), TOPICS.fingerprints)).toBe('sent');
  });

  test('a wrong password is refused, and said to be', async () => {
    const broker = await asUser('spillway-console', 'scram-sha-512', 'wrong');
    await expect(broker.producer()).rejects.toMatchObject({ code: 'BROKER_REFUSED' });
  });

  test('an authority that nobody told us of is not trusted', async () => {
    const other = await makeAuthority(await mkdtemp(join(scratch, 'other-')));
    const broker = await brokerWith(
      {
        SPILLWAY_KAFKA_CA: other.file,
        SPILLWAY_KAFKA_SASL: 'scram-sha-512',
        SPILLWAY_KAFKA_USERNAME: 'admin',
        SPILLWAY_KAFKA_PASSWORD: PASSWORD,
      },
      'SASL_SSL',
    );
    await expect(broker.ping()).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  });

  test('a certificate of our own; without one the door stays shut', async () => {
    const own = { SPILLWAY_KAFKA_CLIENT_CERT: client.certificate, SPILLWAY_KAFKA_CLIENT_KEY: client.key };
    expect(await sends(await brokerWith(own, 'SSL'), TOPICS.fingerprints)).toBe('sent');
    await expect((await brokerWith({}, 'SSL')).ping()).rejects.toMatchObject({ code: 'BROKER_UNAVAILABLE' });
  });

  test('a token of an issuer, asked once for many connections', async () => {
    const broker = await brokerWith(
      {
        SPILLWAY_KAFKA_SASL: 'oauthbearer',
        SPILLWAY_KAFKA_TOKEN_URL: issuer.url,
        SPILLWAY_KAFKA_USERNAME: 'client',
        SPILLWAY_KAFKA_PASSWORD: 'its secret',
      },
      'SASL_SSL',
    );
    expect(await sends(broker, TOPICS.fingerprints)).toBe('sent');
    expect(issuer.asked).toEqual(['client:its%20secret']);
  });

  test('a token from a file', async () => {
    const file = join(scratch, 'token');
    const { access_token } = (await (await fetch(issuer.url, { method: 'POST' })).json()) as {
      access_token: string;
    };
    await writeFile(file, `${access_token}\n`);
    const login = { SPILLWAY_KAFKA_SASL: 'oauthbearer', SPILLWAY_KAFKA_TOKEN_FILE: file };
    expect(await sends(await brokerWith(login, 'SASL_SSL'), TOPICS.fingerprints)).toBe('sent');
  });
});

/** What a service sends in its work, retries and dead letters of what it consumes included. */
const WRITES: Record<ServiceName, string[]> = {
  intake: [TOPICS.uploads],
  inspect: [TOPICS.verdicts, ...detoursTopics(TOPICS.uploads)],
  alert: [TOPICS.alerts, ...detoursTopics(TOPICS.verdicts)],
  console: [TOPICS.fingerprints],
};
function detoursTopics(topic: string): string[] {
  const { retries, deadTopic } = detoursOf(topic);
  return [...retries.map((retry) => retry.topic), deadTopic];
}

describe('with its own principal and the permissions that `spillway acls` prints', () => {
  test.each(Object.entries(WRITES))('%s may write what it writes and nothing else', async (service, own) => {
    const broker = await asUser(`spillway-${service}`);
    const answers: string[] = [];
    for (const { name } of topicSpecs(1)) if ((await sends(broker, name)) === 'sent') answers.push(name);
    expect(answers.toSorted()).toEqual(own.toSorted());
  });

  test.each([
    ['inspect', 'spillway-inspect', TOPICS.uploads],
    ['alert', 'spillway-alert', TOPICS.verdicts],
  ])('%s consumes as its group, and commits', async (service, groupId, topic) => {
    const broker = await asUser(`spillway-${service}`);
    const topics = [topic, ...detoursOf(topic).retries.map((retry) => retry.topic)];
    const consumer = broker.consumer({ groupId, topics });
    const assigned = await new Promise<number>((resolve, reject) => {
      consumer
        .start({ onBatch: () => {}, onAssignment: ({ epoch }) => resolve(epoch), onFatal: reject })
        .catch(reject);
    });
    expect(await consumer.commit(assigned, [{ topic, partition: 0, next: 0n }])).toBe('committed');
    await consumer.stop();
  });

  test('the inspector reads the fingerprints whole; the alert service may not read them', async () => {
    const tail = await (await asUser('spillway-inspect')).tail({
      topic: TOPICS.fingerprints,
      onMessage: () => {},
      onFatal: () => {},
    });
    await tail.caughtUp;
    await tail.stop();
    await expect(
      (await asUser('spillway-alert')).groupOffsets('spillway-alert', TOPICS.fingerprints),
    ).rejects.toMatchObject({
      code: 'BROKER_REFUSED',
    });
  });

  test('nobody consumes as another service’s group', async () => {
    const consumer = (await asUser('spillway-alert')).consumer({
      groupId: 'spillway-inspect',
      topics: [TOPICS.verdicts],
    });
    await expect(
      consumer.start({ onBatch: () => {}, onAssignment: () => {}, onFatal: () => {} }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^BROKER_/) });
    await consumer.stop();
  });

  test('migrate creates topics of ours and no others, and cannot write to them', async () => {
    const broker = await asUser('spillway-migrate');
    const topic = (name: string) => [{ name, partitions: 1, cleanup: 'delete' as const, retentionMs: null }];
    await broker.ensureTopics(topic('spillway.new.v1'));
    await expect(broker.ensureTopics(topic('elsewhere'))).rejects.toMatchObject({ code: 'BROKER_REFUSED' });
    expect(await sends(broker, TOPICS.uploads)).toBe('BROKER_REFUSED');
  });
});

describe('doctor says what is wrong with Kafka, and what to do', () => {
  const login = (name: string, password = PASSWORD) => ({
    SPILLWAY_KAFKA_SASL: 'scram-sha-512',
    SPILLWAY_KAFKA_USERNAME: name,
    SPILLWAY_KAFKA_PASSWORD: password,
  });

  test.each([
    [
      'all is well for the operator',
      login('spillway-operator'),
      /ok\s+kafka\s+answers, all topics are there/,
    ],
    [
      'a wrong password',
      login('spillway-operator', 'wrong'),
      /bad\s+kafka[^→]*→ check SPILLWAY_KAFKA_SASL[^\n]*the login was refused/,
    ],
    [
      'a user that may not ask for a group',
      login('spillway-intake'),
      /bad\s+kafka\s+topic [^→]*→ if all brokers are up, run it as the operator’s Kafka user/,
    ],
    [
      'a user that may not ask for every topic',
      login('spillway-inspect'),
      /bad\s+kafka\s+topic [^→]*TOPIC_AUTHORIZATION_FAILED[^→]*→ run it as the operator’s Kafka user/,
    ],
    [
      'an authority that is not trusted',
      { ...login('spillway-operator'), SPILLWAY_KAFKA_CA: '' },
      /bad\s+kafka[^→]*→ check SPILLWAY_KAFKA_TLS, SPILLWAY_KAFKA_CA/,
    ],
  ])('%s', async (_, environment, line) => {
    const given = Object.entries(environmentWith(environment, 'SASL_SSL')).filter(
      ([, value]) => value !== '',
    );
    const { stdout } = await new Promise<{ stdout: string }>((resolve) =>
      execFile(
        process.execPath,
        [join(ROOT, 'dist/services/cli.js'), 'doctor'],
        { cwd: scratch, env: { PATH: process.env.PATH, ...Object.fromEntries(given) } },
        (_error, stdout) => resolve({ stdout }),
      ),
    );
    expect(stdout).toMatch(line);
  });
});

test('the commands say the same as the JSON, for every role', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'dist/services/cli.js'),
    'acls',
    '--prefix',
    'x-',
  ]);
  const commands = stdout.split('\n').filter((line) => line.startsWith('kafka-acls.sh'));
  const all = Object.entries(permissionsOf()).flatMap(([role, list]) =>
    list.map((one) => ({ role, ...one })),
  );
  expect(commands).toHaveLength(all.length);
  for (const [index, { role, resource, name, pattern, operations }] of all.entries()) {
    expect(commands[index]).toContain(`--allow-principal '${principalOf(role, 'x-')}'`);
    expect(commands[index]).toContain(`--${resource} '${name}' --resource-pattern-type ${pattern}`);
    expect(commands[index]?.match(/--operation (\w+)/g)?.map((text) => text.slice(12).toLowerCase())).toEqual(
      [...operations],
    );
  }
});
