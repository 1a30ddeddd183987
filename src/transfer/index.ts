export type { ArchivePeer, PeerArchive } from './peer.js';
export type { OpenArchive, PullRequest, PushRequest, TransferParts } from './requests.js';
export { type ServedArchives, serveArchives } from './served.js';
export { type CheckpointInStore, openTransfers, resolveTransfer, type Transfers } from './transfers.js';
