import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { traceCriu } from '../checkpoint/index.js';
import { type Installation, openWorkArea } from '../criu/index.js';
import type { Run } from '../operations/index.js';
import { CHANNEL_OPTIONS, connectChannel } from './channel/index.js';
import type { MigrationIdentity } from './handover/index.js';
import type { Peer } from './peer.js';
import type { PageTraffic } from './requests.js';

/** Milliseconds for a target to take the connection of a round. */
const CONNECTING = 30_000;

interface RoundRequest {
  readonly peer: Peer;
  readonly migration: MigrationIdentity;
  readonly folder: string;
  readonly number: number;
  readonly run: Run;
  /** Ends the wait for a target that has taken the connection and says nothing: nobody wants the round any more. */
  readonly unwanted: AbortSignal;
  readonly installation: Installation;
  readonly traffic: PageTraffic;
  /** CRIU gives pages when it is asked for them, and not before. */
  readonly lazy?: boolean;
}

/**
 * A dump with `lazy_pages` looks for its connection on the command line only, and
 * would else listen on every address. The address is for a CRIU that looks nowhere.
 */
const LAZY = ['--ps-socket', String(CHANNEL_OPTIONS.ps.fd), '--address', '127.0.0.1'];

export type SourceRound = Awaited<ReturnType<typeof openRound>>;

/**
 * A round whose pages go to the target: what of it stays here has no pages. Its page server and its CRIU are there from
 * now on and wait, however long; `begin` says that they are used.
 */
export async function openRound(request: RoundRequest) {
  const { peer, migration, folder, number, run, unwanted, installation, traffic, lazy = false } = request;
  const imagesFolder = join(folder, `images-${number}`);
  const workFolder = join(folder, `work-${number}`);
  for (const each of [imagesFolder, workFolder]) await mkdir(each, { mode: 0o700 });
  const ticket = await peer.openRound(migration, number, traffic.compression);
  const deadline = AbortSignal.any([run.signal, unwanted, AbortSignal.timeout(CONNECTING)]);
  const end = await connectChannel({
    ...{ migration: migration.migrationId, round: number, host: peer.host, port: ticket.port },
    ...{ token: ticket.token, deadline, ...traffic },
    ...(peer.tls && { tls: peer.tls }),
  });
  const area = openWorkArea(imagesFolder, workFolder, 'info');
  const used = new AbortController();
  const release = async (): Promise<void> => {
    used.abort();
    area[Symbol.dispose]();
    end[Symbol.dispose]();
  };
  const session = await end.openSession(installation, lazy ? LAZY : []).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  return {
    /** @param signal cuts the connection: a CRIU that waits for a slow link is at no notification where it could be refused */
    async begin(signal: AbortSignal): Promise<void> {
      signal.addEventListener('abort', () => end.cut(), { once: true, signal: used.signal });
      if (signal.aborted) end.cut();
      await traceCriu(run, session);
    },
    imagesFolder,
    workFolder,
    area,
    session,
    options: {
      ...area.options,
      ...CHANNEL_OPTIONS,
      ...(number > 1 && { parentImg: `../images-${number - 1}` }),
    },
    close: () => peer.closeRound(migration, number, run.signal),
    async [Symbol.asyncDispose]() {
      await session.close();
      await release();
    },
  };
}
