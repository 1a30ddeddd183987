import { Failure } from '../failure/index.js';
import type { UploadLimits } from './archive.js';
import { archiveDamaged, INDEX_NAME } from './archive-index.js';
import { sizeInTarHeader, TAR_BLOCK } from './tar-header.js';

/** What holds where nobody says otherwise. */
export const UPLOAD_LIMITS: Required<UploadLimits> = {
  bytes: 2 ** 40,
  checkpoints: 1_000,
  files: 50_000,
  indexBytes: 16 * 1024 * 1024,
  uploads: 32,
  atATime: 8,
};

/** @throws Failure ARCHIVE_TOO_LARGE */
export function refuseBeyond(
  limits: Required<UploadLimits>,
  found: number,
  limit: 'bytes' | 'checkpoints' | 'files' | 'indexBytes',
): void {
  const most = limits[limit];
  if (found <= most) return;
  const what = limit === 'indexBytes' ? 'bytes of manifests' : limit;
  throw new Failure('ARCHIVE_TOO_LARGE', `The archive has ${found} ${what}, and this host takes ${most}.`, {
    metadata: { limit, found: String(found), most: String(most) },
    cure: 'Move fewer checkpoints at a time, or have the operator of this host raise its limits.',
  });
}

/**
 * Bytes of the header and the text of the first entry together; undefined until
 * the header has come.
 *
 * @throws Failure ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE
 */
export function headBytes(head: Buffer, digest: string, limits: Required<UploadLimits>): number | undefined {
  if (head.length < TAR_BLOCK) return undefined;
  const size = sizeInTarHeader(head);
  if (
    size === undefined ||
    !head.subarray(0, 100).equals(Buffer.alloc(100, 0).fill(INDEX_NAME, 0, INDEX_NAME.length))
  ) {
    throw archiveDamaged(digest, `it does not begin with ${INDEX_NAME}`);
  }
  refuseBeyond(limits, size, 'indexBytes');
  return TAR_BLOCK + size;
}
