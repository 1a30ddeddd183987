import { compareVersions, formatVersion } from '../../../criu/index.js';
import { SOFT_DIRTY_KERNEL_OPTION } from '../../../host/index.js';
import type { PreflightFinding } from '../finding.js';
import type { MigrationPlan } from '../plan.js';
import type { TargetSight } from '../target-sight.js';
import type { HostFacts, TreeNeeds } from '../tree-needs.js';

/** Whether both hosts are one, as far as numbers of processes go. */
export function isSamePlace(source: HostFacts, target: HostFacts): boolean {
  return source.bootId === target.bootId && source.pidNamespace === target.pidNamespace;
}

/** CRIU, kernel and machine of both hosts. */
export function compareHosts(needs: TreeNeeds, plan: MigrationPlan, sight: TargetSight): PreflightFinding[] {
  const source = needs.host;
  const target = sight.host;
  const findings: PreflightFinding[] = [];

  if (isSamePlace(source, target) && needs.pids.length > 0) {
    findings.push({
      kind: 'same-host',
      severity: 'blocking',
      subject: target.hostname,
      message: `Source and target are the same host ${target.hostname} and the same pid namespace: the tree cannot be restored beside itself.`,
      remedy:
        'Name another host, or a criud in another pid namespace. To keep a copy of the tree, dump it and restore it.',
    });
  }
  if (source.architecture !== target.architecture) {
    findings.push({
      kind: 'architecture',
      severity: 'blocking',
      subject: `${source.architecture} → ${target.architecture}`,
      message: `The source is ${source.architecture} and the target ${target.architecture}.`,
      remedy: 'Move the tree to a host of the same architecture.',
    });
  } else if (source.pageBytes !== target.pageBytes) {
    findings.push({
      kind: 'page-size',
      severity: 'blocking',
      subject: `${source.pageBytes} → ${target.pageBytes}`,
      message: `A memory page has ${source.pageBytes} bytes on the source and ${target.pageBytes} on the target.`,
      remedy: 'Boot a kernel with the same page size on the target.',
    });
  }
  if (sight.cpuProblem !== undefined) {
    findings.push({
      kind: 'cpu',
      severity: 'blocking',
      subject: sight.cpuProblem,
      message: `The CPU of the target cannot run what runs on that of the source: ${sight.cpuProblem}.`,
      remedy:
        'Move the tree to a host whose CPU has all features of the source and the same FPU state; of virtual machines give both the same CPU model.',
    });
  }
  if (isOlderKernel(target.kernelRelease, source.kernelRelease)) {
    findings.push({
      kind: 'kernel-older',
      severity: 'warning',
      subject: `${source.kernelRelease} → ${target.kernelRelease}`,
      message: `The kernel of the target (${target.kernelRelease}) is older than that of the source (${source.kernelRelease}).`,
      remedy:
        'The tree may use what the older kernel does not have. Update the target, or try it with a copy.',
    });
  }
  return [...findings, ...compareCriu(source, plan, sight)];
}

function compareCriu(source: HostFacts, plan: MigrationPlan, sight: TargetSight): PreflightFinding[] {
  const findings: PreflightFinding[] = [];
  if (plan.rounds && source.criu?.memoryTracking === false) {
    findings.push({
      kind: 'memory-tracking',
      severity: 'blocking',
      subject: source.kernelRelease,
      message: `Rounds were asked for, and the kernel of the source was built without ${SOFT_DIRTY_KERNEL_OPTION}.`,
      remedy: `Move the tree without rounds, or boot a kernel with ${SOFT_DIRTY_KERNEL_OPTION} on the source.`,
    });
  }
  const { criu } = sight.host;
  if (criu === undefined) {
    const why = sight.criuProblem ?? 'it gave no answer';
    findings.push({
      kind: 'criu-unusable',
      severity: 'blocking',
      subject: why,
      message: `CRIU does not work on the target: ${why}`,
      remedy: 'Run `criud check` on the target.',
    });
    return findings;
  }
  if (source.criu !== undefined && compareVersions(criu.version, source.criu.version) < 0) {
    const ours = formatVersion(criu.version);
    const theirs = formatVersion(source.criu.version);
    const { major, minor } = source.criu.version;
    // Images change with minor versions only.
    const sameImages = criu.version.major === major && criu.version.minor === minor;
    findings.push({
      kind: 'criu-older',
      severity: sameImages ? 'warning' : 'blocking',
      subject: `${theirs} → ${ours}`,
      message: `The CRIU of the target (${ours}) is older than that of the source (${theirs}): what is new in the images it would ignore.`,
      remedy: `Install CRIU ${theirs} or newer on the target.`,
    });
  }
  if (plan.postCopy && !criu.lazyPages) {
    findings.push({
      kind: 'criu-feature',
      severity: 'blocking',
      subject: 'lazy_pages',
      message: 'Post-copy was asked for, and the target has no userfaultfd that CRIU can use.',
      remedy: 'Move the tree by pre-copy, or boot a kernel with CONFIG_USERFAULTFD on the target.',
    });
  }
  return findings;
}

/** By the first two numbers, `6.1` of `6.1.0-18-amd64`: what follows is the distribution's. */
function isOlderKernel(release: string, than: string): boolean {
  const [major = 0, minor = 0] = release.split(/[.-]/).map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split(/[.-]/).map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
