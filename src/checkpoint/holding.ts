import type { Leases } from '../catalog/index.js';

/** Checkpoints that an operation makes and goes on to need: nobody removes them before it is disposed. */
export interface Holding extends Disposable {
  /** Also one that is not there yet. */
  hold(id: string): void;
  /** For who removes them: they are no longer held. */
  release(): void;
}

export function openHolding(leases: Leases, operation: string): Holding {
  let held: Disposable[] = [];
  const release = () => {
    for (const lease of held) lease[Symbol.dispose]();
    held = [];
  };
  return {
    hold: (id) => void held.push(leases.take([id], `operations/${operation}`)),
    release,
    [Symbol.dispose]: release,
  };
}
