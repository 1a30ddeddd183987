import type { PreflightKind } from '../../src/migration/index.js';

/**
 * How each kind of finding is provoked by what causes it, and nothing told: between two criuds of this machine, of
 * which one lives in namespaces (`preflight-hosts.test.ts`), or between two machines of the lab
 * (`lab/preflight.test.ts`). Both compare what they have found with this. What no machine here can be made to differ
 * in is provoked by facts alone (`preflight.test.ts`, which does so with every kind).
 */
export const PROVOKED_BY: Readonly<Record<PreflightKind, 'namespaces' | 'machines' | 'facts'>> = {
  undumpable: 'namespaces',
  'criu-unusable': 'namespaces',
  'criu-older': 'machines',
  'criu-feature': 'facts',
  'memory-tracking': 'namespaces',
  'kernel-older': 'machines',
  architecture: 'namespaces',
  'page-size': 'facts',
  cpu: 'machines',
  'file-missing': 'namespaces',
  'file-unreadable': 'namespaces',
  'file-type': 'namespaces',
  'file-mode': 'namespaces',
  'file-size': 'namespaces',
  'file-build-id': 'namespaces',
  'file-content': 'namespaces',
  'file-unlinked': 'namespaces',
  'directory-missing': 'namespaces',
  'same-host': 'namespaces',
  'pid-taken': 'namespaces',
  'pid-zombie': 'namespaces',
  'pid-out-of-range': 'namespaces',
  'port-taken': 'namespaces',
  'address-absent': 'namespaces',
  'loopback-peer': 'namespaces',
  'unix-address-taken': 'namespaces',
  'unix-directory-missing': 'namespaces',
  'cgroup-hierarchy': 'machines',
  'cgroup-missing': 'namespaces',
  'cgroup-exists': 'namespaces',
  'security-module': 'machines',
  'security-profile': 'machines',
  namespace: 'namespaces',
  terminal: 'namespaces',
  'disk-room': 'namespaces',
  'memory-room': 'namespaces',
  'clock-skew': 'machines',
  'monotonic-clock': 'namespaces',
  'not-examined': 'namespaces',
};

/** The kinds that are provoked so, in the order of their names. */
export function provokedBy(way: 'namespaces' | 'machines'): readonly string[] {
  return Object.entries(PROVOKED_BY)
    .filter(([, by]) => by === way)
    .map(([kind]) => kind)
    .sort();
}
