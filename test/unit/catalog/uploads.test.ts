import { existsSync, readdirSync, readlinkSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openUploads, type StoredCheckpoint, verifyCheckpoint } from '../../../src/catalog/index.js';
import {
  archiveOf,
  bytesOf,
  imagesOf,
  makeFamily,
  makeSealed,
  openPlace,
  type Place,
  send,
} from './archives.js';

let here: Place;
let there: Place;
let chain: readonly StoredCheckpoint[];
let archive: { readonly digest: string; readonly bytes: Buffer };

beforeEach(async () => {
  here = await openPlace();
  there = await openPlace();
  chain = await makeFamily(here.catalog);
  archive = await archiveOf(here.catalog, chain);
});

const namesIn = (place: Place, folder: string) => readdirSync(join(place.state, folder)).sort();
const idsOf = (checkpoints: readonly StoredCheckpoint[]) => checkpoints.map(({ manifest }) => manifest.id);

/** The same bytes with other ones in one place. */
function altered(bytes: Buffer, offset: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
}

async function expectWhole(place: Place): Promise<void> {
  for (const { manifest } of chain) {
    const got = await place.catalog.get(manifest.id);
    expect(got.manifest).toEqual(manifest);
    await verifyCheckpoint(got);
  }
}

describe('an upload', () => {
  it('brings the checkpoints of an archive into the catalogue, the oldest first', async () => {
    const got = await send(there.uploads, archive);
    expect(idsOf(got)).toEqual(idsOf(chain).reverse());
    await expectWhole(there);
    for (const checkpoint of chain) {
      const copy = await there.catalog.get(checkpoint.manifest.id);
      expect(await imagesOf(copy)).toEqual(await imagesOf(checkpoint));
      for (const path of ['', 'images', 'work']) {
        expect(statSync(join(dirname(copy.imagesFolder), path)).mode & 0o777).toBe(0o700);
      }
      expect(statSync(join(copy.imagesFolder, 'pages-1.img')).mode & 0o777).toBe(0o600);
    }
    expect(namesIn(there, 'uploads')).toEqual([]);
    const copy = await archiveOf(there.catalog, chain);
    expect(copy.digest).toBe(archive.digest);
    expect(copy.bytes.equals(archive.bytes)).toBe(true);
  });

  it('is seen by nobody before it is complete', async () => {
    await using receiver = await there.uploads.receive(archive.digest);
    await receiver.write(0, archive.bytes);
    expect(receiver.received).toBe(archive.bytes.length);
    expect(receiver.total).toBe(archive.bytes.length);
    expect(namesIn(there, 'checkpoints')).toEqual([]);
  });

  it('links a child to the images of its parent', async () => {
    await send(there.uploads, archive);
    const [child, parent] = chain;
    const link = join(there.state, 'checkpoints', child?.manifest.id ?? '', 'images', 'parent');
    expect(readlinkSync(link)).toBe(`../../../checkpoints/${parent?.manifest.id}/images`);
  });

  it('comes whole in pieces of any size, wherever it broke off, also beyond the end of criud', async () => {
    const break_ = fc.record({
      at: fc.integer({ min: 1, max: archive.bytes.length }),
      restart: fc.boolean(),
    });
    const plan = fc.record({
      breaks: fc.array(break_, { maxLength: 4 }),
      piece: fc.integer({ min: 97, max: 300_000 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ breaks, piece }) => {
        let place = await openPlace();
        for (const { at, restart } of breaks.sort((a, b) => a.at - b.at)) {
          await send(place.uploads, archive, { upTo: at, piece });
          const before = await place.uploads.state(archive.digest);
          if (restart) {
            place = await openPlace(place.state);
            expect(await place.uploads.state(archive.digest)).toEqual(before);
          }
        }
        if (!existsSync(join(place.state, 'checkpoints', chain[0]?.manifest.id ?? ''))) {
          await send(place.uploads, archive, { piece });
        }
        await expectWhole(place);
        expect(namesIn(place, 'uploads')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('goes on at exactly what is on the disk', async () => {
    const { digest, bytes } = archive;
    const end = bytes.indexOf(bytesOf(700_000, 1)) + 123_456;
    await send(there.uploads, archive, { upTo: end });
    expect(await there.uploads.state(digest)).toEqual({ received: end, total: bytes.length });
    const reopened = await openPlace(there.state);
    expect(await reopened.uploads.state(digest)).toEqual({ received: end, total: bytes.length });
    await expect(
      (async () => {
        await using receiver = await reopened.uploads.receive(digest);
        await receiver.write(end + 1, bytes.subarray(end + 1));
      })(),
    ).rejects.toMatchObject({ reason: 'UPLOAD_OFFSET_WRONG', metadata: { received: String(end) } });
    await send(reopened.uploads, archive);
    await expectWhole(reopened);
  });

  it('passes over what has come already', async () => {
    await send(there.uploads, archive, { upTo: 100_000 });
    await using receiver = await there.uploads.receive(archive.digest);
    await receiver.write(0, archive.bytes);
    await receiver.complete();
    await expectWhole(there);
  });

  it('reads again after a restart what had come, and has what is wrong come again', async () => {
    const { digest, bytes } = archive;
    const start = bytes.indexOf(bytesOf(700_000, 1));
    await send(there.uploads, archive, { upTo: start + 700_000 });
    const [, parent] = chain;
    const path = join(there.state, 'uploads', digest, parent?.manifest.id ?? '', 'images', 'pages-1.img');
    writeFileSync(path, bytesOf(700_000, 9));
    const reopened = await openPlace(there.state);
    {
      await using receiver = await reopened.uploads.receive(digest);
      expect(receiver.received).toBeLessThanOrEqual(start);
    }
    await send(reopened.uploads, archive);
    await expectWhole(reopened);
  });

  it('that nobody has sent has nothing', async () => {
    expect(await there.uploads.state(archive.digest)).toEqual({ received: 0, total: 0 });
    expect(namesIn(there, 'uploads')).toEqual([]);
    for (const digest of ['', '..', '../checkpoints', 'A'.repeat(64), `${'a'.repeat(64)}\n`]) {
      await expect(there.uploads.state(digest)).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
      await expect(there.uploads.receive(digest)).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
      await expect(there.uploads.discard(digest)).rejects.toMatchObject({ reason: 'INVALID_REQUEST' });
    }
  });

  it('is thrown away when somebody says so', async () => {
    await send(there.uploads, archive, { upTo: 300_000 });
    await there.uploads.discard(archive.digest);
    expect(await there.uploads.state(archive.digest)).toEqual({ received: 0, total: 0 });
    expect(namesIn(there, 'uploads')).toEqual([]);
  });

  it('is busy while it comes, and so are its checkpoints in another archive', async () => {
    const [, parent] = chain;
    if (parent === undefined) throw new Error('no parent');
    const other = await archiveOf(here.catalog, [parent]);
    {
      await using receiver = await there.uploads.receive(archive.digest);
      await receiver.write(0, archive.bytes.subarray(0, 200_000));
      for (const work of [
        () => there.uploads.receive(archive.digest),
        () => there.uploads.discard(archive.digest),
        () => send(there.uploads, other),
      ]) {
        await expect(work()).rejects.toMatchObject({ reason: 'UPLOAD_BUSY' });
      }
      const { received, total } = receiver;
      expect(await there.uploads.state(archive.digest)).toEqual({ received, total });
    }
    await send(there.uploads, other);
    await send(there.uploads, archive);
    await expectWhole(there);
    expect(namesIn(there, 'uploads')).toEqual([]);
  });

  it('is removed after a day without a byte, and when it is broken', async () => {
    await send(there.uploads, archive, { upTo: 300_000 });
    const path = join(there.state, 'uploads', archive.digest);
    writeFileSync(join(there.state, 'uploads', 'rubbish'), '');
    await openUploads(there.catalog, there.state);
    expect(namesIn(there, 'uploads')).toEqual([archive.digest]);
    const long = Date.now() / 1_000 - 25 * 60 * 60;
    utimesSync(path, long, long);
    await openUploads(there.catalog, there.state);
    expect(namesIn(there, 'uploads')).toEqual([]);
  });
});

describe('checkpoints that are here already', () => {
  it('are not sent again, and keep their labels', async () => {
    const [child, parent] = chain;
    if (child === undefined || parent === undefined) throw new Error('no family');
    await send(there.uploads, await archiveOf(here.catalog, [parent]));
    const relabelled = { ...parent, manifest: { ...parent.manifest, labels: { other: 'label' } } };
    const other = await archiveOf(here.catalog, [child, relabelled]);
    await using receiver = await there.uploads.receive(other.digest);
    await receiver.write(0, other.bytes.subarray(0, 20_000));
    expect(receiver.received).toBeGreaterThan(other.bytes.indexOf(bytesOf(700_000, 1)) + 700_000);
    await receiver.write(0, other.bytes);
    expect(idsOf(await receiver.complete())).toEqual([parent.manifest.id, child.manifest.id]);
    await expectWhole(there);
  });

  it('make an archive complete that has nothing else', async () => {
    await send(there.uploads, archive);
    await using receiver = await there.uploads.receive(archive.digest);
    await receiver.write(0, archive.bytes.subarray(0, 50_000));
    expect(receiver.received).toBe(receiver.total);
    expect(await receiver.complete()).toHaveLength(2);
    expect(namesIn(there, 'uploads')).toEqual([]);
  });

  it('are not replaced by others of the same id', async () => {
    await send(there.uploads, archive);
    const impostor = await openPlace();
    const [, parent] = chain;
    if (parent === undefined) throw new Error('no parent');
    const forged = await makeSealed(impostor.catalog, { 'pages-1.img': 'forged' });
    const { id, createdAt } = parent.manifest;
    const stolen = { ...forged, manifest: { ...forged.manifest, id, createdAt } };
    const other = await archiveOf(impostor.catalog, [stolen]);
    await expect(send(there.uploads, other)).rejects.toMatchObject({
      reason: 'CHECKPOINT_EXISTS',
      metadata: { checkpoint: id },
    });
    await expectWhole(there);
    expect(namesIn(there, 'uploads')).toEqual([]);
  });

  it('can be the parents of those that come, and must be', async () => {
    const [child, parent] = chain;
    if (child === undefined || parent === undefined) throw new Error('no family');
    const alone = await archiveOf(here.catalog, [child]);
    await expect(send(there.uploads, alone)).rejects.toMatchObject({
      reason: 'PARENT_MISSING',
      metadata: { parent: parent.manifest.id },
    });
    expect(namesIn(there, 'uploads')).toEqual([]);
    await send(there.uploads, await archiveOf(here.catalog, [parent]));
    {
      await using receiver = await there.uploads.receive(alone.digest);
      await receiver.write(0, alone.bytes);
      await expect(there.catalog.remove(parent.manifest.id)).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
      });
      await receiver.complete();
    }
    await expectWhole(there);
  });
});

describe('an archive that was altered', () => {
  it('is refused wherever a byte is another one, and nothing of it stays', async () => {
    const { digest, bytes } = archive;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (offset) => {
        const bad = { digest, bytes: altered(bytes, offset) };
        await expect(send(there.uploads, bad)).rejects.toMatchObject({
          reason: expect.stringMatching(/^ARCHIVE_(DAMAGED|TOO_LARGE)$/),
        });
        expect(namesIn(there, 'uploads')).toEqual([]);
        expect(namesIn(there, 'checkpoints')).toEqual([]);
      }),
      { numRuns: 60, examples: [[0], [511], [512], [bytes.length - 1]] },
    );
  });

  it('is refused when it goes on behind its end', async () => {
    await expect(
      (async () => {
        await using receiver = await there.uploads.receive(archive.digest);
        await receiver.write(0, Buffer.concat([archive.bytes, Buffer.alloc(1)]));
      })(),
    ).rejects.toMatchObject({ reason: 'ARCHIVE_DAMAGED' });
    expect(namesIn(there, 'uploads')).toEqual([]);
  });

  it('is not complete while a byte is missing', async () => {
    await using receiver = await there.uploads.receive(archive.digest);
    await receiver.write(0, archive.bytes.subarray(0, -1));
    await expect(receiver.complete()).rejects.toThrow('not come yet');
    expect(namesIn(there, 'checkpoints')).toEqual([]);
  });
});

describe('limits of an upload', () => {
  it.each([
    [{ bytes: 700_000 }, 'bytes'],
    [{ checkpoints: 1 }, 'checkpoints'],
    [{ files: 4 }, 'files'],
    [{ indexBytes: 1_000 }, 'indexBytes'],
  ])('refuse what is beyond %o', async (limits, limit) => {
    const strict = await openPlace(undefined, limits);
    await expect(send(strict.uploads, archive)).rejects.toMatchObject({
      reason: 'ARCHIVE_TOO_LARGE',
      metadata: { limit },
    });
    expect(namesIn(strict, 'uploads')).toEqual([]);
  });

  it('refuse one more than can be begun, or can come at a time', async () => {
    const strict = await openPlace(undefined, { uploads: 2, atATime: 1 });
    const digest = (digit: string) => digit.repeat(64);
    {
      await using _first = await strict.uploads.receive(digest('1'));
      await expect(strict.uploads.receive(digest('2'))).rejects.toMatchObject({
        reason: 'TOO_MANY_OPERATIONS',
      });
    }
    for (const each of ['1', '2']) {
      await using _receiver = await strict.uploads.receive(digest(each));
    }
    await expect(strict.uploads.receive(digest('3'))).rejects.toMatchObject({
      reason: 'TOO_MANY_OPERATIONS',
    });
    await using _again = await strict.uploads.receive(digest('1'));
  });
});
