import { compareFiles } from './compare/files.js';
import { compareHosts, isSamePlace } from './compare/host.js';
import { comparePids, compareSockets } from './compare/numbers.js';
import { compareRoom } from './compare/room.js';
import { compareSurroundings } from './compare/surroundings.js';
import { unlessAborted } from './deadline.js';
import { inOrder, type PreflightFinding } from './finding.js';
import type { MigrationPlan } from './plan.js';
import { lookAtTarget, type PreflightTarget, type TargetSight } from './target-sight.js';
import { NEED_LIMITS, type NeedLimits, type TreeNeeds } from './tree-needs.js';

export interface ObstacleOptions {
  /** Ends the look, whatever it waits for. */
  readonly signal: AbortSignal;
  readonly limits?: NeedLimits;
  /** Bytes that are to stay free on the disk of the state folder; 0 by default. */
  readonly keepFree?: number;
}

/**
 * Finds out on the target, before anything is frozen, what stands in the way of a
 * tree of another host, the gravest first. It looks at what the needs name and
 * changes nothing, but for a folder that CRIU's check of the CPU needs, which it
 * takes away again. What is free now can be taken a moment later: a tree without
 * findings may still fail to be restored, and then goes on on the source.
 *
 * @throws the reason of the signal.
 */
export async function findObstacles(
  needs: TreeNeeds,
  plan: MigrationPlan,
  target: PreflightTarget,
  { signal, limits = NEED_LIMITS, ...settings }: ObstacleOptions,
): Promise<readonly PreflightFinding[]> {
  return unlessAborted(signal, async () => {
    const sight = await lookAtTarget(needs, plan, target, limits);
    return compare(needs, plan, sight, { ...settings, limits });
  });
}

/** The same from what has been seen: pure. */
export function compare(
  needs: TreeNeeds,
  plan: MigrationPlan,
  sight: TargetSight,
  { keepFree = 0, limits = NEED_LIMITS }: Omit<ObstacleOptions, 'signal'> = {},
): readonly PreflightFinding[] {
  // Beside itself a tree meets only its own pids and ports.
  const elsewhere = !isSamePlace(needs.host, sight.host);
  return inOrder([
    ...compareHosts(needs, plan, sight),
    ...compareFiles(needs, plan.options, sight),
    ...(elsewhere ? comparePids(needs, sight) : []),
    ...(elsewhere ? compareSockets(needs, plan.options, sight) : []),
    ...compareSurroundings(needs, plan.options, sight),
    ...compareRoom(needs, plan, sight, keepFree),
    ...gapsOf(needs, limits),
  ]);
}

/** What the source did not tell, and what was too much for the target. */
function gapsOf(needs: TreeNeeds, limits: NeedLimits): PreflightFinding[] {
  const notExamined = (subject: string, message: string): PreflightFinding => ({
    kind: 'not-examined',
    severity: 'warning',
    subject,
    message,
    remedy:
      'Look at them yourself on the target, or try the migration: where it fails, the tree goes on on the source.',
  });
  const told = needs.gaps.map(({ what, count, why }) => {
    const subject = count === undefined ? what : `${count} ${what}`;
    return notExamined(subject, `The source did not tell all: ${subject} (${why}).`);
  });
  const sizes = [
    ['files', needs.files.length, limits.files],
    ['pids', needs.pids.length, limits.pids],
    ['unix sockets', needs.unixSockets.length, limits.sockets],
  ] as const;
  const cut = sizes.flatMap(([what, there, limit]) =>
    there <= limit
      ? []
      : [
          notExamined(
            `${there - limit} ${what}`,
            `The target looked at ${limit} of ${there} ${what}: more than that it does not.`,
          ),
        ],
  );
  return [...told, ...cut];
}
