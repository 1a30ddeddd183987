import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { PreDumpMode } from '../../src/client/index.js';
import { failureOf, succeeded } from '../integration/call-failure.js';
import { rewritten, verifiedWrites } from './dirtier.js';
import { LAB_PATIENCE, type Made, made } from './dumps.js';
import type { LabHost } from './host.js';
import { sharedHost } from './shared-host.js';

const wait = LAB_PATIENCE;
const KEYS = '/lab/keys';
const MEBIBYTES = [8, 4] as const;

const STATE = '/var/lib/criud-encrypted';

let host: LabHost;

beforeAll(async () => {
  ({ host } = await sharedHost());
  await host.writeFile(KEYS, Buffer.from(`lab ${randomBytes(32).toString('base64')}\n`), 0o600);
});

describe('A chain that is encrypted', () => {
  it('is dumped over without its pages, in both modes, and restored with every byte', async () => {
    const [own, shared] = MEBIBYTES;
    await using criud = await host.startCriud({ stateFolder: STATE, flags: ['--keys', KEYS] });
    await using dirtier = await host.workload('dirtier', [String(own), '20', '--shared', String(shared)]);
    const { checkpoints } = criud.client;
    const target = { pid: dirtier.pid };
    const rounds: Made[] = [];
    for (const preDumpMode of [PreDumpMode.SPLICE, PreDumpMode.READ, PreDumpMode.SPLICE]) {
      const parent = rounds.at(-1)?.checkpoint.name ?? '';
      const options = { memory: { preDumpMode } };
      rounds.push(made((await checkpoints.preDump({ target, parent, options, wait })).operation));
      await rewritten(dirtier, 5);
    }
    const parent = rounds.at(-1)?.checkpoint.name ?? '';
    const cutting = checkpoints.dump({ target, parent, options: { memory: { autoDedup: true } } });
    expect(await failureOf(cutting)).toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: [{ field: 'options.memory.auto_dedup' }],
    });

    const final = made((await checkpoints.dump({ target, parent, wait })).operation);
    expect(final.operation.warnings).toEqual([]);
    for (const { statistics, checkpoint } of [...rounds.slice(1), final]) {
      expect(statistics.pagesSkippedParent).toBeGreaterThan((own * 256) / 2);
      expect(checkpoint.encryptionKey).toBe('lab');
    }
    const writes = await dirtier.reported('writes');
    succeeded((await checkpoints.restore({ checkpoint: final.checkpoint.name, wait })).operation);
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    await dirtier.advancesFrom(await dirtier.count());
    expect(await host.shell(`ls -R /dev/shm ${STATE}/work`)).not.toContain('images');
  });
});
