export type { Address } from './listener.js';
export type { Log } from './log.js';
export { openRpcServer, type RpcParts, type RpcServer } from './server.js';
