import type { JsonObject } from '../catalog/index.js';
import type { Compression, TlsIdentity } from './channel/index.js';
import type { Call, MigrationIdentity, Standing } from './handover/index.js';
import type { PeerStep } from './measurements.js';
import type { PageCounts } from './post-copy/index.js';
import type { AnswerTimes, MigrationPlan, PreflightFinding, TreeNeeds } from './preflight/index.js';

/** What a target is told before the first round. */
export interface Announcement {
  readonly migration: MigrationIdentity;
  /** Name of the source's host, for whoever looks at the target. */
  readonly host: string;
  /** Numbers that the tree has and must have again. */
  readonly pids: readonly number[];
  /** What the final dump is made with: what applies to a restore counts for it. */
  readonly options: JsonObject;
  /** Its memory comes when it runs there. */
  readonly postCopy: boolean;
}

/** Where the target waits for the pages of a round, and what it knows their connection by. */
export interface RoundTicket {
  readonly port: number;
  readonly token: Uint8Array;
}

/** A file that is none of pages. */
export interface ImageFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** Where the target stands, and the tree that runs there, once it does. */
export interface PeerAnswer {
  readonly by: MigrationIdentity;
  readonly standing: Standing;
  readonly pid?: number;
  /** What has been done there so far. */
  readonly steps?: readonly PeerStep[];
}

/** What a target found in the way of a tree, and when. */
export interface Examination {
  readonly findings: readonly PreflightFinding[];
  readonly times: AnswerTimes;
}

/**
 * The criud of another host, as a source sees it: what is asked of a target.
 * Every call may fail with PEER_UNREACHABLE or with what the target says; each may
 * be made again.
 */
export interface Peer extends Disposable {
  /** As it was named: `host:port`. */
  readonly address: string;
  /** Its host, for the page channel. */
  readonly host: string;
  /** What it is to be known by there; absent where it is taken at its word. */
  readonly tls?: TlsIdentity;
  examine(needs: TreeNeeds, plan: MigrationPlan, signal: AbortSignal): Promise<Examination>;
  announce(announcement: Announcement): Promise<void>;
  openRound(migration: MigrationIdentity, round: number, compression: Compression): Promise<RoundTicket>;
  /** Resolves when all pages of the round have come: those of post-copy, with how they came. */
  closeRound(migration: MigrationIdentity, round: number, signal: AbortSignal): Promise<PageCounts>;
  /** Sends the images of the final dump that are none of pages; the target has compared their digests when it resolves. */
  sendImages(
    migration: MigrationIdentity,
    round: number,
    files: readonly ImageFile[],
    signal: AbortSignal,
  ): Promise<void>;
  call(migration: MigrationIdentity, call: Call): Promise<PeerAnswer>;
}
