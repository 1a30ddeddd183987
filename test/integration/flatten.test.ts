import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog, type StoredCheckpoint } from '../../src/catalog/index.js';
import { sealCheckpoint } from '../../src/checkpoint/seal.js';
import { CheckpointKind, OperationKind, Phase } from '../../src/client/index.js';
import { failureOf, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { dump } from './round-trip.js';
import { splitImages } from './split-images.js';
import { startWorkload, until, type Workload } from './workload.js';

const ROUNDS = 4;
const wait = PATIENCE;

/** Waits until every byte of its memory has been compared with what its number of writes says. */
async function comparesAll(dirtier: Workload): Promise<void> {
  const before = dirtier.reported('verified');
  process.kill(dirtier.pid, 'SIGUSR1');
  await until(
    'the comparison of all memory',
    30_000,
    () => dirtier.reported('verified') > before || undefined,
  );
}

/**
 * Puts a chain in the place of a checkpoint, as rounds of pre-dump and a dump would have left it: this kernel may have
 * no way to count changes of memory.
 *
 * @returns names of its checkpoints, the oldest first
 */
async function takeApart(state: string, name: string): Promise<readonly string[]> {
  const catalog = await openCatalog(state);
  const whole = await catalog.get(name.replace('checkpoints/', ''));
  const scratch = await mkdtemp(join(tmpdir(), 'criud-apart-'));
  const folders = Array.from({ length: ROUNDS }, (_, round) => join(scratch, String(round)));
  for (const folder of folders) await mkdir(folder);
  await splitImages(whole.imagesFolder, folders, { outdated: true, most: 3 });
  const { labels, host, criu, tree, options, statistics } = whole.manifest;
  const made: StoredCheckpoint[] = [];
  for (const [round, folder] of folders.entries()) {
    await using draft = await catalog.begin(made.at(-1));
    await cp(folder, draft.imagesFolder, { recursive: true });
    if (draft.parentPath !== undefined) await symlink(draft.parentPath, join(draft.imagesFolder, 'parent'));
    const kind = round === ROUNDS - 1 ? 'dump' : 'pre-dump';
    const facts = { kind, labels, host, criu, tree, options, ...(statistics && { statistics }) } as const;
    const checkpoint = await draft.commit(facts, 'disk');
    await sealCheckpoint(catalog, checkpoint, new AbortController().signal);
    made.push(checkpoint);
  }
  await catalog.remove(whole.manifest.id);
  await rm(scratch, { recursive: true });
  return made.map(({ manifest }) => `checkpoints/${manifest.id}`);
}

describe('A chain of a tree with memory of its own and shared memory', () => {
  let folder: string;
  let dirtier: Workload;
  let daemon: Daemon;
  let chain: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'criud-flatten-'));
    const stateFolder = join(folder, 'state');
    dirtier = await startWorkload('dirtier', ['8', '1000', '--shared', '4', '--processes', '2']);
    {
      await using first = await startDaemon({ stateFolder });
      const { checkpoint } = await dump(first, dirtier, { labels: { service: 'dirtier' } });
      await first.stop();
      chain = await takeApart(stateFolder, checkpoint.name);
    }
    daemon = await startDaemon({ stateFolder });
  });
  afterAll(async () => {
    await daemon?.stop();
    await dirtier?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is flattened, its rounds are removed, and what is left restores every byte', async () => {
    const name = chain.at(-1) ?? '';
    const { catalog, checkpoints } = daemon.client;
    const request = { name, requestId: 'flatten it', labels: { flat: 'yes' }, wait };
    const operation = succeeded((await catalog.flattenCheckpoint(request)).operation);
    const flat = operation.outcome?.$case === 'flatten' ? operation.outcome.value.checkpoint : undefined;
    expect(operation).toMatchObject({ kind: OperationKind.FLATTEN, checkpoint: flat?.name });
    expect(operation.phases.map(({ phase }) => phase)).toEqual([
      ...[Phase.VERIFYING, Phase.PREPARING, Phase.FLATTENING, Phase.COMMITTING, Phase.DIGESTING],
    ]);
    expect(operation.progress?.doneBytes).toBe(operation.progress?.totalBytes);
    expect(flat).toMatchObject({
      ...{ kind: CheckpointKind.DUMP, parent: '', labels: { flat: 'yes' }, pid: dirtier.pid, processes: 2 },
    });
    expect(flat?.sizeBytes).toBeGreaterThan((2 * 8 + 4) * 2 ** 20);

    const { operation: again } = await catalog.flattenCheckpoint(request);
    expect(again?.name).toBe(operation.name);
    expect(await failureOf(catalog.flattenCheckpoint({ ...request, labels: {} }))).toMatchObject({
      reason: 'REQUEST_ID_REUSED',
    });
    expect(await failureOf(catalog.flattenCheckpoint({ name: flat?.name ?? '' }))).toMatchObject({
      ...{ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' },
      violations: [{ field: 'name', description: expect.stringContaining('full') }],
    });

    for (const each of chain.toReversed()) await catalog.deleteCheckpoint({ name: each });
    const count = dirtier.count();
    succeeded((await checkpoints.restore({ checkpoint: flat?.name ?? '', wait })).operation);
    await comparesAll(dirtier);
    await dirtier.advancesFrom(count);
  });
});
