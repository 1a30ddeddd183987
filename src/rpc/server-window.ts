import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { Server } from '@grpc/grpc-js';
import type { Log } from './log.js';

/**
 * Raises the flow-control windows of a server, for which grpc-js has an option
 * at its clients only: without it an upload gets 64 KiB in each round trip. The
 * fields are private; where another grpc-js has not got them, all works as
 * before, and slowly.
 *
 * To be called before the server is bound.
 *
 * @returns to be called after each time that it was bound: raises the windows of its connections.
 */
export function raiseWindows(server: Server, bytes: number, log: Log): () => void {
  const settings = recordAt(recordAt(server, 'commonServerOptions'), 'settings');
  const options = recordAt(server, 'commonServerOptions');
  const servers: unknown = Reflect.get(server, 'http2Servers');
  if (options === undefined || !(servers instanceof Map)) {
    log.warn(
      { event: 'server.small-windows' },
      'this grpc-js does not let the windows of HTTP/2 be raised: uploads over a network are slow',
    );
    return () => {};
  }
  options.settings = { ...settings, initialWindowSize: bytes };
  const seen = new WeakSet<object>();
  return () => {
    // What the map has as its keys since grpc-js 1.10.
    for (const each of (servers as Map<Http2Server, unknown>).keys()) {
      if (seen.has(each)) continue;
      seen.add(each);
      each.on('session', (session: ServerHttp2Session) => session.setLocalWindowSize(bytes));
    }
  };
}

function recordAt(value: unknown, key: string): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  // An object is a record of its fields.
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined;
}
