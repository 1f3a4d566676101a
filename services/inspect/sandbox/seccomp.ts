import { CALLS, type CallTable } from './system-calls.ts';

/**
 * A seccomp filter as the kernel takes it: classic BPF, eight bytes an instruction (linux/filter.h). null where the numbers of
 * the calls are not known. `threadsOnly`: no new process at all, only threads; the TypeScript loader of development starts one.
 */
export function seccompFilter(
  architecture: NodeJS.Architecture,
  options: { readonly threadsOnly: boolean },
): Uint8Array | null {
  const table = CALLS[architecture];
  if (table === undefined) return null;
  const denied = Object.entries(table.denied)
    .filter(([name]) => options.threadsOnly || !PROCESS_CALLS.has(name))
    .map(([, number]) => number);
  const program = [
    load(ARCH),
    ...unlessEqual(table.audit, [KILL]),
    load(NUMBER),
    // The x32 calls of x86-64 are the same calls under other numbers.
    jump(AT_LEAST, X32_BIT, 0, 1),
    REFUSE,
    ...denied.flatMap((number) => whenEqual(number, [REFUSE])),
    ...(options.threadsOnly ? onlyThreads(table) : []),
    ALLOW,
  ];
  return Buffer.concat(program);
}

/** What starts a process (libc's `socketpair` serves Node to talk to one). */
const PROCESS_CALLS = new Set(['fork', 'vfork', 'socketpair']);

const NUMBER = 0;
const ARCH = 4;
/** Low half of the first argument; both architectures are little-endian. */
const FLAGS = 16;
const CLONE_THREAD = 0x0001_0000;
const X32_BIT = 0x4000_0000;
const EPERM = 1;
const ENOSYS = 38;

const LOAD_WORD = 0x20;
const EQUAL = 0x15;
const AT_LEAST = 0x35;
const ANY_BIT = 0x45;
const RETURN = 0x06;

const ALLOW = instruction(RETURN, 0, 0, 0x7fff_0000);
const KILL = instruction(RETURN, 0, 0, 0x8000_0000);
const REFUSE = instruction(RETURN, 0, 0, 0x0005_0000 | EPERM);
const NOT_HERE = instruction(RETURN, 0, 0, 0x0005_0000 | ENOSYS);

function onlyThreads({ clone, clone3 }: CallTable): Buffer[] {
  return [
    ...whenEqual(clone3, [NOT_HERE]),
    ...whenEqual(clone, [load(FLAGS), jump(ANY_BIT, CLONE_THREAD, 1, 0), REFUSE, ALLOW]),
  ];
}

function whenEqual(value: number, then: readonly Buffer[]): Buffer[] {
  return [jump(EQUAL, value, 0, then.length), ...then];
}

function unlessEqual(value: number, then: readonly Buffer[]): Buffer[] {
  return [jump(EQUAL, value, then.length, 0), ...then];
}

function load(offset: number): Buffer {
  return instruction(LOAD_WORD, 0, 0, offset);
}

function jump(code: number, value: number, ifTrue: number, ifFalse: number): Buffer {
  return instruction(code, ifTrue, ifFalse, value);
}

function instruction(code: number, ifTrue: number, ifFalse: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(ifTrue, 2);
  bytes.writeUInt8(ifFalse, 3);
  bytes.writeUInt32LE(value >>> 0, 4);
  return bytes;
}
