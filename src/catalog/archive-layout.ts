import { encodeIndex, INDEX_NAME } from './archive-index.js';
import { type FileEntry, type Manifest, textOf } from './manifest.js';
import { TAR_BLOCK, tarHeader, tarPadding } from './tar-header.js';

/** A part of an archive: bytes that follow from the manifests, or those of an image file. */
export type Segment = LiteralSegment | FileSegment;

export interface LiteralSegment {
  readonly kind: 'literal';
  /** Of the archive. */
  readonly offset: number;
  readonly bytes: number;
  /** Made when asked for: the headers of many files together are large. */
  content(): Buffer;
}

export interface FileSegment {
  readonly kind: 'file';
  readonly offset: number;
  readonly bytes: number;
  readonly checkpoint: string;
  readonly file: FileEntry;
}

/** Where an archive has what. */
export interface ArchiveLayout {
  /** SHA-256 of the text of the first entry, in hexadecimal. */
  readonly digest: string;
  /** The oldest first. */
  readonly manifests: readonly Manifest[];
  /** Of the whole archive. */
  readonly bytes: number;
  /** Without gaps, and without literals of no bytes. The first two are the header and the text of the first entry. */
  readonly segments: readonly Segment[];
  /** Of each checkpoint, the segments that are about it. */
  readonly spans: readonly Span[];
}

/** Segments from one up to, and without, another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Computes an archive: docs/archive.md. All of it follows from the manifests, so
 * that whoever has them knows every byte that is not in an image.
 *
 * @param manifests the oldest first, each file with its digest and a name of at
 *   most LONGEST_TAR_NAME bytes
 */
export function layOut(manifests: readonly Manifest[]): ArchiveLayout {
  const segments: Segment[] = [];
  let offset = 0;

  function literal(bytes: number, content: () => Buffer): void {
    if (bytes === 0) return;
    segments.push({ kind: 'literal', offset, bytes, content });
    offset += bytes;
  }

  function header(prefix: string, name: string, bytes: number, modified: number): void {
    literal(TAR_BLOCK, () => tarHeader({ prefix, name, bytes, modified }));
  }

  function padding(bytes: number): void {
    const missing = tarPadding(bytes);
    literal(missing, () => Buffer.alloc(missing));
  }

  function text(prefix: string, name: string, content: Buffer, modified: number): void {
    header(prefix, name, content.length, modified);
    literal(content.length, () => content);
    padding(content.length);
  }

  const { content, digest } = encodeIndex(manifests);
  text('', INDEX_NAME, content, Math.max(...manifests.map(secondsOf)));
  const spans = manifests.map((manifest): Span => {
    const from = segments.length;
    const modified = secondsOf(manifest);
    text(manifest.id, 'manifest.json', Buffer.from(textOf(manifest)), modified);
    for (const file of manifest.files) {
      const bytes = storedBytes(file);
      header(`${manifest.id}/images`, file.name, bytes, modified);
      segments.push({ kind: 'file', offset, bytes, checkpoint: manifest.id, file });
      offset += bytes;
      padding(bytes);
    }
    return { from, to: segments.length };
  });
  // How a tar file ends.
  literal(2 * TAR_BLOCK, () => Buffer.alloc(2 * TAR_BLOCK));
  return { digest, manifests, bytes: offset, segments, spans };
}

/** What a file takes in an archive: what it takes on the disk. */
export function storedBytes(file: FileEntry): number {
  return file.bytes;
}

/** Index of the segment that has this byte of the archive; that of the end is behind the last. */
export function segmentAt({ segments }: ArchiveLayout, offset: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const segment = segments[middle];
    if (segment !== undefined && segment.offset + segment.bytes <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function secondsOf({ createdAt }: Manifest): number {
  return Math.floor(Date.parse(createdAt) / 1_000);
}
