/**
 * What a preflight can find. The list is closed and its names are public, each
 * with its meaning in docs/preflight.md:
 *
 * - of the tree itself: undumpable;
 * - of CRIU, kernel and machine: criu-unusable, criu-older, criu-feature, memory-tracking, kernel-older, architecture,
 *   page-size, cpu;
 * - of files: file-missing, file-unreadable, file-type, file-mode, file-size, file-build-id, file-content (it is not moved
 *   along), file-unlinked (other names of a removed file are left), directory-missing;
 * - of numbers and addresses: same-host, pid-taken, pid-zombie, pid-out-of-range, port-taken, address-absent,
 *   loopback-peer, unix-address-taken, unix-directory-missing;
 * - of what surrounds the tree: cgroup-hierarchy, cgroup-missing, cgroup-exists, security-module, security-profile,
 *   namespace, terminal;
 * - of room and time: disk-room, memory-room, clock-skew, monotonic-clock;
 * - of the preflight itself: not-examined.
 */
export const PREFLIGHT_KINDS = [
  'undumpable',
  'criu-unusable',
  'criu-older',
  'criu-feature',
  'memory-tracking',
  'kernel-older',
  'architecture',
  'page-size',
  'cpu',
  'file-missing',
  'file-unreadable',
  'file-type',
  'file-mode',
  'file-size',
  'file-build-id',
  'file-content',
  'file-unlinked',
  'directory-missing',
  'same-host',
  'pid-taken',
  'pid-zombie',
  'pid-out-of-range',
  'port-taken',
  'address-absent',
  'loopback-peer',
  'unix-address-taken',
  'unix-directory-missing',
  'cgroup-hierarchy',
  'cgroup-missing',
  'cgroup-exists',
  'security-module',
  'security-profile',
  'namespace',
  'terminal',
  'disk-room',
  'memory-room',
  'clock-skew',
  'monotonic-clock',
  'not-examined',
] as const;

export type PreflightKind = (typeof PREFLIGHT_KINDS)[number];

/** Something that a tree of the source would miss, or meet, on the target. */
export interface PreflightFinding {
  readonly kind: PreflightKind;
  /** `blocking`: the restore on the target cannot succeed, or must not. `warning`: it may fail, or go otherwise than one expects. */
  readonly severity: 'blocking' | 'warning';
  /** What it is about, in the terms of its kind: a path, a pid, `tcp 0.0.0.0:80`, a version. */
  readonly subject: string;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Of one kind and severity no more are told one by one: a tree can miss ten thousand files. */
const MOST_OF_A_KIND = 100;

const GRAVITY = { blocking: 0, warning: 1 } as const;

/** The gravest first, in the order they came; of each kind at most 100, and then one that says how many more. */
export function inOrder(findings: readonly PreflightFinding[]): PreflightFinding[] {
  const byKind = new Map<string, PreflightFinding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.kind}`;
    const known = byKind.get(key);
    if (known === undefined) byKind.set(key, [finding]);
    else known.push(finding);
  }
  return gravestFirst(
    [...byKind.values()].flatMap((all) => {
      const more = all.length - MOST_OF_A_KIND;
      const [first] = all;
      if (more <= 0 || first === undefined) return all;
      const subject = `${more} more`;
      return [
        ...all.slice(0, MOST_OF_A_KIND),
        { ...first, subject, message: `There are ${subject} of the kind ${first.kind}.` },
      ];
    }),
  );
}

/** Those that block before those that warn, each in the order they came. */
export function gravestFirst(findings: readonly PreflightFinding[]): PreflightFinding[] {
  return [...findings].sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity]);
}
