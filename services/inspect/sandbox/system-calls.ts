/**
 * The system calls that opening a document never needs, by their numbers. Everything else stays allowed: V8, ONNX Runtime and
 * libvips differ from release to release in what they use, and a filter that breaks them would be switched off.
 * Numbers: Linux `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`.
 */
export interface CallTable {
  /** AUDIT_ARCH_… of linux/audit.h. */
  readonly audit: number;
  readonly denied: Readonly<Record<string, number>>;
  /** Refused unless it makes a thread of this process. */
  readonly clone: number;
  /** Its flags lie in memory a filter cannot read; "not implemented" makes libc fall back to `clone`. */
  readonly clone3: number;
}

/** Same number on every architecture: calls added after 2019. */
const COMMON = {
  pidfd_send_signal: 424,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
  open_tree: 428,
  move_mount: 429,
  fsopen: 430,
  fsconfig: 431,
  fsmount: 432,
  fspick: 433,
  pidfd_open: 434,
  pidfd_getfd: 438,
  process_madvise: 440,
  mount_setattr: 442,
  quotactl_fd: 443,
  process_mrelease: 448,
};

export const CALLS: Readonly<Partial<Record<NodeJS.Architecture, CallTable>>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    denied: {
      ...COMMON,
      ...{ socket: 41, connect: 42, accept: 43, bind: 49, listen: 50, socketpair: 53, accept4: 288 },
      ...{ fork: 57, vfork: 58, ptrace: 101, process_vm_readv: 310, process_vm_writev: 311, kcmp: 312 },
      ...{ mount: 165, umount2: 166, pivot_root: 155, chroot: 161, unshare: 272, setns: 308 },
      ...{ add_key: 248, request_key: 249, keyctl: 250, bpf: 321, userfaultfd: 323, perf_event_open: 298 },
      ...{ init_module: 175, delete_module: 176, finit_module: 313, kexec_load: 246, kexec_file_load: 320 },
      ...{ name_to_handle_at: 303, open_by_handle_at: 304, fanotify_init: 300, syslog: 103, reboot: 169 },
      ...{ swapon: 167, swapoff: 168, acct: 163, quotactl: 179, settimeofday: 164, clock_settime: 227 },
      ...{ adjtimex: 159, clock_adjtime: 305, sethostname: 170, setdomainname: 171, personality: 135 },
      ...{ iopl: 172, ioperm: 173, modify_ldt: 154, migrate_pages: 256, move_pages: 279, vhangup: 153 },
    },
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    denied: {
      ...COMMON,
      ...{ socket: 198, socketpair: 199, bind: 200, listen: 201, accept: 202, connect: 203, accept4: 242 },
      ...{ ptrace: 117, process_vm_readv: 270, process_vm_writev: 271, kcmp: 272 },
      ...{ mount: 40, umount2: 39, pivot_root: 41, chroot: 51, unshare: 97, setns: 268 },
      ...{ add_key: 217, request_key: 218, keyctl: 219, bpf: 280, userfaultfd: 282, perf_event_open: 241 },
      ...{ init_module: 105, delete_module: 106, finit_module: 273, kexec_load: 104, kexec_file_load: 294 },
      ...{ name_to_handle_at: 264, open_by_handle_at: 265, fanotify_init: 262, syslog: 116, reboot: 142 },
      ...{ swapon: 224, swapoff: 225, acct: 89, quotactl: 60, settimeofday: 170, clock_settime: 112 },
      ...{ adjtimex: 171, clock_adjtime: 266, sethostname: 161, setdomainname: 162, personality: 92 },
      ...{ migrate_pages: 238, move_pages: 239, vhangup: 58 },
    },
  },
};
