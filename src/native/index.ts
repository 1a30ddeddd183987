export { AddonError } from './addon.js';
export type { Descriptor } from './descriptor.js';
export { copyRuns } from './file-copy.js';
export { type PeerCredentials, peerCredentials } from './peer-credentials.js';
export { openProcess, type ProcessDescriptor, type TcpDescriptor } from './process-descriptor.js';
export { type Reaped, reap } from './reap.js';
export { openRegularFile, type RegularFile, readRegularFile } from './regular-file.js';
export { listenSeqpacket, type SeqpacketListener } from './seqpacket-listener.js';
export {
  adoptSeqpacket,
  connectSeqpacket,
  openSeqpacketPair,
  type Packet,
  type SeqpacketSocket,
} from './seqpacket-socket.js';
export {
  copyDescriptor,
  limitSendRate,
  limitSilence,
  makeBlocking,
  openStreamPair,
  shutDown,
} from './stream-socket.js';
export { SystemCallError } from './system-call-error.js';
