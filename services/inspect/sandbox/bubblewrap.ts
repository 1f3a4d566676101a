import { SECCOMP_FD } from './starts.ts';

/** What a built child needs of the system: libraries, fonts for pictures that hold text, and how many cores there are. */
const SYSTEM = [
  '/lib',
  '/lib64',
  '/usr/lib',
  '/usr/lib64',
  '/nix/store',
  '/etc/ld.so.cache',
  '/etc/fonts',
  '/usr/share/fonts',
  '/usr/share/fontconfig',
  '/sys/devices/system/cpu',
];

/**
 * bubblewrap's command line: every namespace of its own, no capabilities, and a file system in which nothing is but what is named
 * here, read-only. When the service dies the kernel kills the child and all it has started.
 */
export function bubblewrap(
  { fromSources, readable }: { readonly fromSources: boolean; readonly readable: readonly string[] },
  { filtered }: { readonly filtered: boolean },
): readonly string[] {
  const seen = [...SYSTEM, process.execPath, ...readable];
  const files = fromSources
    ? ['--dev-bind', '/', '/', '--proc', '/proc']
    : [
        ...seen.flatMap((path) => ['--ro-bind-try', path, path]),
        ...['--proc', '/proc', '--dev', '/dev', '--remount-ro', '/dev', '--remount-ro', '/'],
      ];
  return [
    'bwrap',
    ...['--unshare-user', '--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--disable-userns', '--hostname', 'child'],
    ...['--cap-drop', 'ALL', '--die-with-parent'],
    ...files,
    ...(filtered ? ['--seccomp', String(SECCOMP_FD)] : []),
    '--',
  ];
}
