import type { Daemon } from './daemon.js';
import { startDaemon } from './daemon.js';
import type { Station } from './network.js';
import { compiledProgram } from './workload.js';

/** A criud that takes trees of others. */
export interface Host extends Daemon {
  /** Where it takes its peers. */
  readonly address: string;
}

/** A criud beside the tests, which its trees are started in. */
export function startSource(
  flags: readonly string[] = ['--peer-insecure'],
  station?: Station,
  stateFolder?: string,
): Promise<Host> {
  return startPeer(flags, station?.within ?? [], {
    station,
    ...(stateFolder !== undefined && { stateFolder }),
  });
}

/**
 * A criud with pids of its own, as another host has them, under a process that reaps as the first one of a host does.
 * It has the files of the tests, and their network or that of a station.
 */
export async function startTarget(
  flags: readonly string[] = ['--peer-insecure'],
  { stateFolder, station, environment }: Place = {},
): Promise<Host> {
  const reaper = await compiledProgram('reaper');
  const under = [
    ...(station?.within ?? []),
    'unshare',
    '--pid',
    '--fork',
    '--mount-proc',
    '--kill-child',
    reaper,
  ];
  return startPeer(flags, under, { stateFolder, station, environment });
}

/** Where and with what a criud runs. */
export interface Place {
  readonly stateFolder?: string | undefined;
  readonly station?: Station | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A criud that takes its peers at a port of the loopback interface, run by a command. */
export async function startPeer(
  flags: readonly string[],
  under: readonly string[],
  place: Place,
): Promise<Host> {
  const { stateFolder, environment, station: { address } = { address: '127.0.0.1' } } = place;
  const daemon = await startDaemon({
    flags: ['--peer-listen', `${address}:0`, ...flags],
    under,
    ...(stateFolder !== undefined && { stateFolder }),
    ...(environment && { environment }),
  });
  const addresses = daemon.log.find(({ event }) => event === 'daemon.serving')?.addresses;
  const port = String(Array.isArray(addresses) ? addresses.at(-1) : '').match(/:(\d+)$/)?.[1];
  if (port === undefined) throw new Error(`criud takes no peers: ${JSON.stringify(addresses)}`);
  return { ...daemon, address: `${address}:${port}` };
}
