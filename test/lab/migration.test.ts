import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Phase, PreflightSeverity, TreeState } from '../../src/client/index.js';
import { failureOf, failureOfOperation } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import { forgetState } from './dirtier.js';
import { LAB_PATIENCE } from './dumps.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';
import { migrate, peerAddress, startPeer } from './scenarios/migration.js';
import type { LabWorkload } from './workload.js';

interface Place {
  readonly host: LabHost;
  criud: LabCriud;
}

let lab: Lab;
let from: Place;
let to: Place;

beforeAll(async () => {
  lab = await openLab('migration');
  const hosts = await Promise.all([lab.host(), lab.host()]);
  const [a, b] = await Promise.all(hosts.map(async (host) => ({ host, criud: await startPeer(host) })));
  if (a === undefined || b === undefined) throw new Error('a lab of less than two hosts');
  from = a;
  to = b;
});
afterAll(() => lab?.end());

/** A process of 16 MiB, whose files are on both hosts. */
async function startMovable(): Promise<LabWorkload> {
  const workload = await from.host.workload('dirtier', ['16', '200']);
  await from.host.copyTo(to.host, workload.folder);
  await forgetState(workload.on(to.host));
  return workload;
}

function request(workload: LabWorkload) {
  return {
    target: { pid: workload.pid },
    destination: peerAddress(to.host),
    policy: { maxRounds: 2 },
  };
}

async function ended(criud: LabCriud, name: string) {
  return (await criud.client.operations.waitOperation({ name, wait: LAB_PATIENCE })).operation;
}

async function untilPhase(criud: LabCriud, name: string, phase: Phase): Promise<void> {
  for await (const { event } of criud.client.operations.watchOperation({ name })) {
    if (event?.$case === 'phaseStarted' && event.value === phase) return;
  }
  throw new Error(`${name} ended before ${Phase[phase]}`);
}

/** It runs here and nowhere else. */
async function runsOnlyAt(workload: LabWorkload, place: Place, other: Place): Promise<void> {
  const here = workload.on(place.host);
  const before = await here.count().catch(() => 0);
  await place.host.waitFor(
    'a count',
    30_000,
    async () => (await here.count().catch(() => 0)) > before || undefined,
  );
  expect(await workload.on(other.host).isGone()).toBe(true);
}

describe('A migration', () => {
  it('moves a process with its memory, and its counter neither goes back nor skips', async () => {
    const report = await migrate(from, to, 500, () => {}, 16);
    expect(report.counts.first).toBeGreaterThanOrEqual(report.counts.last);
    expect(report.rounds.length).toBeGreaterThan(1);
    expect(report.verifiedWrites).toBeGreaterThan(0);
    const { operations } = await to.criud.client.operations.listOperations({});
    expect(operations[0]).toMatchObject({ outcome: { $case: 'restore' } });
    expect(await to.host.list('/var/lib/criud/migrations')).toEqual([]);
    expect(await from.host.list('/var/lib/criud/migrations')).toEqual([]);
  });

  it('that cannot succeed is refused before anything is frozen', async () => {
    await using workload = await from.host.workload('dirtier', ['16', '200']);
    const { findings } = await from.criud.client.migrations.preflight(request(workload));
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'directory-missing', severity: PreflightSeverity.BLOCKING }),
    );
    const { operation } = await from.criud.client.migrations.migrate({
      ...request(workload),
      wait: LAB_PATIENCE,
    });
    expect(failureOfOperation(operation)).toMatchObject({ reason: 'MIGRATION_BLOCKED' });
    expect(operation?.rounds).toEqual([]);
    await workload.advancesFrom(await workload.count());
  });

  it('to where nobody takes trees fails, and the tree runs on', async () => {
    await using workload = await startMovable();
    const elsewhere = { ...request(workload), destination: `${to.host.address}:1` };
    expect(await failureOf(from.criud.client.migrations.preflight(elsewhere))).toMatchObject({
      reason: 'PEER_UNREACHABLE',
    });
    await runsOnlyAt(workload, from, to);
    await workload.on(to.host).stop();
  });

  it('that is cancelled between its rounds leaves the tree where it was, and nothing there', async () => {
    await using workload = await startMovable();
    const { operation } = await from.criud.client.migrations.migrate({
      ...request(workload),
      policy: {
        maxRounds: 64,
        minDirtyPages: 0n,
        maxGrowthPercent: 1e6,
        interval: { seconds: 1n, nanos: 0 },
      },
    });
    const name = operation?.name ?? '';
    await untilPhase(from.criud, name, Phase.PAUSING);
    await from.criud.client.operations.cancelOperation({ name });
    const failed = await ended(from.criud, name);
    expect(failureOfOperation(failed)).toMatchObject({ reason: 'CANCELLED', treeState: TreeState.RUNNING });
    await runsOnlyAt(workload, from, to);
    const { operations } = await to.criud.client.operations.listOperations({});
    expect((await ended(to.criud, operations[0]?.name ?? ''))?.outcome?.$case).toBe('error');
    expect(await to.host.list('/var/lib/criud/migrations')).toEqual([]);
    await workload.on(to.host).stop();
  });

  it('whose source criud is killed in the handover ends with one copy', async () => {
    await using workload = await startMovable();
    const { operation } = await from.criud.client.migrations.migrate(request(workload));
    const name = operation?.name ?? '';
    await untilPhase(from.criud, name, Phase.HANDING_OVER);
    await from.criud.kill();
    from.criud = await startPeer(from.host);
    const outcome = (await ended(from.criud, name))?.outcome?.$case;
    if (outcome === 'migration') await runsOnlyAt(workload, to, from);
    else await runsOnlyAt(workload, from, to);
    await workload.on(to.host).stop();
  });

  it('whose target criud is killed in the handover ends with one copy', async () => {
    await using workload = await startMovable();
    const { operation } = await from.criud.client.migrations.migrate(request(workload));
    const name = operation?.name ?? '';
    await untilPhase(from.criud, name, Phase.HANDING_OVER);
    await to.criud.kill();
    to.criud = await startPeer(to.host);
    const outcome = (await ended(from.criud, name))?.outcome?.$case;
    if (outcome === 'migration') await runsOnlyAt(workload, to, from);
    else await runsOnlyAt(workload, from, to);
    await workload.on(to.host).stop();
  });
});
