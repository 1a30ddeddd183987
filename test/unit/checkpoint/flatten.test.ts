import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openCatalog, type StoredCheckpoint, verifyCheckpoint } from '../../../src/catalog/index.js';
import { type FlattenRequest, resolveInterrupted } from '../../../src/checkpoint/index.js';
import type { Operation, OperationRecord } from '../../../src/operations/index.js';
import { FACTS } from '../catalog/facts.js';
import { readPages } from '../criu/image-set.js';
import { NEVER, useCheckpoints } from './checkpoint-fixture.js';
import { type ImageChain, inventoryOf, makeImageChain } from './image-chain.js';
import { scriptInstallation } from './scripted-installation.js';

const fixture = useCheckpoints();

function request(
  checkpoint: StoredCheckpoint | undefined,
  more: Partial<FlattenRequest> = {},
): FlattenRequest {
  return { checkpoint: checkpoint?.manifest.id ?? '', labels: {}, fingerprint: 'flatten', ...more };
}

async function flatten(more: Partial<FlattenRequest>, { checkpoints }: ImageChain): Promise<Operation> {
  const begun = await fixture.open(scriptInstallation([])).flatten(request(checkpoints[0], more));
  return fixture.ended(begun);
}

/** The checkpoint that it has made. */
async function madeBy({ outcome }: Operation): Promise<StoredCheckpoint> {
  if (outcome?.kind === 'failed') throw outcome.failure;
  if (outcome?.kind !== 'flatten') throw new Error(`the outcome is ${outcome?.kind}`);
  return fixture.catalog.get(outcome.checkpoint.id);
}

async function hasMemory(checkpoint: StoredCheckpoint, { memory }: ImageChain): Promise<void> {
  for (const [subject, pages] of memory) {
    const found = await readPages(checkpoint.imagesFolder, subject);
    expect([...found.keys()]).toEqual([...pages.keys()]);
    for (const [address, content] of pages) expect(found.get(address)?.equals(content)).toBe(true);
  }
}

describe('A flattened checkpoint', () => {
  it('has all memory, no parent, digests, and is else what the newest of its chain is', async () => {
    const chain = await makeImageChain(fixture.catalog, 4);
    const operation = await flatten({}, chain);
    const made = await madeBy(operation);
    await hasMemory(made, chain);
    await verifyCheckpoint(made);
    const { format: _, id, createdAt, files, ...facts } = made.manifest;
    expect(facts).toEqual({
      ...FACTS,
      statistics: chain.checkpoints[0]?.manifest.statistics,
    });
    expect(files.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
    expect(Uint8Array.from(readFileSync(join(made.imagesFolder, 'inventory.img')))).toEqual(
      Uint8Array.from(inventoryOf(3)),
    );
    expect(operation).toMatchObject({ kind: 'flatten', checkpoint: id });
    expect(operation.phases.map(({ phase }) => phase)).toEqual([
      ...['verifying', 'preparing', 'flattening', 'committing', 'digesting'],
    ]);
    const bytes = 2 * 16 * 4096 + inventoryOf(3).length;
    expect(operation.progress).toEqual({ done: bytes, total: bytes });
    expect(createdAt > (chain.checkpoints[0]?.manifest.createdAt ?? '')).toBe(true);
  });

  it('stays when those that it was made of are removed, the newest first', async () => {
    const chain = await makeImageChain(fixture.catalog, 3);
    const made = await madeBy(await flatten({}, chain));
    for (const { manifest } of chain.checkpoints) await fixture.catalog.remove(manifest.id);
    expect(fixture.namesIn('checkpoints')).toEqual([made.manifest.id]);
    expect(fixture.namesIn('incoming')).toEqual([]);
    await verifyCheckpoint(made);
    await hasMemory(made, chain);
  });

  it('has labels of its own where the request has any, and is made once for one request_id', async () => {
    const chain = await makeImageChain(fixture.catalog, 2);
    const given = { labels: { flat: 'yes' }, requestId: randomUUID() };
    const [first, second] = [await flatten(given, chain), await flatten(given, chain)];
    expect(second.id).toBe(first.id);
    expect((await madeBy(first)).manifest.labels).toEqual({ flat: 'yes' });
    expect(fixture.namesIn('checkpoints')).toHaveLength(3);
  });

  it('is made of a pre-dump too', async () => {
    const chain = await makeImageChain(fixture.catalog, 3);
    const [, preDump] = chain.checkpoints;
    const begun = await fixture.open(scriptInstallation([])).flatten(request(preDump));
    expect((await madeBy(await fixture.ended(begun))).manifest).toMatchObject({ kind: 'pre-dump' });
  });
});

describe('A flattening', () => {
  it('is refused at once of what has no parent, is not there, or lacks one of its parents', async () => {
    const { checkpoints: chain } = await makeImageChain(fixture.catalog, 3);
    const checkpoints = fixture.open(scriptInstallation([]));
    await expect(checkpoints.flatten(request(chain[2]))).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: [{ field: 'name', description: expect.stringContaining('full') }],
    });
    await expect(
      checkpoints.flatten({ ...request(chain[0]), checkpoint: randomUUID() }),
    ).rejects.toMatchObject({
      reason: 'CHECKPOINT_NOT_FOUND',
    });
    await rm(join(fixture.state, 'checkpoints', chain[1]?.manifest.id ?? ''), { recursive: true });
    await expect(checkpoints.flatten(request(chain[0]))).rejects.toMatchObject({ reason: 'PARENT_MISSING' });
    expect(fixture.operations.list()).toEqual([]);
  });

  it('fails over an altered parent, and leaves nothing behind', async () => {
    const chain = await makeImageChain(fixture.catalog, 3);
    const parent = chain.checkpoints[2];
    const path = join(parent?.imagesFolder ?? '', 'pages-1.img');
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7);
    writeFileSync(path, bytes);
    expect(await flatten({}, chain)).toMatchObject({
      outcome: {
        failure: {
          reason: 'CHECKPOINT_DAMAGED',
          metadata: { checkpoint: parent?.manifest.id, file: 'pages-1.img' },
        },
      },
      phases: [{ phase: 'verifying' }],
    });
    expect(fixture.namesIn('checkpoints')).toHaveLength(3);
    expect(fixture.namesIn('incoming')).toEqual([]);
  });

  it('is refused where there is no room, before anything is written', async () => {
    const chain = await makeImageChain(fixture.catalog, 2);
    const catalog = await openCatalog(fixture.state, { keepFree: 2 ** 60 });
    const begun = await fixture.open(scriptInstallation([]), catalog).flatten(request(chain.checkpoints[0]));
    expect((await fixture.ended(begun)).outcome).toMatchObject({ failure: { reason: 'DISK_FULL' } });
    expect(fixture.namesIn('incoming')).toEqual([]);
  });

  it('ends on the way when it is cancelled, and holds what it reads until then', async () => {
    const chain = await makeImageChain(fixture.catalog, 2, 2 * 1024);
    const begun = await fixture.open(scriptInstallation([])).flatten(request(chain.checkpoints[0]));
    const ids = chain.checkpoints.map(({ manifest }) => manifest.id);
    const readers = () => ids.map((id) => fixture.catalog.leases.readerOf(id));
    const seen: (string | undefined)[] = [];
    for await (const event of fixture.operations.watch(begun.id, 0, NEVER)) {
      if (event.kind !== 'progress') continue;
      seen.push(...readers());
      fixture.operations.cancel(begun.id);
      break;
    }
    expect((await fixture.ended(begun)).outcome).toMatchObject({ failure: { reason: 'CANCELLED' } });
    expect(fixture.namesIn('checkpoints')).toHaveLength(2);
    expect(fixture.namesIn('incoming')).toEqual([]);
    expect(seen).toEqual(Array(2).fill(`operations/${begun.id}`));
    expect(readers()).toEqual([undefined, undefined]);
  });
});

describe('A flattening whose criud has ended', () => {
  /** What the next criud makes of it. */
  async function resolved(drafts: readonly string[]) {
    const catalog = await openCatalog(fixture.state);
    const past: OperationRecord = {
      operation: { id: randomUUID(), kind: 'flatten', createdAt: new Date(), phases: [] },
      events: [],
      traces: { bootId: 'another', processes: [], drafts },
    };
    const run = { enter: vi.fn(), isAbout: vi.fn(), signal: NEVER };
    // Nothing else of a run is used.
    const outcome = resolveInterrupted(
      { catalog },
      past,
      run as unknown as Parameters<typeof resolveInterrupted>[2],
    );
    return { outcome, run };
  }

  it('has succeeded where the checkpoint is in the catalogue, which gets its digests then', async () => {
    const chain = await makeImageChain(fixture.catalog, 2);
    const made = await madeBy(await flatten({}, chain));
    const files = made.manifest.files.map(({ name, bytes }) => ({ name, bytes }));
    await fixture.catalog.amend(made, { files });
    const { id } = made.manifest;
    const { outcome, run } = await resolved([id]);
    expect(await outcome).toMatchObject({ kind: 'flatten', checkpoint: { id, files: made.manifest.files } });
    expect(run.isAbout).toHaveBeenCalledWith({ checkpoint: id });
  });

  it('was interrupted where it is not, and its draft is gone', async () => {
    const draft = await fixture.catalog.begin();
    const { outcome } = await resolved([draft.id]);
    await expect(outcome).rejects.toMatchObject({ reason: 'OPERATION_INTERRUPTED' });
    expect(fixture.namesIn('incoming')).toEqual([]);
    await expect((await resolved([])).outcome).rejects.toMatchObject({ reason: 'OPERATION_INTERRUPTED' });
  });
});
