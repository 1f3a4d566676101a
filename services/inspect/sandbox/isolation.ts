import { statSync } from 'node:fs';
import { bubblewrap } from './bubblewrap.ts';
import type { Limits } from './limits.ts';
import { seccompFilter } from './seccomp.ts';
import { type StartsWith, starts } from './starts.ts';

/** One thing that holds a child back, and whether it does here. */
export interface Measure {
  readonly name: string;
  readonly active: boolean;
  /** What it does, or what is missing; says what to do about it. */
  readonly detail: string;
}

export interface Isolation extends StartsWith {
  readonly nodeArgs: readonly string[];
  readonly measures: readonly Measure[];
}

export interface IsolationOptions {
  /** TypeScript sources are compiled on the way, by a process and into files: some measures must be left out. */
  readonly fromSources: boolean;
  /** Files and folders that children read: program, packages, rules. */
  readonly readable: readonly string[];
  readonly limits: Pick<Limits, 'memoryBytes'>;
  /** Tests look at the weaker walls too. */
  readonly strongest?: 'bubblewrap' | 'namespaces' | 'none';
}

/**
 * What holds children back here, beyond limits on time and memory. Probed, not assumed: what a machine refuses is left out and
 * said. The strongest walls that stand are taken: bubblewrap's, else namespaces alone, else none.
 */
export async function findIsolation(options: IsolationOptions): Promise<Isolation> {
  const limits = resourceLimits(options);
  const [polite, limited] = await Promise.all(
    [POLITELY, limits].map((wrappers) => starts({ wrappers, seccomp: null })),
  );
  const outer = [...(polite ? POLITELY : []), ...(limited ? limits : [])];
  const { strongest = 'bubblewrap' } = options;
  const walls =
    (strongest === 'bubblewrap' ? await bubblewrapped(options, outer) : null) ??
    (strongest === 'none' ? null : await namespaced(outer)) ??
    (await bare(outer));
  const permission = permissionModel(options);
  return {
    wrappers: walls.wrappers,
    seccomp: walls.seccomp,
    nodeArgs: permission.args,
    measures: [
      ...walls.measures,
      {
        name: 'behind services',
        active: polite === true,
        detail: polite
          ? 'runs when no service wants the core, so that heartbeats and alerts never wait for reading'
          : 'needs "nice" (coreutils)',
      },
      {
        name: 'resource limits',
        active: limited === true,
        detail: limited
          ? `at most ${OPEN_FILES} open files, ${MEMORY_SLACK_MB} MB of writable memory above the limit, no core dumps${options.fromSources ? '' : ', no bytes written to any file'}`
          : 'needs "prlimit" (util-linux)',
      },
      permission.measure,
      ...ALWAYS,
    ],
  };
}

type Walls = StartsWith & { readonly measures: readonly Measure[] };

const MISSING = {
  network:
    'needs "bwrap" (bubblewrap) or "unshare" (util-linux), and unprivileged user namespaces; a network policy can take its place',
  processes: 'needs "bwrap" or "unshare" and unprivileged user namespaces',
  files: 'needs "bwrap" (bubblewrap) and unprivileged user namespaces',
  calls: 'needs "bwrap" (bubblewrap) on x86-64 or arm64',
  privileges: 'needs "bwrap" (bubblewrap) or "setpriv" (util-linux)',
};

async function bubblewrapped(options: IsolationOptions, outer: readonly string[]): Promise<Walls | null> {
  const { fromSources } = options;
  const wrappers = [...outer, ...bubblewrap(options, { filtered: false })];
  const filter = seccompFilter(process.arch, { threadsOnly: !fromSources });
  const withFilter = [...outer, ...bubblewrap(options, { filtered: true })];
  const filtered = filter !== null && (await starts({ wrappers: withFilter, seccomp: filter }));
  if (!filtered && !(await starts({ wrappers, seccomp: null }))) return null;
  return {
    wrappers: filtered ? withFilter : wrappers,
    seccomp: filtered ? filter : null,
    measures: [
      {
        name: 'no network',
        active: true,
        detail: 'a network namespace with no way out, IPC and host name too',
      },
      { name: 'own processes', active: true, detail: 'no process but its own to see, signal or outlive' },
      {
        name: 'file system',
        active: !fromSources,
        detail: fromSources
          ? 'off when running from TypeScript sources; build first (npm run build)'
          : 'only program, system libraries, fonts and rules can be seen; nothing can be written',
      },
      {
        name: 'system calls',
        active: filtered,
        detail: filtered
          ? `no sockets${fromSources ? '' : ', no processes'}, no tracing, no mounts, no keys, no BPF, no io_uring`
          : MISSING.calls,
      },
      { name: 'no privileges', active: true, detail: 'no capabilities, none to gain' },
    ],
  };
}

const NAMESPACES = ['unshare', '--map-root-user', '--net', '--ipc', '--uts'];
/** The first dies with the service, the second with the first, and with it every process in the namespace. */
const OWN_PROCESSES = ['setpriv', '--pdeathsig=KILL', ...NAMESPACES];
const OWN_PROCESSES_TOO = ['--pid', '--fork', '--kill-child=SIGKILL', '--mount-proc'];
const NO_PRIVILEGES = ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'];

async function namespaced(outer: readonly string[]): Promise<Walls | null> {
  const stronger = [...outer, ...OWN_PROCESSES, ...OWN_PROCESSES_TOO, '--'];
  const weaker = [...outer, ...NAMESPACES, '--'];
  const apart = await starts({ wrappers: stronger, seccomp: null });
  if (!apart && !(await starts({ wrappers: weaker, seccomp: null }))) return null;
  return withoutPrivileges(apart ? stronger : weaker, [
    {
      name: 'no network',
      active: true,
      detail: 'a network namespace with no way out, IPC and host name too',
    },
    {
      name: 'own processes',
      active: apart,
      detail: apart ? 'no process but its own to see, signal or outlive' : MISSING.processes,
    },
  ]);
}

function bare(outer: readonly string[]): Promise<Walls> {
  return withoutPrivileges(outer, [
    { name: 'no network', active: false, detail: MISSING.network },
    { name: 'own processes', active: false, detail: MISSING.processes },
  ]);
}

async function withoutPrivileges(before: readonly string[], measures: readonly Measure[]): Promise<Walls> {
  const wrappers = [...before, ...NO_PRIVILEGES];
  const active = await starts({ wrappers, seccomp: null });
  return {
    wrappers: active ? wrappers : before,
    seccomp: null,
    measures: [
      ...measures,
      { name: 'file system', active: false, detail: MISSING.files },
      { name: 'system calls', active: false, detail: MISSING.calls },
      {
        name: 'no privileges',
        active,
        detail: active ? 'no capabilities, none to gain' : MISSING.privileges,
      },
    ],
  };
}

/** The services' loops need little and at once; children need all there is. */
const POLITELY = ['nice', '-n', '10'] as const;

const OPEN_FILES = 512;
/** Writable memory is more than resident memory: stacks and heaps are asked for before they are used. */
const MEMORY_SLACK_MB = 1024;

function resourceLimits({ fromSources, limits }: IsolationOptions): readonly string[] {
  // Sources are compiled on the way and cached in files: only the built program runs without writing any.
  const noFiles = fromSources ? [] : ['--fsize=0'];
  const data = limits.memoryBytes + MEMORY_SLACK_MB * 1024 * 1024;
  return ['prlimit', '--core=0', `--nofile=${OPEN_FILES}`, `--data=${data}`, ...noFiles, '--'];
}

function permissionModel({ fromSources, readable }: IsolationOptions): {
  args: readonly string[];
  measure: Measure;
} {
  const name = 'file access';
  if (fromSources) {
    const detail =
      "Node's permission model is off when running from TypeScript sources; build first (npm run build)";
    return { args: [], measure: { name, active: false, detail } };
  }
  const [major = 0] = process.versions.node.split('.').map(Number);
  return {
    args: [
      major >= 23 ? '--permission' : '--experimental-permission',
      '--no-warnings',
      '--allow-addons',
      '--allow-worker',
      ...readable.map((path) => `--allow-fs-read=${isFolder(path) ? path.replace(/\/?$/, '/*') : path}`),
    ],
    measure: {
      name,
      active: true,
      detail:
        "Node's permission model: JavaScript reads program and rules, writes nothing, starts no process (native code is not bound by it)",
    },
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const ALWAYS: readonly Measure[] = [
  {
    name: 'own process',
    active: true,
    detail: 'documents are opened in child processes only; killed as a group',
  },
  { name: 'wall clock', active: true, detail: 'the parent kills a child that overruns its time' },
  {
    name: 'memory',
    active: true,
    detail: 'the parent kills a child that, with all it has started, outgrows its limit',
  },
  { name: 'empty environment', active: true, detail: 'children see no variable of the service' },
];
