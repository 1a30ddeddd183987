import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FinalState, TreeState } from '../../src/client/index.js';
import { failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { startDaemon } from './daemon.js';
import { goesOn } from './round-trip.js';
import { startWorkload } from './workload.js';

let small: string;
beforeAll(() => {
  small = mkdtempSync(join(tmpdir(), 'criud-small-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=700', 'tmpfs', small]);
});
afterAll(() => {
  execFileSync('umount', [small]);
  rmSync(small, { recursive: true });
});

it('A dump of a tree with more memory than the disk has room for is refused before CRIU is started', async () => {
  await using workload = await startWorkload('counter', ['64']);
  await using daemon = await startDaemon({ stateFolder: small });
  const request = { target: { pid: workload.pid }, finalState: FinalState.RUNNING, wait: PATIENCE };
  const { operation } = await daemon.client.checkpoints.dump(request);
  const failure = failureOfOperation(operation);
  expect(failure).toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    reason: 'DISK_FULL',
    cure: expect.stringContaining('Nothing was touched'),
    treeState: TreeState.RUNNING,
  });
  expect(Number(failure.metadata.needed_bytes)).toBeGreaterThan(64 * 2 ** 20);
  expect(operation?.phases).toHaveLength(1);
  expect(readdirSync(join(small, 'incoming'))).toEqual([]);

  await using smaller = await startWorkload('counter', ['1']);
  const fits = { ...request, target: { pid: smaller.pid } };
  succeeded((await daemon.client.checkpoints.dump(fits)).operation);
  await goesOn(workload);
  await goesOn(smaller);
});
