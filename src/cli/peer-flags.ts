import { readFile } from 'node:fs/promises';
import { invalidRequest } from '../failure/index.js';
import { type ChannelListener, openChannelListener } from '../migration/index.js';
import type { PeerIdentity } from '../rpc/index.js';
import { parseTcpAddress } from './flag-values.js';

/** How other hosts reach this one, and what they are known by. */
export interface Peers {
  readonly address?: { readonly host: string; readonly port: number };
  readonly identity?: PeerIdentity;
}

export interface PeerFlags {
  readonly 'peer-listen'?: string | undefined;
  readonly 'peer-cert'?: string | undefined;
  readonly 'peer-key'?: string | undefined;
  readonly 'peer-ca'?: string | undefined;
  readonly 'peer-insecure': boolean;
  readonly 'peer-downloads': boolean;
}

/**
 * Without certificates a tree of somebody else's making could be run here: only
 * who says so gets that.
 *
 * @throws Failure INVALID_REQUEST
 */
export async function readPeerFlags(flags: PeerFlags): Promise<Peers> {
  const { 'peer-cert': cert, 'peer-key': key, 'peer-ca': ca, 'peer-listen': listen } = flags;
  const given = [cert, key, ca].filter((each) => each !== undefined);
  if (given.length > 0 && given.length < 3) {
    throw refused('--peer-cert', 'goes with --peer-key and --peer-ca: all of them or none');
  }
  if (given.length === 3 && flags['peer-insecure']) {
    throw refused('--peer-insecure', 'does not go with certificates');
  }
  if (listen !== undefined && given.length === 0 && !flags['peer-insecure']) {
    throw refused('--peer-listen', 'needs --peer-cert, --peer-key and --peer-ca, or --peer-insecure');
  }
  if (listen === undefined && flags['peer-downloads']) {
    throw refused('--peer-downloads', 'needs --peer-listen, where other hosts ask');
  }
  const identity =
    cert === undefined || key === undefined || ca === undefined
      ? undefined
      : {
          cert: await readPem('--peer-cert', cert),
          key: await readPem('--peer-key', key),
          ca: await readPem('--peer-ca', ca),
        };
  if (listen === undefined) return identity === undefined ? {} : { identity };
  const { host, port } = parseTcpAddress('--peer-listen', listen);
  return { address: { host, port }, ...(identity && { identity }) };
}

/** Pages come at the port above that of the calls, or at any where that is any. */
export function openChannels({ address, identity }: Peers): Promise<ChannelListener> {
  const { host = '127.0.0.1', port = 0 } = address ?? {};
  return openChannelListener({ host, port: port === 0 ? 0 : port + 1, ...(identity && { tls: identity }) });
}

export function identityOf({ identity }: Peers): Pick<Peers, 'identity'> {
  return identity === undefined ? {} : { identity };
}

async function readPem(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw refused(flag, `cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function refused(field: string, description: string) {
  return invalidRequest([{ field, description }]);
}
