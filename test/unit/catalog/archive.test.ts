import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { layOut, segmentAt } from '../../../src/catalog/archive-layout.js';
import { ARCHIVE_CHUNK, openArchive, type StoredCheckpoint } from '../../../src/catalog/index.js';
import { MANIFEST_FORMAT, type Manifest } from '../../../src/catalog/manifest.js';
import { archiveOf, emptyFolder, makeFamily, makeSealed, NEVER, openPlace, type Place } from './archives.js';
import { FACTS, makeCheckpoint } from './facts.js';

let place: Place;
let chain: readonly StoredCheckpoint[];

beforeEach(async () => {
  place = await openPlace();
  chain = await makeFamily(place.catalog);
});

function tar(args: readonly string[], archive: Uint8Array): string {
  const folder = emptyFolder({ 'a.tar': archive });
  return execFileSync('tar', [...args, '-f', join(folder, 'a.tar')], {
    encoding: 'utf8',
    env: { TZ: 'UTC' },
  });
}

describe('an archive', () => {
  it('is a tar file that GNU tar reads, the manifests first and the oldest checkpoint next', async () => {
    const { bytes } = await archiveOf(place.catalog, chain);
    const entries = chain
      .toReversed()
      .flatMap(({ manifest }) => [
        `${manifest.id}/manifest.json`,
        ...manifest.files.map(({ name }) => `${manifest.id}/images/${name}`),
      ]);
    expect(tar(['-t'], bytes).trimEnd().split('\n')).toEqual(['criud-archive.json', ...entries]);
    for (const line of tar(['-tv', '--numeric-owner'], bytes).trimEnd().split('\n')) {
      expect(line).toMatch(/^-rw------- 0\/0 /);
    }
  });

  it('is unpacked by GNU tar to the files of the checkpoints', async () => {
    const { bytes } = await archiveOf(place.catalog, chain);
    const folder = emptyFolder({ 'a.tar': bytes });
    execFileSync('tar', ['-xf', 'a.tar'], { cwd: folder });
    for (const { manifest, imagesFolder } of chain) {
      for (const { name } of manifest.files) {
        const unpacked = readFileSync(join(folder, manifest.id, 'images', name));
        expect(unpacked.equals(readFileSync(join(imagesFolder, name))), name).toBe(true);
      }
      const unpacked = readFileSync(join(folder, manifest.id, 'manifest.json'), 'utf8');
      expect(unpacked).toBe(readFileSync(join(dirname(imagesFolder), 'manifest.json'), 'utf8'));
    }
    const index = JSON.parse(readFileSync(join(folder, 'criud-archive.json'), 'utf8'));
    expect(index).toMatchObject({
      format: 1,
      checkpoints: chain.toReversed().map(({ manifest: { id } }) => ({ id })),
    });
  });

  it('has the same bytes at every call', async () => {
    const first = await archiveOf(place.catalog, chain);
    const again = await openPlace(place.state);
    const newest = await again.catalog.get(chain[0]?.manifest.id ?? '');
    const second = await archiveOf(again.catalog, await again.catalog.chain(newest));
    expect(second.digest).toBe(first.digest);
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });

  it('is read from any offset as a slice of the whole', async () => {
    const { bytes } = await archiveOf(place.catalog, chain);
    using archive = openArchive(chain, place.catalog.leases, 'a test');
    expect(archive.bytes).toBe(bytes.length);
    expect(bytes.length % 512).toBe(0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (offset) => {
        let at = offset;
        for await (const piece of archive.read(offset, NEVER)) {
          expect(piece.length).toBeLessThanOrEqual(ARCHIVE_CHUNK);
          expect(bytes.subarray(at, at + piece.length).equals(piece)).toBe(true);
          at += piece.length;
        }
        expect(at).toBe(bytes.length);
      }),
      { numRuns: 60, examples: [[0], [bytes.length], [511], [512], [bytes.length - 1]] },
    );
  });

  it('leases its checkpoints until it is disposed', async () => {
    const [child] = chain;
    const id = child?.manifest.id ?? '';
    {
      using _archive = openArchive(chain, place.catalog.leases, 'a download');
      await expect(place.catalog.remove(id)).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
        metadata: { reader: 'a download' },
      });
    }
    await place.catalog.remove(id);
  });

  it('stops when its reader stops', async () => {
    using archive = openArchive(chain, place.catalog.leases, 'a test');
    const controller = new AbortController();
    const reading = (async () => {
      for await (const _ of archive.read(0, controller.signal)) controller.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
  });

  it('tells of a file that has become shorter', async () => {
    const [child] = chain;
    truncateSync(join(child?.imagesFolder ?? '', 'pages-1.img'), 2_999);
    await expect(archiveOf(place.catalog, chain)).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: 'pages-1.img' },
    });
  });

  it('is refused of a checkpoint without digests', async () => {
    const bare = await makeCheckpoint(place.catalog);
    await expect(archiveOf(place.catalog, [bare])).rejects.toMatchObject({ reason: 'CHECKPOINT_DAMAGED' });
    expect(place.catalog.leases.readerOf(bare.manifest.id)).toBeUndefined();
  });

  it('is refused of a name that a tar header does not take', async () => {
    const long = await makeSealed(place.catalog, { ['x'.repeat(101)]: 'x' });
    await expect(archiveOf(place.catalog, [long])).rejects.toMatchObject({ reason: 'CHECKPOINT_DAMAGED' });
    const longest = await makeSealed(place.catalog, { [`${'ü'.repeat(50)}`]: 'x' });
    await expect(archiveOf(place.catalog, [longest])).resolves.toBeDefined();
  });
});

describe('the layout', () => {
  const MANIFEST: Manifest = {
    ...{ ...FACTS, format: MANIFEST_FORMAT, id: '11111111-2222-4333-8444-555555555555' },
    createdAt: '2026-01-02T03:04:05.678Z',
    files: [],
  };
  const sha256 = 'a'.repeat(64);

  it('says sizes of 8 GiB and more as GNU tar reads them', () => {
    const sizes = [8 * 2 ** 30 - 1, 8 * 2 ** 30, 2 ** 40 + 1];
    for (const bytes of sizes) {
      const layout = layOut([{ ...MANIFEST, files: [{ name: 'pages-1.img', bytes, sha256 }] }]);
      const at = layout.segments.findIndex(({ kind }) => kind === 'file');
      const header = layout.segments[at - 1];
      const content = header?.kind === 'literal' ? header.content() : Buffer.alloc(0);
      // The contents are not there, which tar says behind the line that counts.
      const folder = emptyFolder({ 'a.tar': content });
      const script = 'tar --numeric-owner -tvf a.tar 2>&1 | head -1';
      const line = execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', env: { TZ: 'UTC' } });
      expect(line.replace(/ +/g, ' ')).toBe(
        `-rw------- 0/0 ${bytes} 2026-01-02 03:04 ${MANIFEST.id}/images/pages-1.img\n`,
      );
      expect(layout.bytes).toBeGreaterThan(bytes);
    }
  });

  it('leaves no gap, and finds the segment of every byte', () => {
    const file = fc.record({ bytes: fc.integer({ min: 0, max: 5_000 }) });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 20 }), fc.nat(), (sizes, seed) => {
        const files = sizes.map(({ bytes }, index) => ({ name: `${index}.img`, bytes, sha256 }));
        const layout = layOut([{ ...MANIFEST, files }]);
        let offset = 0;
        for (const segment of layout.segments) {
          expect(segment.offset).toBe(offset);
          if (segment.kind === 'literal') expect(segment.content().length).toBe(segment.bytes);
          offset += segment.bytes;
        }
        expect(layout.bytes).toBe(offset);
        const byte = seed % layout.bytes;
        const found = layout.segments[segmentAt(layout, byte)];
        expect(found && byte >= found.offset && byte < found.offset + found.bytes).toBe(true);
        expect(segmentAt(layout, layout.bytes)).toBe(layout.segments.length);
      }),
    );
  });
});
