import type { Daemon } from './daemon.js';
import { startDaemon } from './daemon.js';
import { compiledProgram } from './workload.js';

/** A criud that takes trees of others. */
export interface Host extends Daemon {
  /** Where it takes its peers. */
  readonly address: string;
}

/** A criud beside the tests, which its trees are started in. */
export function startSource(flags: readonly string[] = ['--peer-insecure']): Promise<Host> {
  return startPeer(flags, []);
}

/**
 * A criud with pids of its own, as another host has them, under a process that reaps as the first one of a host does.
 * It has the files and the network of the tests.
 */
export async function startTarget(
  flags: readonly string[] = ['--peer-insecure'],
  stateFolder?: string,
): Promise<Host> {
  const reaper = await compiledProgram('reaper');
  const under = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', reaper];
  return startPeer(flags, under, stateFolder);
}

async function startPeer(
  flags: readonly string[],
  under: readonly string[],
  stateFolder?: string,
): Promise<Host> {
  const daemon = await startDaemon({
    flags: ['--peer-listen', '127.0.0.1:0', ...flags],
    under,
    ...(stateFolder !== undefined && { stateFolder }),
  });
  const addresses = daemon.log.find(({ event }) => event === 'daemon.serving')?.addresses;
  const port = String(Array.isArray(addresses) ? addresses.at(-1) : '').match(/:(\d+)$/)?.[1];
  if (port === undefined) throw new Error(`criud takes no peers: ${JSON.stringify(addresses)}`);
  return { ...daemon, address: `127.0.0.1:${port}` };
}
