import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Child, startChild } from './children.ts';
import { freePort } from './free-port.ts';
import { jarsOf } from './jars.ts';
import { waitFor } from './wait-for.ts';

const run = promisify(execFile);
const LOGGING = fileURLToPath(new URL('./kafka-broker/log4j2.yaml', import.meta.url));

export interface KafkaNode {
  readonly id: number;
  readonly address: string;
  /** SIGKILL: as a machine that loses power. */
  kill(): Promise<void>;
  /** Holds it still, so that it answers nothing while its connections stand: as a network that drops every packet. */
  freeze(): void;
  thaw(): void;
  /** Starts it again on the same data; resolves when it takes connections. */
  restart(): Promise<void>;
}

export interface TestKafka {
  readonly brokers: readonly string[];
  readonly nodes: readonly KafkaNode[];
  /** Addresses of the further listeners of the first node. */
  readonly more: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Place {
  readonly id: number;
  readonly folder: string;
  readonly clientPort: number;
  readonly controllerPort: number;
  readonly morePorts: ReadonlyArray<readonly [name: string, port: number]>;
}

export interface MoreOfKafka {
  /** Further listeners by name, e.g. `SASL_SSL`; their addresses come back by name. */
  readonly listeners: readonly string[];
  /** Further lines of `server.properties`. */
  readonly properties: string;
  /** Further arguments of the storage tool's `format`, e.g. `--add-scram`. */
  readonly format: readonly string[];
}

export interface KafkaOptions {
  readonly nodes: 1 | 3;
  /** Of each node; 512 for one node and 320 for three unless told. */
  readonly heapMb?: number;
  /** Broker settings over those of every test. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly more?: MoreOfKafka;
}

/** A real Apache Kafka (KRaft) from Maven's jars, on free ports, with its data in a temporary folder. Three nodes replicate thrice, min.isr 2. */
export async function startKafka({
  nodes: count,
  heapMb,
  settings = {},
  more = { listeners: [], properties: '', format: [] },
}: KafkaOptions): Promise<TestKafka> {
  const jars = await jarsOf('kafka-broker');
  const folder = await mkdtemp(join(tmpdir(), 'spillway-kafka-'));
  const places: Place[] = [];
  for (let id = 1; id <= count; id += 1) {
    places.push({
      id,
      folder: join(folder, `node-${id}`),
      clientPort: await freePort(),
      controllerPort: await freePort(),
      morePorts: await portsFor(more.listeners),
    });
  }
  const java = [
    '-Xms128m',
    `-Xmx${heapMb ?? (count === 1 ? 512 : 320)}m`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Djava.awt.headless=true',
    `-Dlog4j2.configurationFile=file:${LOGGING}`,
    '-cp',
    `${jars}/*`,
  ];
  const clusterId = clusterIdOf();
  await Promise.all(
    places.map((place) =>
      format(java, place, `${propertiesOf(place, places, settings)}\n${more.properties}\n`, {
        clusterId,
        more,
      }),
    ),
  );
  const nodes = places.map((place) => createNode(java, place));
  try {
    await Promise.all(nodes.map((node) => node.restart()));
  } catch (error) {
    const logs = await Promise.all(places.map((place) => readFile(join(place.folder, 'server.log'), 'utf8')));
    await Promise.all(nodes.map((node) => node.kill()));
    throw new Error(`Expected Kafka to start, got:\n${logs.join('\n').slice(-4000)}`, { cause: error });
  }
  return {
    brokers: nodes.map(({ address }) => address),
    nodes,
    more: Object.fromEntries((places[0]?.morePorts ?? []).map(([name, port]) => [name, `127.0.0.1:${port}`])),
    stop: async () => {
      // The data goes away with it, so there is nothing that an orderly shutdown would save.
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function format(
  java: readonly string[],
  place: Place,
  text: string,
  { clusterId, more }: { clusterId: string; more: MoreOfKafka },
): Promise<void> {
  await mkdir(place.folder, { recursive: true });
  const properties = join(place.folder, 'server.properties');
  await writeFile(properties, text);
  await run('java', [
    ...java,
    `-Dkafka.logs.dir=${place.folder}`,
    'kafka.tools.StorageTool',
    'format',
    '-t',
    clusterId,
    '-c',
    properties,
    ...more.format,
  ]);
}

function createNode(java: readonly string[], place: Place): KafkaNode {
  let child: Child | null = null;
  const address = `127.0.0.1:${place.clientPort}`;
  return {
    id: place.id,
    address,
    kill: async () => {
      await child?.stop('SIGKILL');
    },
    freeze: () => {
      if (child !== null) process.kill(child.pid, 'SIGSTOP');
    },
    thaw: () => {
      if (child !== null) process.kill(child.pid, 'SIGCONT');
    },
    restart: async () => {
      const started = startChild(
        'java',
        [...java, `-Dkafka.logs.dir=${place.folder}`, 'kafka.Kafka', join(place.folder, 'server.properties')],
        { logFile: join(place.folder, 'server.log'), folder: dirname(place.folder) },
      );
      child = started;
      await waitFor(`Kafka node ${place.id} takes connections`, () => accepts(place.clientPort, started), {
        timeoutMs: 240_000,
        everyMs: 100,
      });
    },
  };
}

async function accepts(port: number, child: Child): Promise<boolean> {
  if (child.exited()) throw new Error('Expected Kafka to keep running, got an exit');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function portsFor(names: readonly string[]): Promise<Place['morePorts']> {
  const ports: Array<readonly [string, number]> = [];
  for (const name of names) ports.push([name, await freePort()]);
  return ports;
}

/** 16 random bytes as Kafka writes them; a leading dash would be taken for an option. */
function clusterIdOf(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterIdOf() : id;
}

function propertiesOf(
  place: Place,
  all: readonly Place[],
  settings: Readonly<Record<string, string>>,
): string {
  const copies = all.length;
  const inSync = Math.min(2, copies);
  const voters = all.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`).join(',');
  const moreListeners = place.morePorts.map(([name, port]) => `,${name}://127.0.0.1:${port}`).join('');
  return `
process.roles=broker,controller
node.id=${place.id}
controller.quorum.voters=${voters}
listeners=PLAINTEXT://127.0.0.1:${place.clientPort},CONTROLLER://127.0.0.1:${place.controllerPort}${moreListeners}
advertised.listeners=PLAINTEXT://127.0.0.1:${place.clientPort}${moreListeners}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL
log.dirs=${place.folder}/data
auto.create.topics.enable=false
default.replication.factor=${copies}
min.insync.replicas=${inSync}
offsets.topic.replication.factor=${copies}
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=${copies}
transaction.state.log.min.isr=${inSync}
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=${copies}
share.coordinator.state.topic.min.isr=${inSync}
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
num.network.threads=1
num.io.threads=2
log.cleaner.dedupe.buffer.size=2097152
log.segment.bytes=16777216
${Object.entries(settings)
  .map(([name, value]) => `${name}=${value}`)
  .join('\n')}
`;
}
