import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** One thing that holds a child back, and whether it does here. */
export interface Measure {
  readonly name: string;
  readonly active: boolean;
  /** What it does, or what is missing; says what to do about it. */
  readonly detail: string;
}

export interface Isolation {
  /** Commands that replace themselves by the next one, in order; the last one runs Node. */
  readonly wrappers: readonly string[];
  readonly nodeArgs: readonly string[];
  readonly measures: readonly Measure[];
}

const run = promisify(execFile);
const PROBE_MS = 5000;

/** A wrapper that any Linux user may have: tried once with a harmless command, used when that works. */
interface Wrapper {
  readonly name: string;
  readonly args: readonly string[];
  readonly does: string;
  readonly without: string;
}

const WRAPPERS: readonly Wrapper[] = [
  {
    name: 'no network',
    args: ['unshare', '--map-root-user', '--net', '--ipc', '--uts', '--'],
    does: 'children run in network, IPC and host-name namespaces of their own, with no interface up',
    without:
      'needs "unshare" (util-linux) and unprivileged user namespaces; a network policy can take its place',
  },
  {
    name: 'no privileges',
    args: ['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'],
    does: 'children have no capabilities to gain and cannot raise their privileges',
    without: 'needs "setpriv" (util-linux)',
  },
];

/**
 * What holds children back here, beyond limits on time and memory. Probed, not assumed: what a machine refuses is left out
 * and said. `readable`: folders that children read (program, packages, rules).
 */
export async function findIsolation(options: {
  readonly fromSources: boolean;
  readonly readable: readonly string[];
}): Promise<Isolation> {
  const wrappers: string[] = [];
  const measures: Measure[] = [];
  const all = [...WRAPPERS, resourceLimits(options.fromSources)];
  for (const wrapper of all) {
    const active = await works([...wrapper.args, 'true']);
    if (active) wrappers.push(...wrapper.args);
    measures.push({ name: wrapper.name, active, detail: active ? wrapper.does : wrapper.without });
  }
  const permission = permissionModel(options);
  return { wrappers, nodeArgs: permission.args, measures: [...measures, permission.measure, ...ALWAYS] };
}

function resourceLimits(fromSources: boolean): Wrapper {
  // Sources are compiled on the way and cached in files: only the built program runs without writing any.
  const noFiles = fromSources ? [] : ['--fsize=0'];
  return {
    name: 'resource limits',
    args: ['prlimit', '--core=0', '--nofile=512', ...noFiles, '--'],
    does: `children leave no core dumps, hold at most 512 files${fromSources ? '' : ' and cannot write to any'}`,
    without: 'needs "prlimit" (util-linux)',
  };
}

function permissionModel({ fromSources, readable }: { fromSources: boolean; readable: readonly string[] }): {
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
      ...readable.map((folder) => `--allow-fs-read=${folder.replace(/\/?$/, '/*')}`),
    ],
    measure: {
      name,
      active: true,
      detail: `Node's permission model: JavaScript reads ${readable.length} folders, writes nothing, starts no process (native code is not bound by it)`,
    },
  };
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
    detail: 'the parent kills a child whose resident memory outgrows its limit',
  },
  { name: 'empty environment', active: true, detail: 'children see no variable of the service' },
];

async function works(command: readonly string[]): Promise<boolean> {
  const [file = '', ...args] = command;
  try {
    await run(file, args, { timeout: PROBE_MS });
    return true;
  } catch {
    // Not installed, or not allowed here: the measure is reported as missing.
    return false;
  }
}
