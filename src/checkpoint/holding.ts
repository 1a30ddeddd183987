import type { Leases, StoredCheckpoint } from '../catalog/index.js';

/** Checkpoints that an operation makes and goes on to need: nobody removes them before it is disposed. */
export interface Holding extends Disposable {
  /** Also one that is not there yet. */
  hold(id: string): void;
  /** For who removes them: they are no longer held. */
  release(): void;
}

/** What an operation reads: nobody removes it before this is disposed. */
export function leaseChain(
  leases: Leases,
  chain: readonly StoredCheckpoint[],
  operation: string,
): Disposable {
  return leases.take(
    chain.map(({ manifest }) => manifest.id),
    readerOf(operation),
  );
}

/** How people are told who reads. */
function readerOf(operation: string): string {
  return `operations/${operation}`;
}

export function openHolding(leases: Leases, operation: string): Holding {
  let held: Disposable[] = [];
  const release = () => {
    for (const lease of held) lease[Symbol.dispose]();
    held = [];
  };
  return {
    hold: (id) => void held.push(leases.take([id], readerOf(operation))),
    release,
    [Symbol.dispose]: release,
  };
}
