import type { Archive } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { ArchivePeer, PeerArchive } from './peer.js';
import type { OpenArchive } from './requests.js';

/** How people are told who reads. */
const READER = 'a pull of another host';

/** What other criuds get of this catalogue: what ArchivePeer is at their end. */
export type ServedArchives = Omit<ArchivePeer, keyof Disposable>;

/** @throws Failure as `openArchive`, and OBJECT_NOT_FOUND for an archive that is another one by now. */
export function serveArchives(openArchive: OpenArchive): ServedArchives {
  return {
    async describe(checkpoint, signal) {
      using archive = await openArchive(checkpoint, READER, signal);
      return { checkpoint, digest: archive.digest, bytes: archive.bytes };
    },
    async *read(wanted, offset, signal) {
      using archive = await openArchive(wanted.checkpoint, READER, signal);
      if (!isSame(archive, wanted) || offset > archive.bytes) throw changed(wanted.checkpoint);
      yield* archive.read(offset, signal);
    },
  };
}

function isSame({ digest, bytes }: Archive, wanted: PeerArchive): boolean {
  return digest === wanted.digest && bytes === wanted.bytes;
}

/** What came of it does not go with the rest. */
function changed(checkpoint: string): Failure {
  return new Failure('OBJECT_NOT_FOUND', `The archive of checkpoint ${checkpoint} is another one by now.`, {
    metadata: { checkpoint },
    cure: 'Labels or keys were changed meanwhile: send the request again.',
  });
}
