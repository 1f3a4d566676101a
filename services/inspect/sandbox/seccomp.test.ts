import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { seccompFilter } from './seccomp.ts';
import { feed, SECCOMP_FD, starts } from './starts.ts';
import { CALLS } from './system-calls.ts';

const CLONE_THREAD = 0x0001_0000;
const SIGCHLD = 17;
const ALLOW = 0x7fff_0000;
const REFUSE = 0x0005_0001;
const KILL = 0x8000_0000;

/** The kernel's machine, as far as the filter uses it: what the program answers to one call. */
function answer(program: Uint8Array, call: { audit: number; number: number; flags?: number }): number {
  const code = Buffer.from(program);
  const words: Readonly<Record<number, number>> = { 0: call.number, 4: call.audit, 16: call.flags ?? 0 };
  let accumulator = 0;
  for (let at = 0; at < code.length; at += 8) {
    const value = code.readUInt32LE(at + 4);
    const jump = (taken: boolean) => {
      at += 8 * code.readUInt8(at + (taken ? 2 : 3));
    };
    switch (code.readUInt16LE(at)) {
      case 0x20:
        accumulator = words[value] ?? 0;
        break;
      case 0x15:
        jump(accumulator === value);
        break;
      case 0x35:
        jump(accumulator >= value);
        break;
      case 0x45:
        jump((accumulator & value) !== 0);
        break;
      case 0x06:
        return value;
      default:
        throw new Error(`Expected an instruction of the filter, got ${code.readUInt16LE(at)}`);
    }
  }
  throw new Error('Expected the program to end with an answer');
}

describe.each(['x64', 'arm64'] as const)('the filter for %s', (architecture) => {
  const table = CALLS[architecture];
  if (table === undefined) throw new Error('Expected a table');
  const filter = seccompFilter(architecture, { threadsOnly: true });
  if (filter === null) throw new Error('Expected a filter');
  const { audit } = table;

  it.each(Object.entries(table.denied))('refuses %s', (_, number) => {
    expect(answer(filter, { audit, number })).toBe(REFUSE);
  });

  it('lets threads be made, and no processes', () => {
    expect(answer(filter, { audit, number: table.clone, flags: CLONE_THREAD | 0x3d0f00 })).toBe(ALLOW);
    expect(answer(filter, { audit, number: table.clone, flags: SIGCHLD })).toBe(REFUSE);
    // "Not implemented": libc then takes the call whose flags can be seen.
    expect(answer(filter, { audit, number: table.clone3 })).toBe(0x0005_0026);
    const loader = seccompFilter(architecture, { threadsOnly: false });
    expect(answer(loader ?? new Uint8Array(), { audit, number: table.clone, flags: SIGCHLD })).toBe(ALLOW);
  });

  it('lets through what reading needs, and kills what speaks for another machine', () => {
    const [read, exit] = architecture === 'x64' ? [0, 231] : [63, 94];
    expect(answer(filter, { audit, number: read })).toBe(ALLOW);
    expect(answer(filter, { audit, number: exit })).toBe(ALLOW);
    expect(answer(filter, { audit: 0x4000_0003, number: read })).toBe(KILL);
    expect(answer(filter, { audit, number: read | 0x4000_0000 })).toBe(REFUSE);
  });
});

it('knows no filter for other machines, rather than a wrong one', () => {
  expect(seccompFilter('riscv64', { threadsOnly: true })).toBeNull();
});

it('is obeyed by the kernel where bubblewrap runs: every call of the table comes back refused', async () => {
  const table = CALLS[process.arch];
  const filter = seccompFilter(process.arch, { threadsOnly: true });
  const bubble = ['bwrap', '--unshare-user', '--dev-bind', '/', '/'];
  if (
    table === undefined ||
    filter === null ||
    !(await starts({ wrappers: [...bubble, '--'], seccomp: null }))
  )
    return;
  // Perl is part of every Debian, and calls the kernel by number; −1 is no address, no descriptor, no process.
  const script = 'for (@ARGV) { $! = 0; syscall($_, -1, -1, -1, -1, -1); print $_, " ", $! + 0, "\\n" }';
  const numbers = Object.values(table.denied).map(String);
  const answers = async (filtered: boolean) => {
    const wrapper = [...bubble.slice(1), ...(filtered ? ['--seccomp', String(SECCOMP_FD)] : []), '--'];
    const child = spawn('bwrap', [...wrapper, 'perl', '-e', script, ...numbers.filter(harmless)], {
      stdio: ['ignore', 'pipe', 'inherit', 'ignore', 'pipe'],
    });
    feed(child.stdio[SECCOMP_FD], filtered ? filter : new Uint8Array());
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await once(child, 'close');
    return said.trim().split('\n');
  };
  // fork and vfork would make a process where nothing refuses them; the attacks test tries those.
  const harmless = (number: string) => number !== '57' && number !== '58';
  const EPERM = 1;
  expect(await answers(true)).toEqual(numbers.filter(harmless).map((number) => `${number} ${EPERM}`));
  const unfiltered = await answers(false);
  expect(unfiltered.filter((line) => !line.endsWith(` ${EPERM}`)).length).toBeGreaterThan(20);
});
