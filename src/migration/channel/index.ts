export { type AcceptedEnd, CHANNEL_OPTIONS, type ChannelEnd, type TunnelEnding } from './channel-end.js';
export { compressionsHere, refuseCompression } from './compression.js';
export { type ChannelRequest, connectChannel } from './connect.js';
export { type Compression, type RoundName, TOKEN_BYTES } from './hello.js';
export {
  type ChannelListener,
  type Expectation,
  type ExpectedRound,
  type ListenerSettings,
  openChannelListener,
  type Refusal,
} from './listener.js';
export { LEAST_RATE } from './rate-limit.js';
export { type RoundFolders, type ServedRound, serveRound } from './serve-round.js';
export type { TlsIdentity } from './tls-identity.js';
