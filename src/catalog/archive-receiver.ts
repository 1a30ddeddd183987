import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Failure, storageFailure } from '../failure/index.js';
import type { ArchiveReceiver, UploadLimits } from './archive.js';
import { archiveDamaged, parseIndex } from './archive-index.js';
import { type ArchiveLayout, type FileSegment, layOut } from './archive-layout.js';
import type { Catalog } from './catalog.js';
import { parentMissing } from './refusals.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';
import { TAR_BLOCK } from './tar-header.js';
import type { UploadFolder } from './upload-folder.js';
import { headBytes, refuseBeyond } from './upload-limits.js';
import {
  behindThoseHere,
  bytesToCome,
  checkpointsHere,
  findStanding,
  type Standing,
} from './upload-standing.js';

/** What is known of an upload for as long as this criud runs. */
export interface UploadMemory {
  /** Segments whose files were seen to be right. */
  readonly right: Set<number>;
  /** The file of which only a part has come. */
  part?: { readonly segment: FileSegment; readonly bytes: number; readonly hash: Hash };
}

export interface ReceiverParts {
  readonly digest: string;
  readonly state: string;
  readonly folder: UploadFolder;
  readonly memory: UploadMemory;
  readonly catalog: Catalog;
  readonly limits: Required<UploadLimits>;
  /**
   * Nobody else takes these checkpoints until the claim is disposed.
   *
   * @throws Failure UPLOAD_BUSY
   */
  claim(ids: readonly string[]): Disposable;
}

/** What the receiver expects next. */
type Phase =
  | { readonly kind: 'head'; readonly file: FileHandle; head: Buffer }
  | Filling
  /** All has come, or it has failed. */
  | { readonly kind: 'over' };

interface Filling extends Standing {
  readonly kind: 'files';
  readonly layout: ArchiveLayout;
  /** Those of the archive that are here already. */
  readonly here: ReadonlyMap<string, StoredCheckpoint>;
  /** What is held meanwhile: the claim, the lease and the room. */
  readonly held: readonly Disposable[];
  open?: { readonly file: FileHandle; readonly hash: Hash };
}

/** After these an upload can never end well. */
const HOPELESS = new Set(['ARCHIVE_DAMAGED', 'ARCHIVE_TOO_LARGE', 'CHECKPOINT_EXISTS', 'PARENT_MISSING']);

/** Goes on with an upload where it stands; see Uploads.receive(). */
export async function openReceiver(parts: ReceiverParts): Promise<ArchiveReceiver> {
  const { digest, state, folder, memory, catalog, limits } = parts;
  let phase: Phase = { kind: 'over' };
  let received = 0;
  let total = 0;
  let checkpoints: readonly string[] = [];

  /** From the manifests on everything is known. */
  async function accept(head: Buffer): Promise<Filling> {
    const manifests = parseIndex(head.subarray(TAR_BLOCK), digest);
    refuseBeyond(limits, manifests.length, 'checkpoints');
    refuseBeyond(
      limits,
      manifests.reduce((sum, { files }) => sum + files.length, 0),
      'files',
    );
    const layout = layOut(manifests);
    refuseBeyond(limits, layout.bytes, 'bytes');
    const [header] = layout.segments;
    if (header?.kind !== 'literal' || !header.content().equals(head.subarray(0, TAR_BLOCK))) {
      throw archiveDamaged(digest, 'the header of its first entry is another one');
    }
    const ids = manifests.map(({ id }) => id);
    const held = [parts.claim(ids)];
    try {
      const parent = manifests[0]?.parent;
      // Before anybody looks what is here.
      held.push(catalog.leases.take(parent === undefined ? ids : [parent, ...ids], 'an upload'));
      const here = await checkpointsHere(catalog, manifests);
      if (parent !== undefined) await refuseWithoutParent(catalog, ids[0] ?? '', parent);
      const standing = await findStanding(folder, layout, here, async (segment, index) => {
        if (memory.right.has(index)) return true;
        const isRight = (await folder.fileHash(segment)).digest('hex') === segment.file.sha256;
        if (isRight) memory.right.add(index);
        return isRight;
      });
      held.push(await catalog.room.reserve(bytesToCome(layout, here, standing)));
      checkpoints = ids;
      return { kind: 'files', layout, here, held, ...standing };
    } catch (error) {
      for (const each of held) each[Symbol.dispose]();
      throw error;
    }
  }

  function count(filling: Filling): void {
    const { layout, at, within } = filling;
    received = (layout.segments[at]?.offset ?? layout.bytes) + within;
    total = layout.bytes;
  }

  /** Takes what belongs to the first entry. */
  async function takeHead(opening: Extract<Phase, { kind: 'head' }>, data: Uint8Array): Promise<void> {
    const bytes = headBytes(opening.head, digest, limits) ?? TAR_BLOCK;
    const taken = data.subarray(0, bytes - opening.head.length);
    await writeAll(opening.file, taken);
    opening.head = Buffer.concat([opening.head, taken]);
    received = opening.head.length;
    if (headBytes(opening.head, digest, limits) !== received) return;
    await opening.file.close();
    phase = { kind: 'over' };
    phase = await accept(opening.head);
    await settle(phase);
  }

  /** Takes what belongs to the segment that is to come. */
  async function takeSegment(filling: Filling, data: Uint8Array): Promise<void> {
    const segment = filling.layout.segments[filling.at];
    if (segment === undefined) throw archiveDamaged(digest, 'it goes on behind its end');
    const taken = data.subarray(0, segment.bytes - filling.within);
    if (segment.kind === 'literal') {
      const expected = segment.content().subarray(filling.within, filling.within + taken.length);
      if (!expected.equals(taken)) {
        throw archiveDamaged(digest, `its bytes from ${segment.offset} on are not those of its manifests`);
      }
    } else {
      filling.open ??= await openFile(segment, filling.within);
      const written = writeAll(filling.open.file, taken);
      filling.open.hash.update(taken);
      await written;
    }
    filling.within += taken.length;
    await settle(filling);
  }

  /** Ends the segments of which nothing is to come: whole ones, empty files, and those of checkpoints that are here. */
  async function settle(filling: Filling): Promise<void> {
    for (;;) {
      const segment = filling.layout.segments[filling.at];
      if (segment === undefined || filling.within < segment.bytes) break;
      if (segment.kind === 'file') {
        const { file, hash } = filling.open ?? (await openFile(segment, filling.within));
        delete filling.open;
        await file.close();
        if (hash.digest('hex') !== segment.file.sha256) {
          throw archiveDamaged(digest, `${segment.file.name} of ${segment.checkpoint} has another digest`);
        }
        memory.right.add(filling.at);
      }
      filling.at = behindThoseHere(filling, filling.at + 1);
      filling.within = 0;
    }
    count(filling);
  }

  async function openFile(segment: FileSegment, behind: number) {
    const { part } = memory;
    delete memory.part;
    const isIt = part?.bytes === behind && part.segment.offset === segment.offset;
    const hash = behind === 0 ? createHash('sha256') : isIt ? part.hash : await folder.fileHash(segment);
    return { file: await folder.openFile(segment, behind), hash };
  }

  async function close(): Promise<void> {
    const { ...last } = phase;
    phase = { kind: 'over' };
    if (last.kind === 'head') await last.file.close();
    if (last.kind !== 'files') return;
    const segment = last.layout.segments[last.at];
    await last.open?.file.close();
    if (last.open && segment?.kind === 'file') {
      memory.part = { segment, bytes: last.within, hash: last.open.hash };
    }
    for (const each of last.held) each[Symbol.dispose]();
  }

  /** Failures end the receiver; what cannot end well is thrown away. */
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await close().catch(() => {});
      delete memory.part;
      const failure =
        error instanceof Failure ? error : storageFailure('An archive could not be taken', state, error);
      if (HOPELESS.has(failure.reason)) await folder.remove();
      throw failure;
    }
  }

  await guarded(async () => {
    const head = await folder.readFirst();
    const bytes = headBytes(head, digest, limits);
    received = head.length;
    if (bytes !== undefined && head.length === bytes) {
      phase = await accept(head);
      await settle(phase);
    } else {
      phase = { kind: 'head', head, file: await folder.openFirst() };
    }
  });

  return {
    get received() {
      return received;
    },
    get total() {
      return total;
    },
    get checkpoints() {
      return checkpoints;
    },
    async write(offset, data) {
      if (phase.kind === 'over') throw new RangeError('the upload has ended');
      if (offset > received) throw offsetWrong(digest, offset, received);
      await guarded(async () => {
        // What has come already is passed over, and `received` goes over what is here already.
        while (received < offset + data.length) {
          const rest = data.subarray(received - offset);
          if (phase.kind === 'head') await takeHead(phase, rest);
          else if (phase.kind === 'files') await takeSegment(phase, rest);
        }
      });
    },
    async complete() {
      const filling = phase;
      if (filling.kind !== 'files' || received < total) throw new RangeError('the archive has not come yet');
      return guarded(async () => {
        const { layout, here } = filling;
        const places = new Map<string, string>();
        for (const manifest of layout.manifests) {
          if (!here.has(manifest.id)) places.set(manifest.id, await folder.finish(manifest));
        }
        const all: StoredCheckpoint[] = [];
        // A parent is nobody's before its child is there.
        using _lease = catalog.leases.take(
          layout.manifests.map(({ id }) => id),
          'an upload',
        );
        for (const manifest of layout.manifests) {
          const place = places.get(manifest.id);
          const taken = place === undefined ? here.get(manifest.id) : await catalog.adopt(place, manifest);
          if (taken !== undefined) all.push(taken);
        }
        await folder.remove();
        await close();
        return all;
      });
    },
    [Symbol.asyncDispose]: close,
  };
}

async function refuseWithoutParent(catalog: Catalog, id: string, parent: string): Promise<void> {
  await catalog.get(parent).catch((cause: unknown) => {
    const isGone = cause instanceof Failure && cause.reason === 'CHECKPOINT_NOT_FOUND';
    throw isGone ? parentMissing(id, parent) : cause;
  });
}

async function writeAll(file: FileHandle, data: Uint8Array): Promise<void> {
  for (let written = 0; written < data.length; ) {
    written += (await file.write(data, written)).bytesWritten;
  }
}

function offsetWrong(digest: string, offset: number, received: number): Failure {
  return new Failure(
    'UPLOAD_OFFSET_WRONG',
    `Byte ${received} of the archive comes next, and not byte ${offset}.`,
    {
      metadata: { archive: digest, offset: String(offset), received: String(received) },
      cure: 'Ask GetUpload how much has come, and go on there.',
    },
  );
}
