import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../../../src/catalog/digest.js';
import {
  type Catalog,
  digestFiles,
  openArchive,
  openCatalog,
  openUploads,
  type StoredCheckpoint,
  type UploadLimits,
  type Uploads,
} from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS } from './facts.js';

export const NEVER: AbortSignal = new AbortController().signal;

export interface Place {
  readonly state: string;
  readonly catalog: Catalog;
  readonly uploads: Uploads;
}

/** A catalogue and its uploads, in a state directory of their own or in that of an earlier criud. */
export async function openPlace(
  state = join(scratchFolder(), 'state'),
  limits?: UploadLimits,
): Promise<Place> {
  const catalog = await openCatalog(state);
  return { state, catalog, uploads: await openUploads(catalog, state, limits) };
}

/** A checkpoint with these images and their digests. */
export async function makeSealed(
  catalog: Catalog,
  images: Readonly<Record<string, string | Uint8Array>>,
  parent?: StoredCheckpoint,
): Promise<StoredCheckpoint> {
  await using draft = await catalog.begin(parent);
  for (const [name, content] of Object.entries(images)) {
    await writeFile(join(draft.imagesFolder, name), content);
  }
  const checkpoint = await draft.commit(FACTS, 'page-cache');
  return catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
}

/** A parent and its child, the newest first: small images, empty ones, and one of several chunks. */
export async function makeFamily(catalog: Catalog): Promise<readonly StoredCheckpoint[]> {
  const parent = await makeSealed(catalog, {
    'core-1.img': 'core',
    'empty.img': '',
    'pages-1.img': bytesOf(700_000, 1),
  });
  const child = await makeSealed(
    catalog,
    { 'block.img': bytesOf(512, 2), 'pages-1.img': bytesOf(3_000, 3) },
    parent,
  );
  return [child, parent];
}

/** All bytes of the archive of a chain, and its digest. */
export async function archiveOf({ leases }: Catalog, chain: readonly StoredCheckpoint[]) {
  using archive = openArchive(chain, leases, 'a test');
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.read(0, NEVER)) pieces.push(piece);
  return { digest: archive.digest, bytes: Buffer.concat(pieces) };
}

/** Sends the bytes of an archive from where it stands, in pieces. */
export async function send(
  uploads: Uploads,
  { digest, bytes }: { readonly digest: string; readonly bytes: Buffer },
  { upTo = bytes.length, piece = 100_000 }: { readonly upTo?: number; readonly piece?: number } = {},
): Promise<readonly StoredCheckpoint[]> {
  await using receiver = await uploads.receive(digest);
  while (receiver.received < upTo) {
    const { received } = receiver;
    await receiver.write(received, bytes.subarray(received, Math.min(received + piece, upTo)));
  }
  return receiver.received === receiver.total ? await receiver.complete() : [];
}

/** Image files with the digests of what is in them. */
export async function imagesOf({ manifest, imagesFolder }: StoredCheckpoint) {
  return Object.fromEntries(
    await Promise.all(
      manifest.files.map(async ({ name }) => [name, await sha256Of(join(imagesFolder, name))]),
    ),
  );
}

/** Bytes that look like none of the others. */
export function bytesOf(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** Unpacks nothing: a folder for `tar xf`. */
export function emptyFolder(files: Readonly<Record<string, Uint8Array>> = {}): string {
  const folder = join(scratchFolder(), 'folder');
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
