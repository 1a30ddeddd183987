import { setTimeout as pause } from 'node:timers/promises';
import { asFailure, Failure } from '../../failure/index.js';
import type { MigrationIdentity } from '../handover/index.js';
import type { Peer } from '../peer.js';
import type { PageCounts } from './page-protocol.js';

/** Milliseconds between two questions to a target that does not answer. */
const PACE = 1_000;

/** Milliseconds after which nobody expects an answer of it any more. */
const PATIENCE = 120_000;

/**
 * Waits, at the source, until the tree has all of its memory at the target.
 *
 * @throws the reason of the signal
 * @throws Failure PAGES_LOST when the tree was lost with it; PEER_UNREACHABLE when
 *   the target is silent, and may have all or not.
 */
export async function awaitPages(
  peer: Peer,
  migration: MigrationIdentity,
  round: number,
  signal: AbortSignal,
): Promise<PageCounts> {
  let silentSince: number | undefined;
  for (;;) {
    const asked = performance.now();
    try {
      return await peer.closeRound(migration, round, signal);
    } catch (error) {
      signal.throwIfAborted();
      const why = asFailure(error);
      if (why.reason !== 'PEER_UNREACHABLE') throw why;
      silentSince ??= asked;
      // A question that waits for long is answered by its deadline, and not by silence.
      if (performance.now() - asked > PATIENCE / 2) silentSince = performance.now();
      if (performance.now() - silentSince > PATIENCE) throw untold(peer.address, why);
    }
    await pause(PACE, undefined, { signal });
  }
}

function untold(address: string, cause: Failure): Failure {
  return new Failure(
    'PEER_UNREACHABLE',
    `Whether all memory of the tree has come to ${address} is not known here.`,
    {
      metadata: { address },
      cure: 'Look there: the tree runs, or its operation tells that it was lost. Here it is dead.',
      cause,
    },
  );
}
