import type { Reason } from '../../failure/index.js';
import type { TreeFinding } from '../finding.js';
import { describeFiles, infoValue, type OpenFile } from '../open-file.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

const PREFIX = 'anon_inode:';

/** What CRIU dumps of the kernel's anonymous inodes. */
const SUPPORTED = new Set([
  '[eventfd]',
  '[eventpoll]',
  '[fanotify]',
  '[pidfd]',
  '[signalfd]',
  '[timerfd]',
  'bpf-map',
  'inotify',
]);

/** What no CRIU up to 4.2 dumps; kinds in neither list are only warned about. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/^\[io_uring\]$/, 'an io_uring instance'],
  [/^\[userfaultfd\]$/, 'a userfaultfd'],
  [/^\[perf_event\]$/, 'a performance counter'],
  [/^kvm-/, 'a virtual machine of KVM'],
  [/^bpf[-_](prog|link)$/, 'a BPF program'],
  [/^seccomp notify$/, 'a seccomp listener'],
  [/^\[(fscontext|fsmount)\]$/, 'a mount in the making'],
];

/** The flag of pidfd_open for a thread, which is O_EXCL. */
const PIDFD_THREAD = 0o200;
const O_DIRECT = 0o40000;

/** Open files of the kernel's special kinds that CRIU cannot dump. */
export function findSpecialFiles({ processes }: TreeSnapshot): TreeFinding[] {
  const inside = new Set(processes.map(({ facts }) => facts.pid));
  return processes.flatMap(({ facts, files, mappings }) => {
    const { pid } = facts;
    const findings = (files ?? []).flatMap((file) => findingsOf(pid, file, inside));
    // The file of a ring may be closed while the ring is still mapped.
    const ring = mappings?.find((mapping) => mapping.name === `${PREFIX}[io_uring]`);
    if (ring !== undefined && !findings.some((finding) => finding.reason === 'IO_URING')) {
      findings.push(
        blocking(pid, `mapping ${ring.range} → ${ring.name}`, 'an io_uring instance', 'IO_URING'),
      );
    }
    return findings;
  });
}

function findingsOf(pid: number, file: OpenFile, inside: ReadonlySet<number>): TreeFinding[] {
  const object = describeFiles([file]);
  const flags = Number.parseInt(infoValue(file, 'flags') ?? '0', 8);
  if (file.link.startsWith('pipe:')) {
    return (flags & O_DIRECT) === 0 ? [] : [blocking(pid, object, 'a pipe in packet mode (O_DIRECT)')];
  }
  // Since Linux 6.9 a pidfd is in a file system of its own; the kernel still names it as before.
  if (!file.link.startsWith(PREFIX)) return [];
  const kind = file.link.slice(PREFIX.length);
  if (kind === '[pidfd]') {
    const target = Number(infoValue(file, 'Pid') ?? -1);
    if ((flags & PIDFD_THREAD) !== 0) return [blocking(pid, object, 'a pidfd of a thread')];
    if (target > 0 && !inside.has(target)) {
      return [
        blocking(pid, `${object} of ${target}`, `a pidfd of process ${target}, that is outside of the tree`),
      ];
    }
  }
  if (SUPPORTED.has(kind)) return [];
  const known = UNSUPPORTED.find(([pattern]) => pattern.test(kind));
  if (known !== undefined) {
    return [blocking(pid, object, known[1], kind === '[io_uring]' ? 'IO_URING' : 'OBJECT_UNSUPPORTED')];
  }
  return [
    {
      severity: 'warning',
      reason: 'OBJECT_UNSUPPORTED',
      pid,
      object,
      message: `Process ${pid} has a file open that criud does not know: ${file.link}.`,
      cure: 'CRIU may fail on it. Close it before the dump if it does.',
    },
  ];
}

function blocking(
  pid: number,
  object: string,
  what: string,
  reason: Reason = 'OBJECT_UNSUPPORTED',
): TreeFinding {
  return {
    severity: 'blocking',
    reason,
    pid,
    object,
    message: `Process ${pid} has ${what}, and CRIU cannot dump that: ${object}.`,
    cure:
      reason === 'IO_URING'
        ? 'Let the program work without io_uring: by a setting of its own, or started under a seccomp filter that denies io_uring_setup (Node from 24 on always makes one).'
        : 'Let the program close it before the dump, at the hook pre-dump or by its own means, and open it again after.',
  };
}
