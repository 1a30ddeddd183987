import type { Catalog, StoredCheckpoint } from '../catalog/index.js';
import type { ConvergencePolicy } from '../convergence/index.js';
import { asFailure } from '../failure/index.js';
import { type ProcessTree, resolveTarget } from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { dumpTree } from './dump.js';
import { openHolding } from './holding.js';
import { writeMemory } from './pre-dump.js';
import type { CheckpointParts, IterativeDumpRequest } from './requests.js';
import { type LastJudgement, makeRounds, refuseNotConverged } from './rounds.js';
import { sealCheckpoint } from './seal.js';

/**
 * Pre-dumps a tree round by round while it runs, each round over the one before,
 * until the policy says that it is enough; then dumps it over the last round.
 *
 * A process that executes another program between two rounds breaks the chain:
 * CRIU finds pages unchanged that the round before has of the program before, and
 * fails. The tree runs on then, and a new chain begins with what is left of the
 * rounds; where none is left, the final dump does without.
 *
 * Whatever else goes wrong before the final dump is committed, the tree runs on
 * and the rounds are removed: nobody has been told of them but as parts of this.
 */
export async function dumpTreeIteratively(
  parts: CheckpointParts,
  request: IterativeDumpRequest,
  tree: ProcessTree,
  run: Run,
): Promise<SuccessfulOutcome> {
  const { catalog } = parts;
  const { whenNotConverged } = request;
  const begin = performance.now();
  /** Rounds that were begun, in this chain and in those before it. */
  let begun = 0;
  let chain: StoredCheckpoint[] = [];
  using held = openHolding(catalog.leases, run.id);
  let outcome: SuccessfulOutcome | undefined;
  while (outcome === undefined) {
    try {
      const judgement = await preDumpUntilJudged(policyOfChain());
      refuseNotConverged(judgement, whenNotConverged);
      const last = chain.at(-1);
      const { preDumpMode: _, ...options } = optionsOfRound(last);
      const dumped = await dumpTree(parts, { ...request, options }, treeNow(), last, run);
      outcome = { ...dumped, ...predictionOf(judgement) };
    } catch (error) {
      held.release();
      await removeRounds(
        catalog,
        chain.map(({ manifest }) => manifest.id),
        run,
      );
      const failure = asFailure(error);
      if (failure.reason !== 'PARENT_LACKS_PAGES' || chain.length === 0) throw error;
      run.warns(failure);
      chain = [];
    }
  }
  // The final dump has sealed them itself where CRIU has cut pages out of them.
  if (!request.options.autoDedup) {
    for (const checkpoint of chain) await sealCheckpoint(catalog, checkpoint, run.signal);
  }
  return outcome;

  /** What the chains before have left of the policy; undefined when that is nothing. */
  function policyOfChain(): ConvergencePolicy | undefined {
    const { maxRounds, maxDurationMilliseconds, ...policy } = request.policy;
    if (begun >= maxRounds) return undefined;
    const left = maxDurationMilliseconds && maxDurationMilliseconds - (performance.now() - begin);
    return {
      ...policy,
      maxRounds: maxRounds - begun,
      ...(left !== undefined && { maxDurationMilliseconds: Math.max(1, left) }),
    };
  }

  async function preDumpUntilJudged(policy: ConvergencePolicy | undefined): Promise<LastJudgement> {
    if (policy === undefined) return NO_ROUND_LEFT;
    return makeRounds(policy, run, async () => {
      begun += 1;
      const parent = chain.at(-1);
      const { labels, durability } = request;
      const asked = { labels, durability, options: optionsOfRound(parent) };
      const { checkpoint, round, toldAt } = await writeMemory(
        parts,
        asked,
        treeNow(),
        parent,
        run,
        held,
        () => {},
      );
      chain.push(checkpoint);
      return { number: begun, checkpoint: checkpoint.manifest.id, measured: round, toldAt };
    });
  }

  /** Its pid may be another process's by now. */
  function treeNow(): ProcessTree {
    return resolveTarget(tree.root);
  }

  /** Nothing can be cut out of the parents of what has none. */
  function optionsOfRound(parent: StoredCheckpoint | undefined) {
    const { autoDedup, ...options } = request.options;
    return parent === undefined || autoDedup === undefined ? options : { ...options, autoDedup };
  }
}

/** After a chain that broke in the last round allowed. */
const NO_ROUND_LEFT: LastJudgement = {
  verdict: 'max-rounds',
  explanation: 'The chain broke, and no round is left to begin another.',
};

/**
 * The last first, so that none is ever without its parent. Rounds that a final
 * dump needs, which is kept although the operation failed, are kept too.
 */
export async function removeRounds(
  catalog: Catalog,
  ids: readonly string[],
  run: Pick<Run, 'warns'>,
): Promise<void> {
  for (const id of ids.toReversed()) {
    try {
      await catalog.remove(id);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.reason === 'CHECKPOINT_NOT_FOUND') continue;
      if (failure.reason !== 'CHECKPOINT_IN_USE') run.warns(failure);
      return;
    }
  }
}

function predictionOf({ predictedFrozenMilliseconds }: LastJudgement) {
  return predictedFrozenMilliseconds === undefined ? {} : { predictedFrozenMilliseconds };
}
