import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findIsolation, type Isolation } from './isolation.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { childCommand, spawnChild } from './spawn-child.ts';

const MIB = 1024 * 1024;
const limits = { ...DEFAULT_LIMITS, memoryBytes: 512 * MIB };
const attacker = fileURLToPath(new URL('../../../test/hostile/children/attacker.cjs', import.meta.url));

const isRoot = process.getuid?.() === 0;
/** A child without capabilities cannot look into a service of root's; into one of an ordinary user it could. */
const OF_EQUALS = new Set(["read the service's environment", "read the service's memory map"]);

type Outcome = Readonly<Record<string, string>>;

/** Which measure must hold which attack when code of any kind, machine code too, has taken a child over. */
const HELD_BY: Readonly<Record<string, string>> = {
  'connect to a port': 'no network',
  'send a datagram': 'no network',
  'ask a name server': 'no network',
  'connect to a socket file': 'file system',
  'connect to an abstract socket': 'no network',
  'listen on a port': 'system calls',
  'read the accounts': 'file system',
  'read a key': 'file system',
  'read the data folder': 'file system',
  'list the home folder': 'file system',
  "read the service's environment": 'own processes',
  "read the service's memory map": 'own processes',
  'signal the service': 'own processes',
  'write to the temporary folder': 'resource limits',
  'write beside the program': 'resource limits',
  'write to shared memory': 'resource limits',
  'start a process': 'system calls',
  'start a shell': 'system calls',
  'open files without end': 'resource limits',
  'take memory without end': 'resource limits',
};
/** What Node's permission model leaves to the kernel's walls: sockets, signals, descriptors, memory. */
const BEYOND_NODE = new Set([
  'connect to a port',
  'send a datagram',
  'ask a name server',
  'connect to a socket file',
  'connect to an abstract socket',
  'listen on a port',
  'signal the service',
  'take memory without end',
]);

describe.each(['bubblewrap', 'namespaces', 'none'] as const)(
  'code that has taken over a child behind %s',
  (strongest) => {
    let folder: string;
    let isolation: Isolation;
    let native: Outcome;
    let script: Outcome;
    const servers: Server[] = [];
    const datagrams = createSocket('udp4');
    const connections: string[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'spillway-attacks-'));
      const program = join(folder, 'program');
      await mkdir(program);
      await mkdir(join(folder, 'data'));
      await writeFile(join(folder, 'evidence.key'), 'not for a child');
      await copyFile(attacker, join(program, 'attacker.cjs'));
      isolation = await findIsolation({ fromSources: false, readable: [program], limits, strongest });
      await new Promise<void>((resolve) => void datagrams.bind(0, '127.0.0.1', resolve));
      datagrams.on('message', () => void connections.push('datagram'));
      const target = {
        tcpPort: await listen({ host: '127.0.0.1', port: 0 }),
        udpPort: datagrams.address().port,
        socketFile: join(folder, 'socket'),
        abstractSocket: `\0spillway-attacks-${strongest}-${process.pid}`,
        keyFile: join(folder, 'evidence.key'),
        dataFolder: join(folder, 'data'),
        home: homedir(),
        servicePid: process.pid,
        scratch: folder,
        memoryMib: 4096,
      };
      await listen({ path: target.socketFile });
      await listen({ path: target.abstractSocket });
      const run = (nodeArgs: readonly string[]) =>
        attack(isolation, nodeArgs, join(program, 'attacker.cjs'), target);
      native = await run([]);
      script = await run(isolation.nodeArgs);
    });

    afterAll(async () => {
      datagrams.close();
      for (const server of servers) server.close();
      await rm(folder, { recursive: true });
    });

    async function listen(where: { host: string; port: number } | { path: string }): Promise<number> {
      const server = createServer((line) => {
        connections.push(JSON.stringify(where));
        line.end();
      });
      servers.push(server);
      server.listen(where);
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }

    const active = (name: string) => isolation.measures.find((measure) => measure.name === name)?.active;

    it.each(Object.entries(HELD_BY))('cannot %s, by machine code, where "%s" is active', (name, measure) => {
      expect(native[name], measure).toBeDefined();
      if (active(measure)) expect(native[name]).not.toBe('done');
      // Where nothing holds it the attack must succeed, or it would prove nothing where it fails.
      else if (strongest === 'none' && !(isRoot && OF_EQUALS.has(name))) expect(native[name]).toBe('done');
    });

    it.each(Object.keys(HELD_BY).filter((name) => !BEYOND_NODE.has(name)))(
      'cannot %s, by JavaScript, whatever the machine allows',
      (name) => {
        expect(script[name]).not.toBe('done');
      },
    );

    it('reached nobody and left nothing', async () => {
      if (active('no network') && active('file system')) expect(connections).toEqual([]);
      for (const place of [folder, join(folder, 'program')])
        if (active('resource limits')) expect(await written(join(place, 'escaped'))).toBe(0);
    });

    it('sees none of our environment', () => {
      // bubblewrap tells the working directory.
      const seen = native['read the environment']?.split(' ').filter((name) => name !== 'PWD');
      expect(seen).toEqual([
        'HOME',
        'LANG',
        'OMP_THREAD_LIMIT',
        'ORT_DISABLE_TELEMETRY',
        'PATH',
        'TZ',
        'UV_THREADPOOL_SIZE',
      ]);
    });
  },
);

async function written(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}

/** Runs the attacker exactly as a child is run, with the program exchanged. */
async function attack(
  isolation: Isolation,
  nodeArgs: readonly string[],
  program: string,
  target: object,
): Promise<Outcome> {
  const { env } = childCommand(limits, isolation);
  const [command = process.execPath, ...args] = [
    ...isolation.wrappers,
    process.execPath,
    ...nodeArgs,
    program,
  ];
  const {
    process: child,
    channel,
    stderr,
  } = spawnChild({
    command,
    args: [...args, JSON.stringify(target)],
    cwd: '/',
    env,
    seccomp: isolation.seccomp,
    stdout: 'pipe',
  });
  channel.on('error', () => {});
  let said = '';
  let complained = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString();
  });
  await once(child, 'close');
  if (said === '') throw new Error(`Expected what the attacker saw, got ${complained}`);
  return JSON.parse(said) as Outcome;
}
