import type { CheckpointOptions } from '../../checkpoint/index.js';
import type { Installation } from '../../criu/index.js';
import { findObjections, type ProcessTree, refusedBy } from '../../host/index.js';
import type { Peer } from '../peer.js';
import { clockDifference, readClocks } from './clocks.js';
import { compareClocks } from './compare/clocks.js';
import { gravestFirst, inOrder, type PreflightFinding } from './finding.js';
import { readTreeNeeds } from './needs.js';
import type { MigrationPlan } from './plan.js';
import type { TreeNeeds } from './tree-needs.js';

/** What a tree needs, and what stands in the way of it. */
export interface Preflight {
  readonly needs: TreeNeeds;
  /** The gravest first. */
  readonly findings: readonly PreflightFinding[];
}

/**
 * The whole look ahead, at the source: whether the tree can be dumped here, what
 * it needs, what the target says to that, and how far the clocks of both are
 * apart. Nothing is touched on either host, and no tree is stopped.
 *
 * @throws Failure as readTreeNeeds and Peer.examine
 * @throws the reason of the signal.
 */
export async function lookAhead(
  tree: ProcessTree,
  peer: Pick<Peer, 'examine'>,
  plan: MigrationPlan,
  { installation, signal }: { readonly installation: Installation; readonly signal: AbortSignal },
): Promise<Preflight> {
  const objections = await findUndumpable(tree, plan.options);
  const needs = await readTreeNeeds(tree, installation, { signal });
  const asked = readClocks();
  const { findings, times } = await peer.examine(needs, plan, signal);
  const difference = clockDifference(asked, times, readClocks());
  return {
    needs,
    findings: gravestFirst([...inOrder(objections), ...findings, ...compareClocks(needs, difference)]),
  };
}

/** What a dump with these options is refused for, before CRIU is started for it. */
export async function findUndumpable(
  tree: ProcessTree,
  options: CheckpointOptions,
): Promise<readonly PreflightFinding[]> {
  const findings = await findObjections(tree, { ghostLimitBytes: options.ghostLimitBytes });
  return refusedBy({ findings }, options).map(({ reason, pid, object, message, cure }) => ({
    kind: 'undumpable',
    severity: 'blocking',
    subject: `${reason} in ${pid}: ${object}`,
    message,
    remedy: cure,
  }));
}
