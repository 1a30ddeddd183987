export { withChunkCodec } from './chunk-codec.js';
export { compressChunk, expandChunk, hasZstd } from './chunk-compression.js';
export { FLOW_WINDOW } from './flow-window.js';
