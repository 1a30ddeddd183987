import { readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountPoint } from './mount-point.js';
import { dump, goesOn, restore, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startWorkload } from './workload.js';

const KINDS = ['pid', 'net', 'mnt', 'ipc', 'uts'];

describe('A tree with pid, net and mount namespaces and a root of its own', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon({ flags: ['--allow-option', 'namespaces.root=*'] });
  });
  afterAll(() => daemon?.endLevel());

  it('goes on where it was, in new namespaces of the same kinds', async () => {
    await using workload = await startWorkload('namespaced');
    await using root = await mountPoint(workload.root);
    const { checkpoint, restore } = await roundTrip(
      daemon,
      workload,
      {},
      { namespaces: { root: root.path } },
    );

    expect(checkpoint.processes).toBe(2);
    const after = namespaces(restore.pid);
    const ours = namespaces(process.pid);
    for (const [index, kind] of KINDS.entries()) {
      expect(after[index], kind).not.toBe(ours[index]);
    }
  });

  it('is not restored without its root, and is with it afterwards', async () => {
    await using workload = await startWorkload('namespaced');
    await using root = await mountPoint(workload.root);
    const { checkpoint } = await dump(daemon, workload);

    await expect(restore(daemon, workload, checkpoint)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      cure: expect.stringContaining('namespaces.root'),
    });
    await restore(daemon, workload, checkpoint, { options: { namespaces: { root: root.path } } });
    await goesOn(workload);
  });
});

function namespaces(pid: number): string[] {
  return KINDS.map((kind) => readlinkSync(`/proc/${pid}/ns/${kind}`));
}
