/**
 * What code that has taken a child over would try, one thing after another. Says of each "done" or why not, as one line of JSON.
 * Plain JavaScript without imports of ours, so that it runs where no TypeScript does.
 */
const { spawnSync } = require('node:child_process');
const { createSocket } = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const target = JSON.parse(process.argv[2]);

const attempt = (action) => {
  try {
    return action() ?? 'done';
  } catch (error) {
    return error.code ?? error.message;
  }
};
const connects = (options) =>
  new Promise((resolve) => {
    try {
      const line = net.connect(options);
      line.once('connect', () => resolve('done'));
      line.once('error', (error) => resolve(error.code));
    } catch (error) {
      resolve(error.code);
    }
  });
const sends = (port) =>
  new Promise((resolve) => {
    try {
      const socket = createSocket('udp4');
      socket.once('error', (error) => resolve(error.code));
      socket.send('x', port, '127.0.0.1', (error) => resolve(error?.code ?? 'done'));
    } catch (error) {
      resolve(error.code);
    }
  });
/** Nobody answers there: that time ran out means that the question went out. */
const asks = (port) =>
  new Promise((resolve) => {
    const resolver = new dns.Resolver({ timeout: 1000, tries: 1 });
    resolver.setServers([`127.0.0.1:${port}`]);
    resolver.resolve4('spillway.example', (error) =>
      resolve(error?.code === 'ETIMEOUT' ? 'done' : error?.code),
    );
  });

const attacks = {
  'connect to a port': () => connects({ host: '127.0.0.1', port: target.tcpPort }),
  'send a datagram': () => sends(target.udpPort),
  'ask a name server': () => asks(target.udpPort),
  'connect to a socket file': () => connects({ path: target.socketFile }),
  'connect to an abstract socket': () => connects({ path: target.abstractSocket }),
  'listen on a port': () =>
    new Promise((resolve) => {
      const server = net.createServer();
      server.once('error', (error) => resolve(error.code));
      server.listen(0, '127.0.0.1', () => server.close(() => resolve('done')));
    }),
  'read the accounts': () => attempt(() => void fs.readFileSync('/etc/passwd')),
  'read a key': () => attempt(() => void fs.readFileSync(target.keyFile)),
  'read the data folder': () => attempt(() => void fs.readdirSync(target.dataFolder)),
  'list the home folder': () => attempt(() => void fs.readdirSync(target.home)),
  "read the service's environment": () =>
    attempt(() => void fs.readFileSync(`/proc/${target.servicePid}/environ`)),
  "read the service's memory map": () =>
    attempt(() => void fs.readFileSync(`/proc/${target.servicePid}/maps`)),
  'signal the service': () => attempt(() => void process.kill(target.servicePid, 0)),
  'write to the temporary folder': () => attempt(() => fs.writeFileSync(`${target.scratch}/escaped`, 'x')),
  'write beside the program': () => attempt(() => fs.writeFileSync(`${__dirname}/escaped`, 'x')),
  'write to shared memory': () => attempt(() => fs.writeFileSync('/dev/shm/spillway-escaped', 'x')),
  'start a process': () => attempt(() => spawned(['-e', '0'])),
  'start a shell': () => attempt(() => spawned(['-c', ':'], '/bin/sh')),
  'open files without end': () =>
    attempt(() => {
      for (let opened = 0; opened < 3000; opened += 1) fs.openSync('/dev/null', 'r');
    }),
  'take memory without end': () =>
    attempt(() => {
      const held = [];
      for (let mib = 0; mib < target.memoryMib; mib += 64) held.push(new ArrayBuffer(64 * 1024 * 1024));
    }),
  'read the environment': () => Object.keys(process.env).sort().join(' '),
};

function spawned(args, command = process.execPath) {
  const { error, status, signal } = spawnSync(command, args);
  if (error) throw error;
  return status === 0 ? 'done' : `ended by ${signal ?? status}`;
}

(async () => {
  const outcome = {};
  for (const [name, attack] of Object.entries(attacks)) outcome[name] = await attack();
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0));
})();
