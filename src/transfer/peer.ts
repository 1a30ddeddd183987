/** The archive of a checkpoint, with its parents, at another criud. */
export interface PeerArchive {
  /** Id of the checkpoint. */
  readonly checkpoint: string;
  readonly digest: string;
  readonly bytes: number;
}

/**
 * What a criud gives of its catalogue to another one. Disposing ends the
 * connection. Both methods throw the reason of their signal when that is aborted,
 * and else:
 *
 * @throws Failure PEER_UNREACHABLE, PEER_REFUSED, and what the other one says
 */
export interface ArchivePeer extends Disposable {
  describe(checkpoint: string, signal: AbortSignal): Promise<PeerArchive>;
  /** The bytes of an archive from an offset below its end on. */
  read(archive: PeerArchive, offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
