import type { Archive, Catalog, Uploads } from '../catalog/index.js';
import type { ObjectStore } from '../object-store/index.js';
import type { Operations } from '../operations/index.js';
import type { ArchivePeer } from './peer.js';

/** What every transfer is asked with. */
interface TransferRequest {
  /** Id of the checkpoint. */
  readonly checkpoint: string;
  /** Milliseconds; default: that of the daemon. */
  readonly timeout?: number;
  readonly requestId?: string;
  /** Of the whole request. */
  readonly fingerprint: string;
}

export interface PullRequest extends TransferRequest {
  /** `host:port` of another criud, or the name of an object store. */
  readonly from: { readonly peer: string } | { readonly store: string };
}

export interface PushRequest extends TransferRequest {
  /** Name of an object store. */
  readonly store: string;
}

export interface TransferParts {
  readonly catalog: Pick<Catalog, 'get' | 'chain'>;
  readonly operations: Pick<Operations, 'begin' | 'once'>;
  readonly uploads: Uploads;
  readonly openArchive: OpenArchive;
  /** By their names. */
  readonly stores: ReadonlyMap<string, ObjectStore>;
  /** The criud at an address. Connected to at the first call. */
  readonly connectPeer: (address: string) => ArchivePeer;
  /** For what is known of pushes that are not complete; it is made when there is one. */
  readonly folder: string;
  /** Milliseconds for an operation that names none. */
  readonly timeout: number;
}

/**
 * Opens the archive of a checkpoint and its parents, with a lease on them.
 *
 * @param reader tells people who it is
 * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED, PARENT_MISSING
 */
export type OpenArchive = (checkpoint: string, reader: string, signal: AbortSignal) => Promise<Archive>;
