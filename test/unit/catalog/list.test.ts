import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, type CheckpointFilter, openCatalog, summaryOf } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS, makeChain, makeCheckpoint } from './facts.js';

let state: string;
let catalog: Catalog;

beforeEach(async () => {
  state = join(scratchFolder(), 'state');
  catalog = await openCatalog(state);
});

async function listed(filter: CheckpointFilter = {}, from = catalog): Promise<readonly string[]> {
  const { checkpoints } = await from.list(filter, { size: 1_000 });
  return checkpoints.map(({ id }) => id);
}

describe('the list of checkpoints', () => {
  it('is the same after a start, and as the manifests are', async () => {
    const [newest, middle, first] = await makeChain(catalog, 3);
    await catalog.amend(await catalog.get(middle?.manifest.id ?? ''), { statistics: { pagesWritten: 1 } });
    const { checkpoints, more } = await catalog.list({}, { size: 3 });
    expect(more).toBe(false);
    expect(checkpoints.map(({ id }) => id).sort()).toEqual(
      [newest, middle, first].map((each) => each?.manifest.id).sort(),
    );
    for (const each of checkpoints) {
      expect(each).toEqual(summaryOf((await catalog.get(each.id)).manifest));
    }
    const reopened = await openCatalog(state);
    expect(await reopened.list({}, { size: 3 })).toEqual({ checkpoints, more });
    expect((await reopened.list({}, { size: 2 })).more).toBe(true);
  });

  it('passes by what is no checkpoint, or damaged', async () => {
    const [good, bad] = [await makeCheckpoint(catalog), await makeCheckpoint(catalog)];
    writeFileSync(join(dirname(bad.imagesFolder), 'manifest.json'), '{');
    writeFileSync(join(state, 'checkpoints', 'a-file'), '');
    expect(await listed({}, await openCatalog(state))).toEqual([good.manifest.id]);
  });

  it('has what meets every field of a filter', async () => {
    const parent = await makeCheckpoint(catalog, undefined, {
      labels: { app: 'x', tier: '' },
      kind: 'pre-dump',
    });
    const child = await makeCheckpoint(catalog, parent, {
      labels: { app: 'y' },
      host: { ...FACTS.host, name: 'there' },
      tree: { pid: 7, startTime: '70', processes: 1 },
    });
    const [a, b] = [parent.manifest.id, child.manifest.id];
    const time = Date.parse(child.manifest.createdAt);
    const cases: readonly (readonly [CheckpointFilter, readonly string[]])[] = [
      [{ labels: { app: 'x' } }, [a]],
      [{ labels: { app: '' } }, [a, b]],
      [{ labels: { app: '', tier: '' } }, [a]],
      [{ labels: { toString: '' } }, []],
      [{ kind: 'pre-dump' }, [a]],
      [{ kind: 'dump', labels: { app: 'x' } }, []],
      [{ host: 'there' }, [b]],
      [{ pid: 4711 }, [a]],
      [{ pid: 7, startTime: '71' }, []],
      [{ pid: 7, startTime: '70' }, [b]],
      [{ createdFrom: time + 1 }, []],
      [{ createdBefore: time + 1 }, [a, b]],
      [{ createdBefore: Date.parse(parent.manifest.createdAt) }, []],
      [{ parent: a }, [b]],
    ];
    for (const [filter, expected] of cases) {
      expect([...(await listed(filter))].sort(), JSON.stringify(filter)).toEqual([...expected].sort());
    }
  });
});

describe('labels', () => {
  it('are changed on the disk and in the list', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    const { id } = manifest;
    const changed = await catalog.label(id, (labels) => ({ ...labels, more: 'yes' }));
    expect(changed.manifest.labels).toEqual({ service: 'counter', more: 'yes' });
    expect((await catalog.get(id)).manifest).toEqual(changed.manifest);
    expect(await listed({ labels: { more: 'yes' } })).toEqual([id]);
    expect(await listed({ labels: { more: 'yes' } }, await openCatalog(state))).toEqual([id]);
  });

  it('stay what they were where the change throws, and where there is no checkpoint', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    const refused = catalog.label(manifest.id, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect((await catalog.get(manifest.id)).manifest).toEqual(manifest);
    const missing = catalog.label('00000000-0000-4000-8000-000000000000', (labels) => labels);
    await expect(missing).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
  });

  it('are lost to no change that comes at the same time', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const { id } = checkpoint.manifest;
    await Promise.all([
      ...Array.from({ length: 10 }, (_, at) =>
        catalog.label(id, (labels) => ({ ...labels, [`label${at}`]: '' })),
      ),
      // What it knows of the checkpoint is from before.
      catalog.amend(checkpoint, { statistics: { pagesWritten: 3 } }),
    ]);
    const { labels, statistics } = (await catalog.get(id)).manifest;
    expect(Object.keys(labels)).toHaveLength(11);
    expect(statistics).toEqual({ pagesWritten: 3 });
  });

  it('do not bring a checkpoint back that is just being removed', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => makeCheckpoint(catalog)));
    await Promise.all(
      made.flatMap(({ manifest: { id } }) => [
        catalog.label(id, (labels) => labels).catch(() => {}),
        catalog.remove(id),
        catalog.label(id, (labels) => labels).catch(() => {}),
      ]),
    );
    expect(await listed()).toEqual([]);
    expect(readdirSync(join(state, 'checkpoints'))).toEqual([]);
  });
});

describe('removing with all that has pages in it', () => {
  it('takes each behind its children, and nothing else', async () => {
    const other = await makeCheckpoint(catalog);
    const root = await makeCheckpoint(catalog);
    const left = await makeCheckpoint(catalog, root);
    const right = await makeCheckpoint(catalog, root);
    const leaf = await makeCheckpoint(catalog, left);
    const above = await makeCheckpoint(catalog, leaf);
    const removed = await catalog.remove(root.manifest.id, { cascade: true });
    const ids = removed.map(({ id }) => id);
    for (const [child, parent] of [
      [above, leaf],
      [leaf, left],
      [left, root],
      [right, root],
    ] as const) {
      expect(ids.indexOf(child.manifest.id)).toBeLessThan(ids.indexOf(parent.manifest.id));
    }
    expect(removed.map(({ bytes }) => bytes)).toEqual(Array(5).fill(10_009));
    expect(await listed()).toEqual([other.manifest.id]);
    expect(readdirSync(join(state, 'checkpoints'))).toEqual([other.manifest.id]);
    expect(readdirSync(join(state, 'incoming'))).toEqual([]);
  });

  it('removes nothing while one of them is read', async () => {
    const chain = await makeChain(catalog, 3);
    const [newest, , first] = chain.map(({ manifest }) => manifest.id);
    {
      using _lease = catalog.leases.take([newest ?? ''], 'a reader');
      await expect(catalog.remove(first ?? '', { cascade: true })).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
        metadata: { checkpoint: newest, reader: 'a reader' },
      });
      expect(await listed()).toHaveLength(3);
    }
    expect(await catalog.remove(first ?? '', { cascade: true })).toHaveLength(3);
  });

  it('is refused while a checkpoint is made over one of them, and removes that too afterwards', async () => {
    const [newest, first] = await makeChain(catalog, 2);
    const id = first?.manifest.id ?? '';
    {
      await using draft = await catalog.begin(newest);
      await expect(catalog.remove(id, { cascade: true })).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
      });
      await draft.commit(FACTS, 'disk');
      await expect(catalog.remove(id, { cascade: true })).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
      });
    }
    expect(await catalog.remove(id, { cascade: true })).toHaveLength(3);
  });

  it('and beginning one over it at the same time never leaves a child without its parent', async () => {
    for (let round = 0; round < 30; round += 1) {
      const parent = await makeCheckpoint(catalog);
      const dump = async () => {
        for (let turn = 0; turn < round % 7; turn += 1) await new Promise(setImmediate);
        await using draft = await catalog.begin(parent);
        await draft.commit(FACTS, 'page-cache');
      };
      const [made] = await Promise.allSettled([
        dump(),
        catalog.remove(parent.manifest.id, { cascade: round % 2 === 0 }),
      ]);
      const isThere = existsSync(parent.imagesFolder);
      if (made.status === 'fulfilled') expect(isThere || (await listed()).length === 0).toBe(true);
      else expect(made.reason).toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
      for (const { id, parent: needed } of (await catalog.list({}, { size: 100 })).checkpoints) {
        expect(existsSync(join(state, 'checkpoints', id))).toBe(true);
        if (needed !== undefined) expect(existsSync(join(state, 'checkpoints', needed))).toBe(true);
      }
      for (const id of await listed()) await catalog.remove(id, { cascade: true }).catch(() => {});
    }
  });

  it('twice at the same time is refused once', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    const both = await Promise.allSettled([catalog.remove(manifest.id), catalog.remove(manifest.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({
      reason: 'CHECKPOINT_NOT_FOUND',
    });
  });
});

describe('a checkpoint from elsewhere', () => {
  it('is in the list at once, and over no parent that is not here', async () => {
    const [child, parent] = await makeChain(catalog, 2);
    if (child === undefined || parent === undefined) throw new Error('the chain is too short');
    const away = join(state, 'away');
    await rename(dirname(child.imagesFolder), away);
    const elsewhere = await openCatalog(state);
    expect(await listed({}, elsewhere)).toEqual([parent.manifest.id]);
    await elsewhere.adopt(away, child.manifest);
    expect(await listed({ parent: parent.manifest.id }, elsewhere)).toEqual([child.manifest.id]);

    await rename(dirname(child.imagesFolder), away);
    await rename(dirname(parent.imagesFolder), join(state, 'parent'));
    await expect((await openCatalog(state)).adopt(away, child.manifest)).rejects.toMatchObject({
      reason: 'PARENT_MISSING',
    });
    expect(existsSync(away)).toBe(true);
  });
});
