import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CriudError, FinalState, NetworkLock } from '../../src/client/index.js';
import { expectFailure, failureOfOperation, succeeded } from '../integration/call-failure.js';
import { KINDS } from '../integration/kinds.js';
import type { LabCriud } from './criud.js';
import { verifiedWrites } from './dirtier.js';
import { LAB_PATIENCE, made } from './dumps.js';
import type { Criu, Kernel } from './files.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';
import type { LabWorkload } from './workload.js';

/** Describes what has to hold with this kernel and this CRIU: the same in every pair but for what is in the version table. */
export function describePair(kernel: Kernel, criu: Criu, describeMore?: (host: () => LabHost) => void): void {
  describe(`CRIU ${criu} on the kernel of ${kernel}`, () => {
    let lab: Lab;
    let host: LabHost;
    let criud: LabCriud;
    beforeAll(async () => {
      lab = await openLab(`matrix-${kernel}`);
      host = await lab.host({ kernel, criu });
      criud = await host.startCriud();
    });
    afterAll(() => lab?.end());

    /** Releases of the table end at 4.2, so that they sort as they are written. */
    const knows = (since: string) => criu >= since;

    async function dumpAndRestore(workload: LabWorkload, options: (typeof KINDS)[number]['options'] = {}) {
      const { checkpoints } = criud.client;
      const target = { pid: workload.pid };
      const dumped = made((await checkpoints.dump({ target, options, wait: LAB_PATIENCE })).operation);
      expect(await workload.isGone()).toBe(true);
      const count = await workload.count();
      const { name } = dumped.checkpoint;
      succeeded((await checkpoints.restore({ checkpoint: name, wait: LAB_PATIENCE })).operation);
      await workload.advancesFrom(await workload.advancesFrom(count));
    }

    it('works, by its own check and a trial, and tracks memory', async () => {
      const facts = await criud.client.hosts.getHost({});
      expect(facts.criuVersion.startsWith(`${criu}.`)).toBe(true);
      expect(facts.features?.memoryTracking).toBe(true);
      expect((await criud.client.hosts.checkHost({})).findings).toEqual([]);
    });

    it.each(KINDS)('dumps and restores a tree with $what', async ({ program, args, options }) => {
      await using workload = await host.workload(program, args);
      await dumpAndRestore(workload, options);
    });

    it('dumps iteratively, and restores every byte', async () => {
      await using dirtier = await host.workload('dirtier', ['32', '500']);
      const { checkpoints } = criud.client;
      const { operation } = await checkpoints.dumpIteratively({
        target: { pid: dirtier.pid },
        policy: { maxRounds: 3, minDirtyPages: 0n },
        wait: LAB_PATIENCE,
      });
      const { operation: ended, checkpoint, statistics } = made(operation);
      const [first = 0n, ...later] = ended.rounds.map(({ measurements }) => measurements?.pagesWritten ?? 0n);
      expect(first).toBeGreaterThanOrEqual(8192n);
      expect(later).not.toHaveLength(0);
      for (const pages of [...later, statistics.pagesWritten]) expect(pages).toBeLessThan(first / 2n);
      expect(ended.warnings).toEqual([]);

      const writes = await dirtier.reported('writes');
      const restored = await checkpoints.restore({ checkpoint: checkpoint.name, wait: LAB_PATIENCE });
      succeeded(restored.operation);
      expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    });

    it('leaves a tree stopped, and restores one stopped or says that it cannot', async () => {
      await using workload = await host.workload('tcp-pair');
      const { checkpoints, processes } = criud.client;
      const target = { pid: workload.pid };
      const options = { tcp: { established: true } };
      const finalState = FinalState.STOPPED;
      succeeded((await checkpoints.dump({ target, options, finalState, wait: LAB_PATIENCE })).operation);
      expect(await workload.state()).toBe('T');
      await processes.continueTree({ target });
      await workload.advancesFrom(await workload.count());

      const dumped = made((await checkpoints.dump({ target, options, wait: LAB_PATIENCE })).operation);
      const checkpoint = dumped.checkpoint.name;
      const { operation } = await checkpoints.restore({ checkpoint, finalState, wait: LAB_PATIENCE });
      if (knows('3.19')) {
        succeeded(operation);
        expect(await workload.state()).toBe('T');
        await processes.continueTree({ target });
      } else {
        expectTooOld(failureOfOperation(operation));
        succeeded((await checkpoints.restore({ checkpoint, wait: LAB_PATIENCE })).operation);
      }
      await workload.advancesFrom(await workload.count());
    });

    it('leaves the network unlocked if asked to, or says that it cannot', async () => {
      await using workload = await host.workload('tcp-pair');
      const { operation } = await criud.client.checkpoints.dump({
        target: { pid: workload.pid },
        options: { tcp: { established: true, networkLock: NetworkLock.SKIP } },
        finalState: FinalState.RUNNING,
        wait: LAB_PATIENCE,
      });
      if (knows('3.19')) succeeded(operation);
      else expectTooOld(failureOfOperation(operation));
      await workload.advancesFrom(await workload.count());
    });

    describeMore?.(() => host);

    function expectTooOld(error: CriudError): void {
      expectFailure(error, { code: 'FAILED_PRECONDITION', reason: 'CRIU_TOO_OLD', cure: 'Install CRIU' });
      expect(error.metadata.running?.startsWith(`${criu}.`)).toBe(true);
    }
  });
}
