import { randomUUID } from 'node:crypto';
import {
  appendFile,
  cp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FinalState, Phase } from '../../src/client/index.js';
import { forgedManifest } from '../unit/catalog/forged-manifest.js';
import { expectFailure, failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { compiledProgram, startWorkload, type Workload } from './workload.js';

let daemon: Daemon;
let workload: Workload;
/** Of the workload, which runs on. */
let checkpoint: string;

beforeAll(async () => {
  daemon = await startDaemon({
    flags: ['--allow-option', 'skip_verification=true'],
    under: [await compiledProgram('reaper')],
  });
  workload = await startWorkload('counter');
  const { operation } = await daemon.client.checkpoints.dump({
    target: { pid: workload.pid },
    finalState: FinalState.RUNNING,
    wait: PATIENCE,
  });
  checkpoint = succeeded(operation).checkpoint;
});
afterAll(async () => {
  await workload?.stop();
  await daemon?.[Symbol.asyncDispose]();
});

const folderOf = (name: string): string => join(daemon.stateFolder, name);
const restore = (name: string) => daemon.client.checkpoints.restore({ checkpoint: name, wait: PATIENCE });

/** A copy of the checkpoint, to be spoilt. */
async function copyCheckpoint(): Promise<{ name: string; folder: string; manifest: string }> {
  const id = randomUUID();
  const name = `checkpoints/${id}`;
  const folder = folderOf(name);
  await cp(folderOf(checkpoint), folder, { recursive: true });
  const manifest = join(folder, 'manifest.json');
  await writeFile(
    manifest,
    forgedManifest(await readFile(manifest), () => ({ id })),
  );
  return { name, folder, manifest };
}

describe('a restore', () => {
  it('of a tree that still lives is refused, and the tree lives on', async () => {
    const { operation } = await restore(checkpoint);
    const error = failureOfOperation(operation);
    expectFailure(error, { code: 'ALREADY_EXISTS', reason: 'PID_TAKEN', cure: 'End that process' });
    expect(error.metadata).toMatchObject({
      pid: String(workload.pid),
      holder_pid: String(workload.pid),
      holder_name: 'counter',
    });
    expect(operation?.phases.map(({ phase }) => phase)).toEqual([Phase.VERIFYING, Phase.WAITING_FOR_PID]);
    await workload.advancesFrom(workload.count());
  });

  it('of an unknown checkpoint is refused', async () => {
    const error = await failureOf(restore(`checkpoints/${randomUUID()}`));
    expectFailure(error, { code: 'NOT_FOUND', reason: 'CHECKPOINT_NOT_FOUND', cure: 'ListCheckpoints' });
  });

  it('of a pre-dump is refused', async () => {
    const { name, manifest } = await copyCheckpoint();
    const text = forgedManifest(await readFile(manifest), () => ({ kind: 'pre-dump' }));
    await writeFile(manifest, text);
    const error = await failureOf(restore(name));
    expectFailure(error, {
      code: 'FAILED_PRECONDITION',
      reason: 'CHECKPOINT_NOT_RESTORABLE',
      cure: 'that Dump has made',
    });
  });

  it.each<[string, (manifest: string) => Promise<void>]>([
    ['has no manifest', (manifest) => rm(manifest)],
    ['has half a manifest', (manifest) => truncate(manifest, 200)],
    ['has a manifest of a later format', (manifest) => writeFile(manifest, '{"format": 99}')],
    [
      'has the manifest of another',
      async (manifest) => writeFile(manifest, await readFile(join(folderOf(checkpoint), 'manifest.json'))),
    ],
  ])('of a checkpoint that %s is refused', async (_, spoil) => {
    const { name, manifest } = await copyCheckpoint();
    await spoil(manifest);
    const error = await failureOf(restore(name));
    expectFailure(error, { code: 'DATA_LOSS', reason: 'CHECKPOINT_DAMAGED', cure: 'take it from a copy' });
  });

  // CRIU would read pages that are cut for ever, and build half a tree from others.
  it.each<[string, string, (image: string) => Promise<void>]>([
    ['memory is cut', 'pages-1.img', (image) => truncate(image, 4096)],
    ['memory is empty', 'pages-1.img', (image) => truncate(image, 0)],
    ['inventory is cut', 'inventory.img', (image) => truncate(image, 12)],
    ['process list is longer', 'pstree.img', (image) => appendFile(image, 'x')],
    ['inventory is missing', 'inventory.img', (image) => rm(image)],
    [
      'memory is a link',
      'pages-1.img',
      async (image) => {
        await rename(image, `${image}.elsewhere`);
        await symlink(`${image}.elsewhere`, image);
      },
    ],
    [
      'memory has one other byte',
      'pages-1.img',
      async (image) => {
        const pages = await readFile(image);
        pages[5000] = (pages[5000] ?? 0) ^ 1;
        await writeFile(image, pages);
      },
    ],
    ['images have one too many', 'pages-7.img', (image) => writeFile(image, '')],
  ])('of a checkpoint whose %s is refused before CRIU is started', async (_, image, spoil) => {
    const { name, folder } = await copyCheckpoint();
    await spoil(join(folder, 'images', image));
    const { operation } = await restore(name);
    const error = failureOfOperation(operation);
    expectFailure(error, { code: 'DATA_LOSS', reason: 'CHECKPOINT_DAMAGED', cure: 'make a new one' });
    expect(error.metadata).toMatchObject({ file: image, checkpoint: name.split('/')[1] });
    expect(operation?.phases.map(({ phase }) => phase)).toEqual([Phase.VERIFYING]);
    expect(error.criu).toBeUndefined();
  });
});

describe('a restore that CRIU finds fault with', () => {
  /** Dead here, so that CRIU gets as far as the images. */
  let dead: Workload;
  let name: string;
  beforeAll(async () => {
    dead = await startWorkload('counter', ['1', '--append']);
    const { operation } = await daemon.client.checkpoints.dump({ target: { pid: dead.pid }, wait: PATIENCE });
    name = succeeded(operation).checkpoint;
  });
  afterAll(() => dead?.stop());

  /** Changes a file, lets `look` see what becomes of a restore, and changes it back. */
  async function withFile(
    path: string,
    change: () => Promise<void>,
    look: () => Promise<void>,
  ): Promise<void> {
    const before = await readFile(path);
    await change();
    try {
      await look();
    } finally {
      await writeFile(path, before);
    }
  }

  it('tells of images that are not what they were, of the right length, where nobody has looked', async () => {
    const image = join(folderOf(name), 'images', 'inventory.img');
    await withFile(
      image,
      async () => writeFile(image, Buffer.alloc((await readFile(image)).length, 0xff)),
      async () => {
        const { operation } = await daemon.client.checkpoints.restore({
          checkpoint: name,
          skipVerification: true,
          wait: PATIENCE,
        });
        expectFailure(failureOfOperation(operation), {
          code: 'DATA_LOSS',
          reason: 'CHECKPOINT_DAMAGED',
          cure: 'restore another one',
          causeLine: /agic doesn't match for inventory/,
        });
      },
    );
  });

  it('tells of a file of the tree that is gone', async () => {
    const file = join(dead.folder, 'append');
    await withFile(
      file,
      () => rm(file),
      async () => {
        const { operation } = await restore(name);
        const error = failureOfOperation(operation);
        expectFailure(error, {
          code: 'FAILED_PRECONDITION',
          reason: 'FILE_MISSING',
          cure: 'Put the file back',
          causeLine: /No such file or directory/,
        });
        expect(error.metadata).toMatchObject({ path: file });
      },
    );
  });

  it('tells of a file of the tree that is another one', async () => {
    const file = join(dead.folder, 'append');
    await withFile(
      file,
      () => appendFile(file, 'x'),
      async () => {
        const { operation } = await restore(name);
        const error = failureOfOperation(operation);
        expectFailure(error, {
          code: 'FAILED_PRECONDITION',
          reason: 'FILE_CHANGED',
          cure: 'Put the file back',
          causeLine: /has bad size/,
        });
        expect(error.metadata).toMatchObject({ path: file });
      },
    );
  });

  it('leaves nothing behind, and one restore of two at once succeeds when the fault is mended', async () => {
    expect(dead.isGone()).toBe(true);
    expect(await readdir(folderOf('work'))).toEqual([]);
    const before = dead.count();
    const both = await Promise.allSettled([restore(name), restore(name)]);
    const good = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value.operation] : []));
    expect(good.map((operation) => succeeded(operation).pid)).toEqual([dead.pid]);
    const bad = both.find((each) => each.status === 'rejected');
    expectFailure(await failureOf(Promise.reject(bad?.reason)), {
      code: 'ABORTED',
      reason: 'TREE_BUSY',
      cure: 'WaitOperation',
    });
    await dead.advancesFrom(before);
  });
});
