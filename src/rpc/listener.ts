import { chmod, link, lstat, mkdtemp, rename, rm, unlink } from 'node:fs/promises';
import { BlockList, connect, isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { type Server, ServerCredentials } from '@grpc/grpc-js';
import { Failure, invalidRequest } from '../failure/index.js';

/** Where a server listens. */
export type Address =
  | { readonly kind: 'unix'; readonly path: string }
  /** A port of the loopback interface; 0 for one that is free. */
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** For other hosts: any address, with certificates, or without where somebody has said that he wants that. */
  | {
      readonly kind: 'peer';
      readonly host: string;
      readonly port: number;
      readonly identity?: PeerIdentity;
    };

/** What two criuds know each other by, in PEM. */
export interface PeerIdentity {
  readonly cert: string;
  readonly key: string;
  /** The authority that has signed the certificates of both. */
  readonly ca: string;
}

export interface Listener {
  /** As a client names it: `unix:/run/criud.sock`, `127.0.0.1:4711`. */
  readonly name: string;
  /** Gives up the name, so that nobody new comes; the connections that are there stay. */
  close(): Promise<void>;
}

/** Who may connect: the owner and the group of the socket. */
const SOCKET_MODE = 0o660;

/** Bytes of `sun_path` without the final NUL. */
const LONGEST_SOCKET_PATH = 107;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Listens at a unix socket of mode 0660. It is bound in a folder that nobody
 * else can enter and gets its name when its mode is right. The socket of a
 * daemon that has died is replaced.
 *
 * @throws Failure ADDRESS_IN_USE when somebody serves there, or when there is
 *   something other than a socket.
 * @throws Failure INVALID_REQUEST when the path is too long for a socket.
 */
export async function listenUnix(server: Server, path: string): Promise<Listener> {
  const parent = dirname(path);
  // The folder's name is of this length.
  const longest = Math.max(Buffer.byteLength(path), Buffer.byteLength(join(parent, '.XXXXXX', 's')));
  if (longest > LONGEST_SOCKET_PATH) {
    throw invalidRequest([
      { field: 'socket', description: `is too long for a socket: at most ${LONGEST_SOCKET_PATH} bytes` },
    ]);
  }
  const room = await mkdtemp(`${parent}/.`);
  const unnamed = join(room, 's');
  const uri = `unix:${unnamed}`;
  try {
    await bind(server, uri);
    await chmod(unnamed, SOCKET_MODE);
    await takeName(unnamed, path);
  } catch (error) {
    server.unbind(uri);
    throw error;
  } finally {
    await rm(room, { recursive: true, force: true });
  }
  const { ino } = await lstat(path);
  return {
    name: `unix:${path}`,
    async close() {
      const found = await lstat(path).catch(() => undefined);
      if (found?.ino === ino) await unlink(path);
    },
  };
}

/**
 * Listens at a TCP port of the loopback interface, where everybody on this host
 * may connect.
 *
 * @throws Failure INVALID_REQUEST for another address: the API has no
 *   encryption and no proof of identity.
 * @throws Failure ADDRESS_IN_USE
 */
export async function listenTcp(server: Server, host: string, port: number): Promise<Listener> {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const family = isIP(address);
  if (family === 0 || !LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4')) {
    throw invalidRequest([
      {
        field: 'listen',
        description: `must be an address of the loopback interface such as 127.0.0.1, not ${host}: whoever connects can do everything`,
      },
    ]);
  }
  return listenAt(server, address, port, ServerCredentials.createInsecure());
}

/**
 * Listens for the criuds of other hosts. With an identity only those are let in
 * that have a certificate of the same authority.
 *
 * @throws Failure ADDRESS_IN_USE
 */
export async function listenPeer(
  server: Server,
  { host, port, identity }: Extract<Address, { kind: 'peer' }>,
): Promise<Listener> {
  const trust =
    identity === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(
          Buffer.from(identity.ca),
          [{ private_key: Buffer.from(identity.key), cert_chain: Buffer.from(identity.cert) }],
          true,
        );
  return listenAt(server, host, port, trust);
}

async function listenAt(
  server: Server,
  address: string,
  port: number,
  trust: ServerCredentials,
): Promise<Listener> {
  const literal = isIP(address) === 6 ? `[${address}]` : address;
  const bound = await bind(server, `${literal}:${port}`, trust).catch((cause: unknown) => {
    throw new Failure('ADDRESS_IN_USE', `criud cannot listen at ${literal}:${port}: ${String(cause)}`, {
      metadata: { address: `${literal}:${port}` },
      cure: 'Choose another port, or end the program that listens there.',
      cause,
    });
  });
  return { name: `${literal}:${bound}`, close: async () => {} };
}

function bind(server: Server, uri: string, trust = ServerCredentials.createInsecure()): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(uri, trust, (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

/** Gives a socket its name, never in place of one that is served. */
async function takeName(socket: string, path: string): Promise<void> {
  const stale = `${socket}.stale`;
  for (;;) {
    if (await linked(socket, path)) return;
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined) continue;
    if (!found.isSocket())
      throw taken(path, 'there is something other than a socket', 'Choose another path.');
    if (await isServed(path)) {
      throw taken(path, 'somebody serves there', 'End the other criud first, or choose another path.');
    }
    await rename(path, stale);
    if ((await lstat(stale)).ino === found.ino) continue;
    // Another criud has taken the place between the two looks.
    await rename(stale, path);
  }
}

async function linked(socket: string, path: string): Promise<boolean> {
  try {
    await link(socket, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether somebody accepts connections; only a refusal says for sure that nobody does. */
function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}

function taken(path: string, why: string, cure: string): Failure {
  return new Failure('ADDRESS_IN_USE', `criud cannot listen at ${path}: ${why}.`, {
    metadata: { path },
    cure,
  });
}
