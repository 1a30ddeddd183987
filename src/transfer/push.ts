import type { Archive } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { FoundObject, ObjectStore, PartedUpload, SentPart } from '../object-store/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { overLostLinks } from './lost-link.js';
import { objectOf } from './object-name.js';
import { type PartRange, partBytesFor, rangesOf } from './parts.js';
import { openPushRecords, type PushRecords } from './push-record.js';
import type { TransferParts } from './requests.js';

/** Milliseconds to throw the parts of a cancelled push away. */
const CLEANING = 30_000;

/** What there is of an upload. */
interface Begun {
  readonly upload: PartedUpload;
  readonly partBytes: number;
  /** By their numbers. */
  readonly sent: Map<number, SentPart>;
}

/**
 * Sends a checkpoint and its parents to an object store, as one object. Where an
 * earlier push broke off, or the criud that it went on in, its parts are not sent
 * again; those of a cancelled one are thrown away.
 */
export async function pushCheckpoint(
  { openArchive, folder }: Pick<TransferParts, 'openArchive' | 'folder'>,
  id: string,
  store: ObjectStore,
  run: Run,
): Promise<SuccessfulOutcome> {
  const { signal } = run;
  run.enter('preparing');
  run.isAbout({ checkpoint: id });
  using archive = await openArchive(id, `operations/${run.id}`, signal);
  const { bytes } = archive;
  const object = objectOf(id);
  const records = openPushRecords(folder, store.name, id);
  const done = (transferredBytes: number): SuccessfulOutcome => ({
    ...{ kind: 'push', store: store.name, object, bytes, transferredBytes },
  });

  const there = await store.find(object, signal);
  if (there !== undefined && isOf(archive, there)) return done(0);
  const begun = await begin(store, object, archive, records, signal);
  try {
    run.enter('transferring');
    const transferred = await sendParts(store, begun, archive, run);
    run.enter('committing');
    await complete(store, begun, archive, there, signal);
    await records.remove();
    return done(transferred);
  } catch (error) {
    if (error instanceof Failure && error.reason === 'CANCELLED') {
      await store.abort(begun.upload, AbortSignal.timeout(CLEANING)).then(records.remove, () => {});
    }
    throw error;
  }
}

/** Goes on with an upload of this very archive, or begins one. */
async function begin(
  store: ObjectStore,
  key: string,
  { digest, bytes }: Archive,
  records: PushRecords,
  signal: AbortSignal,
): Promise<Begun> {
  const earlier = await records.read();
  if (earlier !== undefined) {
    const upload = { key, id: earlier.upload };
    const { partBytes } = earlier;
    const parts = await store.partsOf(upload, signal);
    if (parts !== undefined && earlier.digest === digest && earlier.bytes === bytes) {
      return { upload, partBytes, sent: new Map(parts.map((part) => [part.number, part])) };
    }
    if (parts !== undefined) await store.abort(upload, signal);
  }
  const upload = await store.beginUpload(key, digest, signal);
  const partBytes = partBytesFor(bytes);
  await records.write({ upload: upload.id, digest, bytes, partBytes });
  return { upload, partBytes, sent: new Map() };
}

/**
 * Sends what the store has not, the next part being read while one is sent.
 *
 * @returns the bytes that were sent.
 */
async function sendParts(store: ObjectStore, begun: Begun, archive: Archive, run: Run): Promise<number> {
  const { signal } = run;
  const { upload, partBytes, sent } = begun;
  const ranges = rangesOf(archive.bytes, partBytes);
  const missing = ranges.filter(({ number, bytes }) => sent.get(number)?.bytes !== bytes);
  const buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(Math.min(partBytes, archive.bytes)));
  let transferred = 0;
  const there = archive.bytes - sum(missing);
  run.progresses({ done: there, total: archive.bytes });

  async function send({ number }: PartRange, data: Uint8Array): Promise<void> {
    const part = await overLostLinks(
      signal,
      () => transferred,
      () => store.sendPart(upload, number, data, signal),
    );
    sent.set(number, part);
    transferred += data.byteLength;
    run.progresses({ done: there + transferred, total: archive.bytes });
  }

  let sending = Promise.resolve();
  for (const [index, range] of missing.entries()) {
    const data = buffers[index % 2]?.subarray(0, range.bytes) ?? Buffer.alloc(range.bytes);
    await fill(data, archive, range.offset, signal);
    await sending;
    sending = send(range, data);
    // Seen when it is waited for.
    sending.catch(() => {});
  }
  await sending;
  return transferred;
}

/** The parts become an object, unless another one came first. */
async function complete(
  store: ObjectStore,
  { upload, partBytes, sent }: Begun,
  archive: Archive,
  replaced: FoundObject | undefined,
  signal: AbortSignal,
): Promise<void> {
  const parts = rangesOf(archive.bytes, partBytes).flatMap(({ number }) => sent.get(number) ?? []);
  try {
    await store.complete(upload, parts, replaced?.entityTag, signal);
  } catch (error) {
    signal.throwIfAborted();
    // The answer may have been lost, or somebody else has sent the same.
    const there = await store.find(upload.key, signal).catch(() => undefined);
    if (there === undefined || !isOf(archive, there)) throw error;
    await store.abort(upload, signal).catch(() => {});
    return;
  }
  const there = await store.find(upload.key, signal);
  if (there === undefined || !isOf(archive, there)) throw notAsSent(store.name, upload.key);
}

async function fill(into: Buffer, archive: Archive, offset: number, signal: AbortSignal): Promise<void> {
  let filled = 0;
  for await (const piece of archive.read(offset, signal)) {
    // Of the last piece only what belongs to the part.
    into.set(piece.subarray(0, into.length - filled), filled);
    filled += Math.min(piece.length, into.length - filled);
    if (filled === into.length) return;
  }
}

function isOf({ digest, bytes }: Archive, object: FoundObject): boolean {
  return object.digest === digest && object.bytes === bytes;
}

function sum(ranges: readonly PartRange[]): number {
  return ranges.reduce((total, { bytes }) => total + bytes, 0);
}

function notAsSent(store: string, object: string): Failure {
  return new Failure('STORE_REFUSED', `${object} in the object store ${store} is not what was sent there.`, {
    metadata: { store, object },
    cure: 'Somebody has replaced it meanwhile, or the store keeps no metadata: send the request again.',
  });
}
