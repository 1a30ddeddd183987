import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Phase, PreflightSeverity } from '../../src/client/index.js';
import { failureOfOperation } from '../integration/call-failure.js';
import { PROVOKED_BY, provokedBy } from '../integration/preflight-provoked.js';
import { loadProfile } from './apparmor.js';
import type { LabCriud } from './criud.js';
import { LAB_PATIENCE } from './dumps.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';
import { peerAddress, startPeer } from './scenarios/migration.js';

const PROFILE = 'criud-lab';
const SECURITY = '/sys/kernel/security';
const HIERARCHY = '/run/criud-lab';

let lab: Lab;
let from: LabHost;
let criud: LabCriud;
/** Older in everything, and with less of a CPU. */
let to: LabHost;
let receiver: LabCriud;
/** In a cgroup of its own, under a profile. */
let tree: number;

beforeAll(async () => {
  lab = await openLab('preflight');
  [from, to] = await Promise.all([
    lab.host(),
    lab.host({ kernel: 'bookworm', criu: '4.1', withoutFeature: 'avx' }),
  ]);
  [criud, receiver] = await Promise.all([startPeer(from), startPeer(to)]);
  await from.shell(`mount -t securityfs securityfs ${SECURITY}`);
  await loadProfile(from, PROFILE);
  // One that becomes another program gets another profile where its own one does not say which.
  const started = await from.start('python3', [
    '-ISc',
    `open('/proc/self/attr/current', 'w').write('changeprofile ${PROFILE}'); import time; time.sleep(100000)`,
  ]);
  tree = started.pid;
  await from.waitFor('a confined process', 10_000, async () => {
    const label = await from.shell(`cat /proc/${tree}/attr/current`);
    return label.startsWith(PROFILE) || undefined;
  });
  // The hierarchy is one that the other kernel could have, too.
  await from.shell(`mkdir ${HIERARCHY} && mount -t cgroup -o none,name=criud-lab none ${HIERARCHY}`);
  await from.shell(`mkdir ${HIERARCHY}/tree && echo ${tree} >${HIERARCHY}/tree/cgroup.procs`);
});
afterAll(() => lab?.end());

const provoked = new Set<string>();

async function preflight(): Promise<readonly string[]> {
  const { findings } = await criud.client.migrations.preflight({
    target: { pid: tree },
    destination: peerAddress(to),
  });
  return findings.map(({ kind, severity, subject, message, remedy }) => {
    provoked.add(kind);
    for (const text of [message, remedy]) expect(text, kind).toMatch(/\S/);
    return `${severity === PreflightSeverity.BLOCKING ? 'blocking' : 'warning'} ${kind} ${subject}`;
  });
}

describe('A preflight between two machines', () => {
  it('finds a CPU, a kernel and a CRIU that have less', async () => {
    expect(await preflight()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^blocking cpu .*(?:xfeatures|xsave)/),
        expect.stringMatching(/^blocking criu-older 4\.2\S* → 4\.1/),
        expect.stringMatching(/^warning kernel-older 6\.12\S* → 6\.1\./),
      ]),
    );
  });

  it('finds a hierarchy of cgroups that is not mounted there', async () => {
    expect(await preflight()).toContain('blocking cgroup-hierarchy name=criud-lab');
  });

  it('finds a security module that is not in force there, and then a profile that is not loaded', async () => {
    const ofSecurity = async () => (await preflight()).filter((line) => line.includes(' security-'));
    expect(await ofSecurity()).toEqual(['blocking security-module apparmor → none']);
    await to.shell(`mount -t securityfs securityfs ${SECURITY}`);
    expect(await ofSecurity()).toEqual([`blocking security-profile ${PROFILE}`]);
    await loadProfile(to, PROFILE);
    expect(await ofSecurity()).toEqual([]);
  });

  it('measures by how much the clock is wrong there', async () => {
    const skew = async () => (await preflight()).find((line) => line.includes('clock-skew'));
    expect(await skew()).toBeUndefined();
    await to.shell('date --set "@$(($(date +%s) + 3600))"');
    const ahead = Number.parseFloat(/^warning clock-skew \+(\S+) s$/.exec((await skew()) ?? '')?.[1] ?? '');
    expect(Math.abs(ahead - 3600)).toBeLessThan(3);
  });

  it('has found by now what only machines differ in', () => {
    // The set has strings, and the kinds are among them.
    const byMachines = [...provoked].filter((kind) =>
      Object.entries(PROVOKED_BY).some(([one, by]) => one === kind && by === 'machines'),
    );
    expect(byMachines.sort()).toEqual(provokedBy('machines'));
  });
});

it('A migration is refused because of it with the tree untouched on one host and unknown on the other', async () => {
  const { operation } = await criud.client.migrations.migrate({
    target: { pid: tree },
    destination: peerAddress(to),
    wait: LAB_PATIENCE,
  });
  const failure = failureOfOperation(operation);
  expect(failure.reason).toBe('MIGRATION_BLOCKED');
  const phases: Phase[] = [];
  const name = operation?.name ?? '';
  for await (const { event } of criud.client.operations.watchOperation({ name })) {
    if (event?.$case === 'phaseStarted') phases.push(event.value);
  }
  expect(phases).toEqual([Phase.CHECKING]);
  expect(operation?.rounds).toEqual([]);
  expect(await from.list('/var/lib/criud/migrations')).toEqual([]);
  expect(await to.list('/var/lib/criud/migrations')).toEqual([]);
  expect((await receiver.client.operations.listOperations({})).operations).toEqual([]);
});
