import type { MigrationPlan } from '../../../src/migration/index.js';
import type { TargetSight } from '../../../src/migration/preflight/target-sight.js';
import { fileKey } from '../../../src/migration/preflight/target-sight.js';
import type { FileNeed, HostFacts, TreeNeeds } from '../../../src/migration/preflight/tree-needs.js';

export const GIB = 1024 ** 3;

/** Two hosts that have nothing against each other, but for clocks that count from another boot. */
export function hostFacts(change: Partial<HostFacts> = {}): HostFacts {
  return {
    hostname: 'source',
    bootId: 'boot of the source',
    pidNamespace: 'pid:[4026531836]',
    kernelRelease: '6.1.0-18-amd64',
    architecture: 'x86_64',
    pageBytes: 4096,
    pidMax: 32_768,
    securityModule: 'none',
    criu: { version: { major: 4, minor: 2, sublevel: 1 }, memoryTracking: true, lazyPages: true },
    ...change,
  };
}

/** A regular file that is there on both, unless changed. */
export function fileNeed(change: Partial<FileNeed> = {}): FileNeed {
  return {
    path: '/usr/bin/program',
    type: 'regular',
    uses: ['executable'],
    pid: 4711,
    mode: 0o100755,
    size: 17_000,
    comparesSize: true,
    written: false,
    buildId: 'aa11',
    identity: '1:1',
    ownMounts: false,
    ...change,
  };
}

/** A tree in time and other namespaces of the host that needs nothing, unless changed. */
export function treeNeeds(change: Partial<TreeNeeds> = {}): TreeNeeds {
  return {
    host: hostFacts(),
    root: { pid: 4711, startTime: '100', name: 'program' },
    processes: 1,
    cpuInfo: '',
    pids: [4711],
    files: [],
    ports: [],
    connections: [],
    unixSockets: [],
    terminals: [],
    // Without it there is a word about the monotonic clock in everything.
    ownNamespaces: ['time'],
    cgroups: [],
    securityLabels: [],
    memory: { imageBytes: GIB, residentBytes: GIB },
    gaps: [],
    ...change,
  };
}

/** A host that has all that the needs name, exactly as they name it, unless changed. */
export function targetSight(needs: TreeNeeds, change: Partial<TargetSight> = {}): TargetSight {
  return {
    host: hostFacts({ hostname: 'target', bootId: 'boot of the target' }),
    files: new Map(
      needs.files.map((need) => {
        const { type, mode, size, device, buildId } = need;
        const facts = { type, mode, identity: '2:2' };
        return [
          fileKey(need),
          {
            ...facts,
            ...(size !== undefined && { size }),
            ...(device !== undefined && { device }),
            ...(buildId !== undefined && { buildId }),
          },
        ];
      }),
    ),
    holders: [],
    ports: [],
    addresses: new Set(['127.0.0.1', '::1']),
    unixNames: new Map(),
    cgroups: needs.cgroups.map(() => ({ hierarchy: true, there: true })),
    securityLabels: new Set(needs.securityLabels),
    namespaceLimits: new Map(needs.ownNamespaces.map((kind) => [kind, 1000])),
    disk: { freeBytes: 100 * GIB, inMemory: false },
    memory: { free: 100 * GIB, swap: 0 },
    ...change,
  };
}

export const STOP_AND_COPY: MigrationPlan = { rounds: false, postCopy: false, options: {} };
