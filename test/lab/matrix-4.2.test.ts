import { expect, it } from 'vitest';
import { failureOfOperation } from '../integration/call-failure.js';
import { LAB_PATIENCE } from './dumps.js';
import { describePair } from './matrix.js';

describePair('forky', '4.2', (host) => {
  it('says of a CRIU that is too old for the kernel that it is, and does not begin', async () => {
    const criu = '/opt/criu/3.17/criu';
    await expect(host().startCriud({ criu, stateFolder: '/var/lib/criud-3.17' })).rejects.toThrow(
      /CRIU is too old for the running kernel/,
    );
  });

  it('leaves a tree alone that CRIU 4.1 cannot dump on this kernel, and says why', async () => {
    await using criud = await host().startCriud({
      criu: '/opt/criu/4.1/criu',
      stateFolder: '/var/lib/criud-4.1',
    });
    await using workload = await host().workload('tcp-listen');
    const target = { pid: workload.pid };
    const { operation } = await criud.client.checkpoints.dump({ target, wait: LAB_PATIENCE });
    expect(failureOfOperation(operation).reason).toBe('KERNEL_UNSUPPORTED');
    await workload.advancesFrom(await workload.count());
    expect((await criud.client.hosts.checkHost({})).findings).not.toEqual([]);
  });
});
