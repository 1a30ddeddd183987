export { connectArchivePeer } from './archive-peer-client.js';
export type { Address, PeerIdentity } from './listener.js';
export type { Log } from './log.js';
export { connectPeer } from './peer-client.js';
export { openPeerServer, openRpcServer, type RpcParts, type RpcServer } from './server.js';
