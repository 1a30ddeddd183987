import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ClockDifference, clockDifference } from '../../../src/migration/preflight/clocks.js';
import { compareClocks } from '../../../src/migration/preflight/compare/clocks.js';
import { inOrder, PREFLIGHT_KINDS, type PreflightFinding } from '../../../src/migration/preflight/finding.js';
import { compare, type ObstacleOptions } from '../../../src/migration/preflight/obstacles.js';
import type { MigrationPlan } from '../../../src/migration/preflight/plan.js';
import { fileKey, type SeenFile, type TargetSight } from '../../../src/migration/preflight/target-sight.js';
import type { FileNeed, TreeNeeds } from '../../../src/migration/preflight/tree-needs.js';
import { fileNeed, GIB, hostFacts, STOP_AND_COPY, targetSight, treeNeeds } from './preflight-fixture.js';

interface Case {
  readonly needs?: Partial<TreeNeeds>;
  readonly plan?: Partial<MigrationPlan>;
  readonly sight?: Partial<TargetSight>;
  readonly settings?: Omit<ObstacleOptions, 'signal'>;
  readonly clocks?: Partial<ClockDifference>;
}

const target = { hostname: 'target', bootId: 'boot of the target' } as const;

function findingsIn({ needs = {}, plan, sight, settings, clocks }: Case): readonly PreflightFinding[] {
  const all = treeNeeds(needs);
  return [
    ...compare(all, { ...STOP_AND_COPY, ...plan }, targetSight(all, sight), settings),
    ...compareClocks(all, { wall: 0, monotonic: 0, boot: 0, uncertainty: 0, ...clocks }),
  ];
}

function brief(findings: readonly PreflightFinding[]): readonly string[] {
  return findings.map(({ kind, severity, subject, message, remedy }) => {
    for (const text of [message, remedy]) expect(text, kind).toMatch(/\S.*[.?]$/);
    expect(subject).not.toBe('');
    return `${severity} ${kind} ${subject}`;
  });
}

/** A need and what is seen there instead. */
function file(need: Partial<FileNeed>, seen: Partial<Exclude<SeenFile, string>> | SeenFile): Case {
  const whole = fileNeed(need);
  const needs = treeNeeds({ files: [whole] });
  const there = targetSight(needs).files.get(fileKey(whole));
  const changed = typeof seen === 'string' || typeof there !== 'object' ? seen : { ...there, ...seen };
  // Only what is a string, or was a whole file before it was changed, comes here.
  return { needs: { files: [whole] }, sight: { files: new Map([[fileKey(whole), changed as SeenFile]]) } };
}

const holder = { pid: 4711, kind: 'process', holderPid: 4711, holderName: 'other', dead: false } as const;
const tcp80 = { protocol: 'tcp', address: '0.0.0.0', port: 80, pid: 4711 } as const;
const connection = {
  address: '10.0.0.5',
  port: 80,
  peerAddress: '10.0.0.9',
  peerPort: 5555,
  pid: 4711,
  within: false,
};
const both = new Set(['127.0.0.1', '::1', '10.0.0.5']);
const apparmor = hostFacts({ securityModule: 'apparmor' });

type TableRow = [what: string, given: Case, ...expected: string[]];

// biome-ignore format: one line an entry
const CASES: TableRow[] = [
  ['another architecture', { sight: { host: hostFacts({ ...target, architecture: 'aarch64' }) } }, 'blocking architecture x86_64 → aarch64'],
  ['another page size', { sight: { host: hostFacts({ ...target, pageBytes: 65_536 }) } }, 'blocking page-size 4096 → 65536'],
  ['a CPU that CRIU refuses', { sight: { cpuProblem: 'CPU xsave size mismatch (2696/832)' } }, 'blocking cpu CPU xsave size mismatch (2696/832)'],
  ['an older kernel', { sight: { host: hostFacts({ ...target, kernelRelease: '5.10.0-28-amd64' }) } }, 'warning kernel-older 6.1.0-18-amd64 → 5.10.0-28-amd64'],
  ['a newer kernel', { sight: { host: hostFacts({ ...target, kernelRelease: '6.12.1' }) } }],
  ['an older CRIU', { sight: { host: hostFacts({ ...target, criu: { version: { major: 3, minor: 19, sublevel: 0 }, memoryTracking: true, lazyPages: true } }) } }, 'blocking criu-older 4.2.1 → 3.19'],
  ['a CRIU older by a patch', { sight: { host: hostFacts({ ...target, criu: { version: { major: 4, minor: 2, sublevel: 0 }, memoryTracking: true, lazyPages: true } }) } }, 'warning criu-older 4.2.1 → 4.2'],
  ['a newer CRIU', { sight: { host: hostFacts({ ...target, criu: { version: { major: 5, minor: 0, sublevel: 0 }, memoryTracking: true, lazyPages: true } }) } }],
  ['no CRIU', { sight: { host: (({ criu: _, ...rest }) => ({ ...rest, ...target }))(hostFacts()), criuProblem: 'There is no CRIU at /sbin/criu.' } }, 'blocking criu-unusable There is no CRIU at /sbin/criu.'],
  ['rounds without soft-dirty on the source', { plan: { rounds: true }, needs: { host: hostFacts({ criu: { version: { major: 4, minor: 2, sublevel: 1 }, memoryTracking: false, lazyPages: true } }) } }, 'blocking memory-tracking 6.1.0-18-amd64'],
  ['no soft-dirty and no rounds', { needs: { host: hostFacts({ criu: { version: { major: 4, minor: 2, sublevel: 1 }, memoryTracking: false, lazyPages: true } }) } }],
  ['post-copy without userfaultfd on the target', { plan: { postCopy: true }, sight: { host: hostFacts({ ...target, criu: { version: { major: 4, minor: 2, sublevel: 1 }, memoryTracking: true, lazyPages: false } }) } }, 'blocking criu-feature lazy_pages'],
  ['the source itself', { sight: { host: hostFacts(), holders: [holder] } }, 'blocking same-host source'],
  ['the source itself, for a tree with pids of its own', { needs: { pids: [] }, sight: { host: hostFacts() } }],

  ['a file that is not there', file({}, 'missing'), 'blocking file-missing /usr/bin/program'],
  ['a file that may not be looked at', file({}, 'unreadable'), 'warning file-unreadable /usr/bin/program'],
  ['a file of another size', file({}, { size: 1 }), 'blocking file-size /usr/bin/program'],
  ['a file of another mode', file({}, { mode: 0o100644 }), 'blocking file-mode /usr/bin/program'],
  ['permissions that nobody compares', { ...file({}, { mode: 0o100644 }), plan: { options: { skipModeCheck: true } } }],
  ['a set-uid bit that is compared for all that', { ...file({}, { mode: 0o104755 }), plan: { options: { skipModeCheck: true } } }, 'blocking file-mode /usr/bin/program'],
  ['another build', file({}, { buildId: 'bb22' }), 'blocking file-build-id /usr/bin/program'],
  ['another build of another size and mode', file({}, { buildId: 'bb22', size: 1, mode: 0o100644 }), 'blocking file-mode /usr/bin/program', 'blocking file-size /usr/bin/program'],
  ['a folder where a file is wanted', file({}, { type: 'directory', mode: 0o040755 }), 'blocking file-type /usr/bin/program'],
  ['another device', file({ path: '/dev/null', type: 'character-device', mode: 0o020666, device: '1:3' }, { device: '1:5' }), 'blocking file-type /dev/null'],
  ['a file that the tree writes', file({ path: '/srv/data', written: true, uses: ['open'] }, {}), 'warning file-content /srv/data'],
  ['one of another size', file({ path: '/srv/data', written: true, uses: ['open'] }, { size: 1 }), 'warning file-size /srv/data'],
  ['a log of another size', file({ path: '/var/log/a', written: true, comparesSize: false, uses: ['open'] }, { size: 1 }), 'warning file-content /var/log/a'],
  ['a written file that is not there', file({ path: '/srv/data', written: true, uses: ['open'] }, 'missing'), 'blocking file-missing /srv/data'],
  ['no working directory', file({ path: '/srv/work', type: 'directory', uses: ['working-directory'], mode: 0o040755 }, 'missing'), 'blocking directory-missing /srv/work'],
  ['a removed file without names', file({ removed: { links: 0 } }, 'missing')],
  ['a removed file with other names', file({ removed: { links: 1 } }, 'missing'), 'warning file-unlinked /usr/bin/program'],
  ['files in mounts of the tree', file({ ownMounts: true }, 'missing'), 'warning not-examined 1 files'],
  ['files in mounts of the tree whose root is named', { ...file({ ownMounts: true }, 'missing'), plan: { options: { root: '/srv/root' } } }, 'warning file-missing /usr/bin/program'],

  ['a pid that lives', { sight: { holders: [holder] } }, 'blocking pid-taken 4711'],
  ['a pid that is a thread', { sight: { holders: [{ ...holder, kind: 'thread', holderPid: 4700 }] } }, 'blocking pid-taken 4711'],
  ['a pid that is dead', { sight: { holders: [{ ...holder, dead: true }] } }, 'warning pid-zombie 4711'],
  ['a pid beyond the last', { needs: { pids: [40_000] } }, 'blocking pid-out-of-range 40000'],

  ['a port that is taken', { needs: { ports: [tcp80] }, sight: { ports: [{ protocol: 'tcp', address: '127.0.0.1', port: 80 }] } }, 'blocking port-taken tcp 0.0.0.0:80'],
  ['another port', { needs: { ports: [tcp80] }, sight: { ports: [{ protocol: 'tcp', address: '0.0.0.0', port: 81 }] } }],
  ['the port of another protocol', { needs: { ports: [tcp80] }, sight: { ports: [{ protocol: 'udp', address: '0.0.0.0', port: 80 }] } }],
  ['the port on another address', { needs: { ports: [{ ...tcp80, address: '127.0.0.1' }] }, sight: { ports: [{ protocol: 'tcp', address: '127.0.0.2', port: 80 }] } }],
  ['the port on every address of IPv6', { needs: { ports: [tcp80] }, sight: { ports: [{ protocol: 'tcp', address: '::', port: 80 }] } }, 'warning port-taken tcp 0.0.0.0:80'],
  ['the port on one address of IPv6', { needs: { ports: [tcp80] }, sight: { ports: [{ protocol: 'tcp', address: '::1', port: 80 }] } }],
  ['a UDP port', { needs: { ports: [{ ...tcp80, protocol: 'udp' }] }, sight: { ports: [{ protocol: 'udp', address: '0.0.0.0', port: 80 }] } }, 'warning port-taken udp 0.0.0.0:80'],
  ['no such address', { needs: { ports: [{ ...tcp80, address: '10.0.0.5' }], connections: [connection] } }, 'warning address-absent 10.0.0.5'],
  ['the address', { needs: { ports: [{ ...tcp80, address: '10.0.0.5' }], connections: [connection] }, sight: { addresses: both } }],
  ['no address, of connections that are dropped', { needs: { connections: [connection] }, plan: { options: { tcpClose: true } } }],
  ['a peer on the source', { needs: { connections: [{ ...connection, address: '127.0.0.1', peerAddress: '127.0.0.1' }] } }, 'warning loopback-peer 127.0.0.1:80 ↔ 127.0.0.1:5555'],
  ['a peer in the tree', { needs: { connections: [{ ...connection, address: '127.0.0.1', peerAddress: '127.0.0.1', within: true }] } }],
  ['no folder for a unix socket', { needs: { unixSockets: [{ name: '/run/a/s', pid: 1 }] }, sight: { unixNames: new Map([['/run/a/s', { bound: false, entry: 'no directory' }]]) } }, 'blocking unix-directory-missing /run/a/s'],
  ['a file where a unix socket was', { needs: { unixSockets: [{ name: '/run/s', pid: 1 }] }, sight: { unixNames: new Map([['/run/s', { bound: false, entry: 'other' }]]) } }, 'blocking unix-address-taken /run/s'],
  ['a socket nobody has any more', { needs: { unixSockets: [{ name: '/run/s', pid: 1 }] }, sight: { unixNames: new Map([['/run/s', { bound: false, entry: 'socket' }]]) } }],
  ['an abstract name that is taken', { needs: { unixSockets: [{ name: '@s', pid: 1 }] }, sight: { unixNames: new Map([['@s', { bound: true }]]) } }, 'blocking unix-address-taken @s'],

  ['no such controllers', { needs: { cgroups: [{ controllers: ['cpu'], path: '/jobs' }] }, sight: { cgroups: [{ hierarchy: false, there: undefined }] } }, 'blocking cgroup-hierarchy cpu'],
  ['no such controllers, with cgroups ignored', { needs: { cgroups: [{ controllers: ['cpu'], path: '/jobs' }] }, plan: { options: { cgroupMode: 'ignore' } }, sight: { cgroups: [{ hierarchy: false, there: undefined }] } }],
  ['a cgroup that CRIU makes', { needs: { cgroups: [{ controllers: [], path: '/jobs' }] }, sight: { cgroups: [{ hierarchy: true, there: false }] } }],
  ['a cgroup that CRIU may not make', { needs: { cgroups: [{ controllers: [], path: '/jobs' }] }, plan: { options: { cgroupMode: 'props' } }, sight: { cgroups: [{ hierarchy: true, there: false }] } }, 'blocking cgroup-missing cgroup v2:/jobs'],
  ['a cgroup that may not be there', { needs: { cgroups: [{ controllers: [], path: '/jobs' }] }, plan: { options: { cgroupMode: 'strict' } } }, 'blocking cgroup-exists cgroup v2:/jobs'],
  ['another security module', { needs: { host: apparmor, securityLabels: ['web'] } }, 'blocking security-module apparmor → none'],
  ['another security module that confines nothing', { needs: { host: apparmor } }],
  ['an unknown profile', { needs: { host: apparmor, securityLabels: ['web'] }, sight: { host: hostFacts({ ...target, securityModule: 'apparmor' }), securityLabels: new Set() } }, 'blocking security-profile web'],
  ['profiles that may not be asked for', { needs: { host: apparmor, securityLabels: ['web'] }, sight: { host: hostFacts({ ...target, securityModule: 'apparmor' }), securityLabels: undefined } }, 'warning not-examined 1 security labels'],
  ['no namespaces of a kind', { needs: { ownNamespaces: ['time', 'user'] }, sight: { namespaceLimits: new Map([['user', 0]]) } }, 'blocking namespace time', 'blocking namespace user'],
  ['a terminal', { needs: { terminals: ['fds 0, 1, 2 → /dev/pts/3'] } }, 'warning terminal fds 0, 1, 2 → /dev/pts/3'],

  ['a full disk', { sight: { disk: { freeBytes: GIB - 1, inMemory: false } } }, `blocking disk-room ${GIB} of ${GIB - 1} bytes`],
  ['a disk with a reserve', { sight: { disk: { freeBytes: 2 * GIB, inMemory: false } }, settings: { keepFree: 1.5 * GIB } }, `blocking disk-room ${GIB} of ${GIB / 2} bytes`],
  ['a disk with room for one round', { plan: { rounds: true }, sight: { disk: { freeBytes: 1.5 * GIB, inMemory: false } } }, `warning disk-room ${GIB} of ${1.5 * GIB} bytes`],
  ['no disk that can be asked', { sight: { disk: undefined } }, 'warning not-examined disk'],
  ['little memory', { sight: { memory: { free: GIB / 2, swap: 0 } } }, `blocking memory-room ${GIB} of ${GIB / 2} bytes`],
  ['little memory and swap', { sight: { memory: { free: GIB / 2, swap: GIB } } }, `warning memory-room ${GIB} of ${GIB / 2} bytes`],
  ['memory for the tree and not for its images in it', { sight: { disk: { freeBytes: 100 * GIB, inMemory: true }, memory: { free: 1.5 * GIB, swap: 0 } } }, `blocking memory-room ${2 * GIB} of ${1.5 * GIB} bytes`],

  ['a wall clock that is behind', { clocks: { wall: -2500 } }, 'warning clock-skew -2.5 s'],
  ['a wall clock that is ahead', { clocks: { wall: 1500 } }, 'warning clock-skew +1.5 s'],
  ['a wall clock that NTP keeps', { clocks: { wall: -900 } }],
  ['a wall clock that can not be told so well', { clocks: { wall: 1500, uncertainty: 600 } }],
  ['a later boot', { needs: { ownNamespaces: [] }, clocks: { monotonic: -600_000, boot: -600_000 } }, 'warning monotonic-clock -600.0 s'],
  ['an earlier boot', { needs: { ownNamespaces: [] }, clocks: { monotonic: 3_000_000, boot: 3_000_000 } }, 'warning monotonic-clock +3000.0 s'],
  ['an earlier boot and a suspension', { needs: { ownNamespaces: [] }, clocks: { monotonic: 3000, boot: 9000 } }, 'warning monotonic-clock +9.0 s'],
  ['an earlier boot, for a tree with clocks of its own', { clocks: { monotonic: 3_000_000, boot: 3_000_000 } }],
  ['gaps', { needs: { gaps: [{ what: 'files', count: 7, why: 'no more than 5000 are told' }, { what: 'cpu', why: 'CRIU gave no answer.' }] } }, 'warning not-examined 7 files', 'warning not-examined cpu'],
  ['more than it looks at', { needs: { pids: [1, 2, 3] }, settings: { limits: { files: 1, pids: 2, sockets: 1 } } }, 'warning not-examined 1 pids'],
];

describe('what stands in the way of a tree', () => {
  it('is nothing on a host that has all of it', () => {
    expect(brief(findingsIn({ needs: { files: [fileNeed()], ports: [tcp80] } }))).toEqual([]);
  });

  it.each<TableRow>(CASES)('is found on a target with %s', (_, given, ...expected) => {
    expect(brief(findingsIn(given))).toEqual(expected);
  });

  it('is found of every kind by these tests', () => {
    const found = new Set(CASES.flatMap(([, given]) => findingsIn(given).map(({ kind }) => kind)));
    // Whether it can be dumped is not for another host to say.
    const others = PREFLIGHT_KINDS.filter((kind) => kind !== 'undumpable');
    expect([...found].sort()).toEqual([...others].sort());
  });

  it('does not count a written file as left behind where both see the same one', () => {
    const need = fileNeed({ written: true });
    const needs = { files: [need], pids: [] };
    const seen = { type: 'regular', mode: need.mode, size: 17_000, buildId: 'aa11' } as const;
    const findings = (identity: string, bootId: string) =>
      findingsIn({
        needs,
        sight: { host: hostFacts({ bootId }), files: new Map([[fileKey(need), { ...seen, identity }]]) },
      });
    expect(findings('1:1', hostFacts().bootId)).toEqual([]);
    expect(brief(findings('1:2', hostFacts().bootId))).toEqual(['warning file-content /usr/bin/program']);
    expect(brief(findings('1:1', 'another'))).toEqual(['warning file-content /usr/bin/program']);
  });

  it('is told the gravest first, and no more than a hundred of a kind', () => {
    const files = Array.from({ length: 250 }, (_, index) => fileNeed({ path: `/usr/lib/${index}.so` }));
    const findings = findingsIn({
      needs: { files, terminals: ['fd 0 → /dev/pts/1'] },
      sight: { files: new Map(files.map((need) => [fileKey(need), 'missing'])), holders: [holder] },
    });
    const missing = findings.filter(({ kind }) => kind === 'file-missing');
    expect(missing).toHaveLength(101);
    expect(missing.at(-1)).toMatchObject({ severity: 'blocking', subject: '150 more' });
    expect(findings.at(-1)).toMatchObject({ kind: 'terminal', severity: 'warning' });
    expect(inOrder(findings)).toHaveLength(findings.length);
  });
});

describe('docs/preflight.md', () => {
  /** Of files in mounts of the tree all is a warning, as the document says once. */
  const cases = CASES.filter(([, { needs }]) => needs?.files?.every(({ ownMounts }) => !ownMounts) ?? true);
  const found = cases.flatMap(([, given]) => findingsIn(given));

  it('has every kind of finding once, with the severities that it can have', () => {
    const document = readFileSync(join(import.meta.dirname, '../../../docs/preflight.md'), 'utf8');
    const rows = [...document.matchAll(/^\| `([a-z-]+)` \| ([a-z ]+) \| \S.* \| \S.* \|$/gm)];
    const expected = PREFLIGHT_KINDS.map((kind) => {
      const severities = found.filter((one) => one.kind === kind).map(({ severity }) => severity);
      return [kind, kind === 'undumpable' ? 'blocking' : [...new Set(severities)].sort().join(' or ')];
    });
    expect(rows.map(([, kind, severity]) => [kind, severity])).toEqual(expected);
  });
});

describe('the difference of two clocks', () => {
  const at = (milliseconds: number, ahead = 0) => ({
    wall: 1_700_000_000_000 + milliseconds + ahead,
    monotonic: milliseconds,
    boot: milliseconds,
  });

  it('is exact where question and answer took as long as each other, however long the other host thought', () => {
    const times = { received: at(20, 5000), answered: at(9_020, 5000) };
    expect(clockDifference(at(0), times, at(9_040))).toEqual({
      wall: 5000,
      monotonic: 0,
      boot: 0,
      uncertainty: 20,
    });
  });

  it('is never wrong by more than it says', () => {
    for (const [there, back] of [
      [0, 400],
      [400, 0],
      [3000, 1],
    ] as const) {
      const times = { received: at(there, -700), answered: at(there + 50, -700) };
      const { wall, uncertainty } = clockDifference(at(0), times, at(there + 50 + back));
      expect(Math.abs(wall - -700)).toBeLessThanOrEqual(uncertainty);
    }
  });
});
