import type { CheckpointOptions } from '../../../checkpoint/index.js';
import type { PreflightFinding, PreflightKind } from '../finding.js';
import { fileKey, type SeenFile, type TargetSight } from '../target-sight.js';
import type { FileNeed, TreeNeeds } from '../tree-needs.js';

/** The permissions of a mode; the rest is the type, and set-uid and its like. */
const PERMISSIONS = 0o777;
const TYPE = 0o170000;

/**
 * The files of the tree with those of the same names on the target, by what CRIU
 * compares when it opens them again: mode, size, and build-id where both have one.
 */
export function compareFiles(
  needs: TreeNeeds,
  { skipModeCheck = false, root }: Pick<CheckpointOptions, 'skipModeCheck' | 'root'>,
  sight: TargetSight,
): PreflightFinding[] {
  const sameBoot = needs.host.bootId === sight.host.bootId;
  const apart = root === undefined ? needs.files.filter(({ ownMounts }) => ownMounts) : [];
  const findings = needs.files.flatMap((need) => {
    if (need.removed !== undefined) return need.removed.links > 0 ? [unlinked(need, need.removed.links)] : [];
    const seen = sight.files.get(fileKey(need));
    if (seen === undefined || apart.includes(need)) return [];
    const found = findingsOf(need, seen, skipModeCheck, sameBoot);
    // What CRIU mounts again for the tree may cover or bring what was looked for.
    return need.ownMounts ? found.map((finding) => ({ ...finding, severity: 'warning' as const })) : found;
  });
  if (apart.length === 0) return findings;
  return [
    ...findings,
    {
      kind: 'not-examined',
      severity: 'warning',
      subject: `${apart.length} files`,
      message: `${apart.length} files lie in a mount namespace of the tree, and were not looked for on the target.`,
      remedy: 'Make its root folder on the target as it is on the source, and name it in namespaces.root.',
    },
  ];
}

function findingsOf(
  need: FileNeed,
  seen: SeenFile,
  skipModeCheck: boolean,
  sameBoot: boolean,
): PreflightFinding[] {
  const { path, pid } = need;
  const finding = (kind: PreflightKind, message: string, remedy: string): PreflightFinding => ({
    kind,
    severity: 'blocking',
    subject: path,
    message,
    remedy,
  });
  const used = `process ${pid} has as ${need.uses.join(', ')}`;

  if (seen === 'missing') {
    if (need.uses.some((use) => use.endsWith('-directory'))) {
      return [
        finding(
          'directory-missing',
          `The target has no ${path}, which ${used}.`,
          'Make the directory on the target, with the same owner and mode.',
        ),
      ];
    }
    const remedy = need.written
      ? 'Put the file where both hosts see it (shared storage), or copy it while the tree is frozen (a hook at post-dump).'
      : 'Install the same packages on the target, or copy the file there.';
    return [finding('file-missing', `The target has no ${path}, which ${used}.`, remedy)];
  }
  if (seen === 'unreadable') {
    return [
      {
        ...finding(
          'file-unreadable',
          `criud could not look at ${path} on the target, which ${used}.`,
          'Look at it there.',
        ),
        severity: 'warning',
      },
    ];
  }
  if ((seen.mode & TYPE) !== (need.mode & TYPE) || seen.device !== need.device) {
    const what = (of: { readonly type: string; readonly device?: string }) =>
      of.device === undefined ? of.type : `${of.type} ${of.device}`;
    return [
      finding(
        'file-type',
        `${path} is a ${what(need)} on the source and a ${what(seen)} on the target.`,
        'Make the same thing of it on the target.',
      ),
    ];
  }

  const findings: PreflightFinding[] = [];
  const compared = skipModeCheck ? ~PERMISSIONS : ~0;
  if ((seen.mode & compared) !== (need.mode & compared)) {
    findings.push(
      finding(
        'file-mode',
        `${path} has the mode ${octal(need.mode)} on the source and ${octal(seen.mode)} on the target.`,
        `On the target: chmod ${octal(need.mode)}; or set files.skip_mode_check, where only permissions differ.`,
      ),
    );
  }
  if (need.type !== 'regular') return findings;
  if (need.comparesSize && seen.size !== need.size) {
    const sizes = `${path} has ${need.size} bytes on the source and ${seen.size} on the target`;
    if (need.written) {
      findings.push({
        ...finding(
          'file-size',
          `${sizes}, and the tree writes to it.`,
          'CRIU wants the size that it has when the tree is frozen: use shared storage, or copy the file then (a hook at post-dump).',
        ),
        severity: 'warning',
      });
    } else {
      findings.push(
        finding('file-size', `${sizes}.`, 'Bring the file of the target to the version of the source.'),
      );
    }
    return findings;
  }
  // CRIU compares the build-id where both files have one.
  if (
    need.comparesSize &&
    need.buildId !== undefined &&
    seen.buildId !== undefined &&
    need.buildId !== seen.buildId
  ) {
    findings.push(
      finding(
        'file-build-id',
        `${path} is another build on the target: ${seen.buildId} instead of ${need.buildId}.`,
        'Install the version of the source on the target.',
      ),
    );
  }
  if (need.written && !(sameBoot && seen.identity === need.identity)) {
    findings.push({
      kind: 'file-content',
      severity: 'warning',
      subject: path,
      message: `The tree writes to ${path}, and what is in a file is not moved along: it goes on with that of the target.`,
      remedy:
        'Put the file where both hosts see it (shared storage), or copy it while the tree is frozen (a hook at post-dump).',
    });
  }
  return findings;
}

function unlinked({ path, pid }: FileNeed, links: number): PreflightFinding {
  return {
    kind: 'file-unlinked',
    severity: 'warning',
    subject: path,
    message: `Process ${pid} uses ${path}, whose name was removed while ${links} others are left: CRIU finds it again by a link that it makes beside it, on the source.`,
    remedy:
      'It can only be moved where both hosts see the directory (shared storage). Close the file first otherwise.',
  };
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
