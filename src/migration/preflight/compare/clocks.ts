import type { ClockDifference } from '../clocks.js';
import type { PreflightFinding } from '../finding.js';
import type { TreeNeeds } from '../tree-needs.js';

/** More than clocks differ that are kept by NTP. */
const SKEW_MS = 1000;

/**
 * The clocks that the tree will read on the target, with those that it reads now.
 * What differs by less than can be measured is no difference.
 */
export function compareClocks(
  { ownNamespaces }: Pick<TreeNeeds, 'ownNamespaces'>,
  { wall, monotonic, boot, uncertainty }: ClockDifference,
): PreflightFinding[] {
  const matters = (ahead: number) => Math.abs(ahead) - uncertainty > SKEW_MS;
  const findings: PreflightFinding[] = [];
  if (matters(wall)) {
    findings.push({
      kind: 'clock-skew',
      severity: 'warning',
      subject: inSeconds(wall),
      message: `The wall clock of the target is ${seconds(wall)} s ${wall < 0 ? 'behind' : 'ahead of'} that of the source: the tree sees it jump, and what waits for a time of day waits ${wall < 0 ? 'longer' : 'less long'}.`,
      remedy: 'Synchronise both clocks (chrony, systemd-timesyncd).',
    });
  }
  // CRIU restores the clocks of a time namespace; all others go on with those of the target.
  if (ownNamespaces.includes('time')) return findings;
  const further = Math.abs(boot) > Math.abs(monotonic) ? boot : monotonic;
  if (matters(further)) {
    findings.push({
      kind: 'monotonic-clock',
      severity: 'warning',
      subject: inSeconds(further),
      message:
        further < 0
          ? `CLOCK_MONOTONIC and CLOCK_BOOTTIME go back by ${seconds(further)} s for the tree: what waits for a time of theirs waits that much longer.`
          : `CLOCK_MONOTONIC and CLOCK_BOOTTIME jump ahead by ${seconds(further)} s for the tree: what waits for a time of theirs ends at once.`,
      remedy:
        'Start the tree in a time namespace (`unshare --time --fork`), whose clocks CRIU restores, if it keeps such times.',
    });
  }
  return findings;
}

function inSeconds(ahead: number): string {
  return `${ahead < 0 ? '-' : '+'}${seconds(ahead)} s`;
}

function seconds(milliseconds: number): string {
  return (Math.abs(milliseconds) / 1000).toFixed(1);
}
