import type { CheckpointOptions } from '../../../checkpoint/index.js';
import type { PreflightFinding } from '../finding.js';
import type { TargetSight } from '../target-sight.js';
import type { TreeNeeds } from '../tree-needs.js';

/** Cgroups, security labels, namespaces and terminals: what is around the tree rather than in it. */
export function compareSurroundings(
  needs: TreeNeeds,
  { cgroupMode = 'soft' }: Pick<CheckpointOptions, 'cgroupMode'>,
  sight: TargetSight,
): PreflightFinding[] {
  return [
    ...(cgroupMode === 'ignore' ? [] : compareCgroups(needs, cgroupMode, sight)),
    ...compareSecurity(needs, sight),
    ...compareNamespaces(needs, sight),
    ...needs.terminals.map(
      (subject): PreflightFinding => ({
        kind: 'terminal',
        severity: 'warning',
        subject,
        message: `The tree is on a terminal that somebody outside of it holds (${subject}): it goes on on a new one, which criud holds on the target.`,
        remedy: 'Start the program without a terminal, or with one of its own in the tree (tmux, script).',
      }),
    ),
  ];
}

/** CRIU makes what is missing, except with the modes none and props; and strict wants nothing to be there. */
function compareCgroups(
  needs: TreeNeeds,
  mode: NonNullable<CheckpointOptions['cgroupMode']>,
  sight: TargetSight,
): PreflightFinding[] {
  return needs.cgroups.flatMap(({ controllers, path }, index): PreflightFinding[] => {
    const seen = sight.cgroups[index];
    if (seen === undefined) return [];
    const hierarchy = controllers.length === 0 ? 'cgroup v2' : controllers.join(',');
    const subject = `${hierarchy}:${path}`;
    if (!seen.hierarchy) {
      return [
        {
          kind: 'cgroup-hierarchy',
          severity: 'blocking',
          subject: hierarchy,
          message: `The tree is in a cgroup of ${hierarchy}, and the target has no such hierarchy.`,
          remedy:
            'Boot both hosts with the same cgroup version and controllers, or set cgroups.mode to IGNORE.',
        },
      ];
    }
    if (seen.there === false && (mode === 'none' || mode === 'props')) {
      return [
        {
          kind: 'cgroup-missing',
          severity: 'blocking',
          subject,
          message: `The tree is in the cgroup ${subject}, which the target does not have.`,
          remedy: 'Make the cgroup on the target, or let CRIU make it: cgroups.mode SOFT or FULL.',
        },
      ];
    }
    if (seen.there === true && mode === 'strict' && path !== '/') {
      return [
        {
          kind: 'cgroup-exists',
          severity: 'blocking',
          subject,
          message: `The target already has the cgroup ${subject}, and cgroups.mode STRICT forbids that.`,
          remedy: 'Remove the cgroup on the target, or set cgroups.mode to SOFT.',
        },
      ];
    }
    return [];
  });
}

function compareSecurity(needs: TreeNeeds, sight: TargetSight): PreflightFinding[] {
  const { securityLabels: labels } = needs;
  if (labels.length === 0) return [];
  const source = needs.host.securityModule;
  const target = sight.host.securityModule;
  if (source !== target) {
    return [
      {
        kind: 'security-module',
        severity: 'blocking',
        subject: `${source} → ${target}`,
        message: `The tree is confined by ${source} (${labels.slice(0, 3).join(', ')}), and on the target ${target} is in force.`,
        remedy: `Boot the target with ${source}, or take the tree out of its confinement.`,
      },
    ];
  }
  const known = sight.securityLabels;
  if (known === undefined) {
    return [
      {
        kind: 'not-examined',
        severity: 'warning',
        subject: `${labels.length} security labels`,
        message: `criud may not ask which ${target} labels the target knows.`,
        remedy: 'Give criud CAP_MAC_ADMIN, or look there.',
      },
    ];
  }
  return labels
    .filter((label) => !known.has(label))
    .map((label) => ({
      kind: 'security-profile',
      severity: 'blocking',
      subject: label,
      message: `The tree is confined by the ${target} label ${label}, which the target does not know.`,
      remedy:
        target === 'apparmor'
          ? 'Load the profile on the target with apparmor_parser.'
          : 'Install the same policy there.',
    }));
}

function compareNamespaces({ ownNamespaces }: TreeNeeds, sight: TargetSight): PreflightFinding[] {
  return ownNamespaces.flatMap((kind): PreflightFinding[] => {
    const limit = sight.namespaceLimits.get(kind);
    if (limit !== undefined && limit > 0) return [];
    return [
      {
        kind: 'namespace',
        severity: 'blocking',
        subject: kind,
        message:
          limit === undefined
            ? `The tree has a ${kind} namespace of its own, and the kernel of the target has no such thing.`
            : `The tree has a ${kind} namespace of its own, and the target allows none.`,
        remedy:
          limit === undefined
            ? 'Boot a newer kernel on the target.'
            : `On the target: sysctl user.max_${kind}_namespaces.`,
      },
    ];
  });
}
