import type { PreflightFinding } from '../finding.js';
import type { MigrationPlan } from '../plan.js';
import type { TargetSight } from '../target-sight.js';
import type { TreeNeeds } from '../tree-needs.js';

/**
 * What the tree takes, on the disk of the state folder and in memory, with what
 * the target has. Rounds write some pages more than once, which nobody can know
 * before: twice the memory of the tree is enough for most.
 *
 * @param keepFree bytes of the disk that are to stay free.
 */
export function compareRoom(
  { memory: { imageBytes, residentBytes } }: TreeNeeds,
  { rounds }: Pick<MigrationPlan, 'rounds'>,
  { disk, memory }: TargetSight,
  keepFree: number,
): PreflightFinding[] {
  const findings: PreflightFinding[] = [];
  if (disk === undefined) {
    findings.push({
      kind: 'not-examined',
      severity: 'warning',
      subject: 'disk',
      message: 'The free space of the state folder of the target could not be read.',
      remedy: 'Look whether the folder is there and readable for criud.',
    });
  } else {
    const free = Math.max(0, disk.freeBytes - keepFree);
    const likely = rounds ? 2 * imageBytes : imageBytes;
    if (free < likely) {
      const enough = free >= imageBytes;
      findings.push({
        kind: 'disk-room',
        severity: enough ? 'warning' : 'blocking',
        subject: `${imageBytes} of ${free} bytes`,
        message: enough
          ? `The images take about ${imageBytes} bytes, and ${likely} with some rounds; ${free} may be used on the target.`
          : `The images take about ${imageBytes} bytes, and ${free} may be used on the target.`,
        remedy: 'Make room on the disk of its state folder, or name another one there with --state.',
      });
    }
  }

  const needed = imageBytes + (disk?.inMemory ? (rounds ? 2 : 1) * imageBytes : 0);
  const room = memory.free + memory.swap;
  const short = room < needed;
  if (short || memory.free < Math.max(needed, residentBytes)) {
    findings.push({
      kind: 'memory-room',
      severity: short ? 'blocking' : 'warning',
      subject: `${needed} of ${memory.free} bytes`,
      message: short
        ? `The tree takes about ${needed} bytes of memory on the target, which has ${memory.free} available and ${memory.swap} of swap.`
        : `The tree takes ${needed} to ${Math.max(needed, residentBytes)} bytes of memory, and the target has ${memory.free} available: it will swap.`,
      remedy: disk?.inMemory
        ? 'Free memory on the target, or move its state folder to a disk.'
        : 'Free memory on the target.',
    });
  }
  return findings;
}
