import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChunkCompression } from '../../../gen/api/criud/v1/catalog_service.js';
import type { StoredCheckpoint } from '../../../src/catalog/index.js';
import { download, downloadToFile, uploadFile } from '../../../src/client/index.js';
import { compressChunk, expandChunk, hasZstd } from '../../../src/wire/index.js';
import { archiveOf, makeFamily, makeSealed } from '../catalog/archives.js';
import { makeCheckpoint } from '../catalog/facts.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let here: RpcFixture;
let there: RpcFixture;
let chain: readonly StoredCheckpoint[];
let archive: { readonly digest: string; readonly bytes: Buffer };
let name: string;

beforeEach(async () => {
  [here, there] = await Promise.all([startRpc(), startRpc()]);
  chain = await makeFamily(here.catalog);
  archive = await archiveOf(here.catalog, chain);
  name = `checkpoints/${chain[0]?.manifest.id}`;
});

afterEach(async () => {
  await Promise.all([here[Symbol.asyncDispose](), there[Symbol.asyncDispose]()]);
});

interface Chunk {
  readonly digest?: string;
  readonly offset: bigint;
  readonly data: Buffer;
  readonly compression?: ChunkCompression;
}

async function* each(...chunks: readonly Chunk[]) {
  yield* chunks;
}

/** The archive in chunks, from one offset to another. */
function* cut(from = 0, to = archive.bytes.length): Generator<Chunk> {
  for (let at = from; at < to; at += 100_000) {
    const data = archive.bytes.subarray(at, Math.min(at + 100_000, to));
    yield { digest: archive.digest, offset: BigInt(at), data };
  }
}

describe('DownloadCheckpoint', () => {
  it('sends the archive from any offset on, and says first what it is', async () => {
    for (const offset of [0, 1, 300_000, archive.bytes.length]) {
      const pieces: Buffer[] = [];
      for await (const message of here.client.catalog.downloadCheckpoint({ name, offset: BigInt(offset) })) {
        if (pieces.length === 0) {
          expect(message).toMatchObject({
            data: Buffer.alloc(0),
            archive: {
              digest: archive.digest,
              sizeBytes: BigInt(archive.bytes.length),
              checkpoints: chain.toReversed().map(({ manifest }) => `checkpoints/${manifest.id}`),
            },
          });
        } else {
          const sent = pieces.reduce((sum, { length }) => sum + length, 0);
          expect(message).toMatchObject({ offset: BigInt(offset + sent), archive: undefined });
        }
        pieces.push(message.data);
      }
      expect(Buffer.concat(pieces).equals(archive.bytes.subarray(offset))).toBe(true);
    }
  });

  it('compresses what becomes smaller, where both ends can', async () => {
    const accept = [ChunkCompression.ZSTD];
    const soft = await makeSealed(here.catalog, { 'pages-1.img': Buffer.alloc(600_000) });
    const { bytes } = await archiveOf(here.catalog, [soft]);
    const pieces: Uint8Array[] = [];
    const request = { name: `checkpoints/${soft.manifest.id}`, accept };
    for await (const message of here.client.catalog.downloadCheckpoint(request)) {
      const { data, compression } = message;
      const compressed = compression === ChunkCompression.ZSTD;
      if (data.length > 0) expect(compressed).toBe(hasZstd());
      pieces.push(compressed ? await expandChunk(data, 256 * 1024) : data);
    }
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);

    const path = join(here.folder, 'soft.tar');
    writeFileSync(path, bytes);
    expect(await uploadFile(there.client, path)).toHaveLength(1);
    const { accept: read } = await there.client.catalog.getUpload({ digest: archive.digest });
    expect(read).toEqual(hasZstd() ? accept : []);
  });

  it('refuses what there is not', async () => {
    const first = (request: { readonly name: string; readonly offset?: bigint }) =>
      rejection(here.client.catalog.downloadCheckpoint(request).next());
    expect(await first({ name: 'checkpoints/../x' })).toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(await first({ name: name.replace(/\w$/, (last) => (last === '0' ? '1' : '0')) })).toMatchObject({
      reason: 'CHECKPOINT_NOT_FOUND',
    });
    expect(await first({ name, offset: BigInt(archive.bytes.length + 1) })).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
    expect(await first({ name, offset: 2n ** 64n - 1n })).toMatchObject({ reason: 'INVALID_REQUEST' });
  });

  it('computes the digests that a checkpoint lacks', async () => {
    const bare = await makeCheckpoint(here.catalog);
    const { id } = bare.manifest;
    for await (const _ of download(here.client, `checkpoints/${id}`)) {
      expect((await here.catalog.get(id)).manifest.files.every(({ sha256 }) => sha256)).toBe(true);
    }
  });

  it('ends its lease when the client leaves', async () => {
    const id = chain[0]?.manifest.id ?? '';
    for await (const _ of download(here.client, name)) break;
    await expect.poll(() => here.catalog.leases.readerOf(id)).toBeUndefined();
  });
});

describe('UploadCheckpoint', () => {
  it('takes an archive, in as many calls as it likes', async () => {
    const { catalog } = there.client;
    const half = 300_000;
    const part = await catalog.uploadCheckpoint(each(...cut(0, half)));
    expect(part).toMatchObject({ checkpoints: [], receivedBytes: BigInt(half) });
    expect(await catalog.getUpload({ digest: archive.digest })).toMatchObject({
      receivedBytes: BigInt(half),
      sizeBytes: BigInt(archive.bytes.length),
    });
    const { receivedBytes, checkpoints } = await catalog.uploadCheckpoint(each(...cut(half)));
    expect(Number(receivedBytes)).toBe(archive.bytes.length);
    expect(checkpoints.map((each) => each.name)).toEqual(
      chain.toReversed().map(({ manifest }) => `checkpoints/${manifest.id}`),
    );
    const copy = await archiveOf(
      there.catalog,
      await there.catalog.chain(await there.catalog.get(name.slice(12))),
    );
    expect(copy.bytes.equals(archive.bytes)).toBe(true);
  });

  it('keeps what has come when the client goes in the middle of it', async () => {
    const controller = new AbortController();
    let sent = 0;
    async function* endless() {
      for (const chunk of cut(0, 300_000)) yield chunk;
      sent = 300_000;
      // The rest never comes.
      await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
    }
    const upload = rejection(there.client.catalog.uploadCheckpoint(endless(), { signal: controller.signal }));
    const { digest } = archive;
    await expect.poll(() => sent).toBe(300_000);
    await expect
      .poll(async () => Number((await there.client.catalog.getUpload({ digest })).receivedBytes))
      .toBe(300_000);
    controller.abort();
    expect(await upload).toMatchObject({ code: 'CANCELLED' });
    await expect
      .poll(async () => {
        const answer = await there.client.catalog
          .uploadCheckpoint(each(...cut(300_000)))
          .catch(() => undefined);
        return answer?.checkpoints.length;
      })
      .toBe(2);
  });

  it('refuses chunks that make no sense, and keeps what has come', async () => {
    const { uploadCheckpoint, getUpload } = there.client.catalog;
    const { digest, bytes } = archive;
    await uploadCheckpoint(each(...cut(0, 300_000)));
    const at = { digest, offset: 300_000n };
    const refused = (chunk: Chunk) => rejection(uploadCheckpoint(each(chunk)));
    for (const bad of [
      { ...at, digest: '', data: Buffer.alloc(1) },
      { ...at, digest: '../../checkpoints', data: Buffer.alloc(1) },
      { ...at, data: Buffer.alloc(1024 * 1024 + 1) },
      { ...at, data: Buffer.from('no frame'), compression: ChunkCompression.ZSTD },
      { ...at, data: Buffer.alloc(1), compression: 99 },
    ]) {
      expect(await refused(bad)).toMatchObject({ reason: 'INVALID_REQUEST' });
    }
    for (const offset of [300_001n, 2n ** 64n - 1n]) {
      expect(await refused({ ...at, offset, data: bytes.subarray(0, 1) })).toMatchObject({
        reason: 'UPLOAD_OFFSET_WRONG',
        metadata: { received: '300000' },
      });
    }
    expect(await rejection(uploadCheckpoint(each()))).toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(Number((await getUpload({ digest })).receivedBytes)).toBe(300_000);
  });

  it('refuses a bomb', async () => {
    // Without zstd it is refused as all that is compressed.
    const frame = await compressChunk(Buffer.alloc(64 * 1024 * 1024));
    const data = Buffer.from(frame ?? 'bomb');
    const bomb = { digest: archive.digest, offset: 0n, data, compression: ChunkCompression.ZSTD };
    expect(await rejection(there.client.catalog.uploadCheckpoint(each(bomb)))).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });

  it('says which archive is damaged, and forgets it', async () => {
    const bad = Buffer.from(archive.bytes);
    bad[bad.length - 2_000] = (bad[bad.length - 2_000] ?? 0) ^ 1;
    archive = { ...archive, bytes: bad };
    expect(await rejection(there.client.catalog.uploadCheckpoint(each(...cut())))).toMatchObject({
      reason: 'ARCHIVE_DAMAGED',
      code: 'DATA_LOSS',
      metadata: { archive: archive.digest },
    });
    expect(await readdir(join(there.folder, 'state/uploads'))).toEqual([]);
  });

  it('can be thrown away', async () => {
    const { digest } = archive;
    await there.client.catalog.uploadCheckpoint(each(...cut(0, 300_000)));
    await there.client.catalog.deleteUpload({ digest });
    expect(await there.client.catalog.getUpload({ digest })).toMatchObject({
      receivedBytes: 0n,
      sizeBytes: 0n,
    });
    expect(await rejection(there.client.catalog.deleteUpload({ digest: 'x' }))).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });

  it('ends with what has come when criud is about to end', async () => {
    let sent = () => {};
    const halfway = new Promise<void>((resolve) => {
      sent = resolve;
    });
    async function* endless() {
      for (const chunk of cut(0, 300_000)) yield chunk;
      sent();
      await new Promise(() => {});
    }
    const { digest } = archive;
    const upload = there.client.catalog.uploadCheckpoint(endless());
    await halfway;
    await expect
      .poll(async () => Number((await there.client.catalog.getUpload({ digest })).receivedBytes))
      .toBe(300_000);
    const stopping = there.server.stop(10_000);
    expect(Number((await upload).receivedBytes)).toBe(300_000);
    await stopping;
  });
});

describe('a file for a person to keep', () => {
  it('is downloaded, goes on where it broke off, and is uploaded elsewhere', async () => {
    const path = join(here.folder, 'kept.tar');
    const controller = new AbortController();
    const facts = await downloadToFile(here.client, name, path);
    expect(facts).toMatchObject({ digest: archive.digest, bytes: archive.bytes.length });
    expect(readFileSync(path).equals(archive.bytes)).toBe(true);

    const part = `${path}.${archive.digest.slice(0, 16)}.part`;
    writeFileSync(part, archive.bytes.subarray(0, 123_456));
    await downloadToFile(here.client, name, path);
    expect(readFileSync(path).equals(archive.bytes)).toBe(true);
    expect(existsSync(part)).toBe(false);

    const stopped = uploadFile(there.client, path, {
      signal: controller.signal,
      onProgress: (sent) => {
        if (sent > 200_000) controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const got = await uploadFile(there.client, path);
    expect(got.map((checkpoint) => checkpoint.name)).toEqual(facts.checkpoints);
    // What is there already is not sent again.
    let sent = 0;
    await uploadFile(there.client, path, {
      onProgress: (bytes) => {
        sent = bytes;
      },
    });
    expect(sent).toBeLessThan(20_000);
  });

  it('is refused when it is something else', async () => {
    const path = join(here.folder, 'other.tar');
    for (const content of ['', 'x'.repeat(511), 'x'.repeat(10_000), archive.bytes.subarray(0, 600)]) {
      writeFileSync(path, content);
      await expect(uploadFile(there.client, path)).rejects.toThrow('no archive');
    }
    writeFileSync(path, archive.bytes.subarray(0, 300_000));
    await expect(uploadFile(there.client, path)).rejects.toThrow('not whole');
  });
});

describe('the windows of the server', () => {
  it('are those that a fast upload needs, for the connection and for each call', async () => {
    const session = connectHttp2('http://localhost', { createConnection: () => connectSocket(here.socket) });
    try {
      await new Promise((resolve, reject) => {
        session.once('remoteSettings', resolve);
        session.once('error', reject);
      });
      expect(session.remoteSettings.initialWindowSize).toBe(16 * 1024 * 1024);
      await expect.poll(() => session.state.remoteWindowSize).toBe(16 * 1024 * 1024);
    } finally {
      session.destroy();
    }
    expect(here.log.filter(({ event }) => event === 'server.small-windows')).toEqual([]);
  });
});
