import type { Session } from '../criu/index.js';
import { type ProcessIdentity, type ProcessTree, readKernel, readProcess } from '../host/index.js';
import type { Run, Traces } from '../operations/index.js';
import type { DumpFinalState } from './requests.js';

/** Where a later criud has to look for a tree. */
export function tracesOfTree(
  tree: ProcessTree | undefined,
  finalState?: DumpFinalState,
): Omit<Traces, 'drafts'> {
  const processes = tree?.processes ?? [];
  return {
    bootId: readKernel().bootId,
    processes: processes.map(({ pid, startTime }) => ({ pid, startTime })),
    ...(finalState && { finalState }),
  };
}

/**
 * Remembers the CRIU of a session, which goes on for a while should criud end.
 *
 * @returns undefined for the worker of a service, which nobody knows.
 */
export async function traceCriu(
  run: Pick<Run, 'traces'>,
  { pid }: Pick<Session, 'pid'>,
): Promise<ProcessIdentity | undefined> {
  const criu = pid === undefined ? undefined : identityOf(pid);
  if (criu !== undefined) await run.traces({ criu });
  return criu;
}

/** Undefined when there is no such process. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const facts = readProcess(pid);
  return facts && { pid, startTime: facts.startTime };
}
