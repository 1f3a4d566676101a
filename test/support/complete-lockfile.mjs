// Adds to package-lock.json the other platforms' packages that the registry in use did not serve when the lock was written.
// Without them `npm ci` calls the lock incomplete; on the platforms they are for they are fetched as usual.
// Run it after every `npm install` that changes the lock: node test/support/complete-lockfile.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
  'win32',
];
const CPU = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
let added = 0;

for (const [place, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    // Beside its owner, where npm puts it when the top level holds another version or none.
    const beside = `${place.slice(0, place.lastIndexOf('node_modules/'))}node_modules/${name}`;
    const known = [`node_modules/${name}`, `${place}/node_modules/${name}`, beside].map(
      (candidate) => lock.packages[candidate],
    );
    if (
      place === '' ||
      known.some((entry) => entry !== undefined && (entry.version === version || !/^\d/.test(version)))
    )
      continue;
    const words = name.split(/[/-]/);
    const os = OS.find((word) => words.includes(word));
    const cpu = CPU.find((word) => words.includes(word));
    if (os === undefined || cpu === undefined || !/^\d/.test(version)) {
      throw new Error(`Expected ${name}@${version} (of ${place}) to name its platform and an exact version`);
    }
    const libc = words.includes('musl') ? { libc: ['musl'] } : {};
    lock.packages[beside] = {
      version,
      cpu: [cpu],
      ...(owner.dev ? { dev: true } : {}),
      ...libc,
      optional: true,
      os: [os],
    };
    added += 1;
  }
}

const entries = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(entries);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
