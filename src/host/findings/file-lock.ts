import type { TreeFinding } from '../finding.js';
import { describeFiles } from '../open-file.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/**
 * Locks and leases that the tree holds on files: CRIU dumps them only with
 * file_locks, because on another host nobody else would respect them. They are
 * taken from fdinfo, as CRIU does, and so include those that came with an
 * inherited file.
 */
export function findFileLocks({ processes }: TreeSnapshot): TreeFinding[] {
  const findings: TreeFinding[] = [];
  const seen = new Set<string>();
  for (const { facts, files } of processes) {
    for (const file of files ?? []) {
      for (const { value } of file.info.filter(({ key }) => key === 'lock')) {
        // `1: POSIX  ADVISORY  WRITE 4711 08:01:1234 0 EOF`; empty when the owner is in another pid namespace.
        const [, kind, , access, owner, inode, start, end] = value.split(/\s+/);
        const identity = [kind, owner, inode, start, end].join(' ');
        if (kind === undefined || seen.has(identity)) continue;
        seen.add(identity);
        findings.push({
          severity: 'option',
          reason: 'FILE_LOCK',
          pid: facts.pid,
          object: describeFiles([file], `${file.link} ${kind} ${access} ${start}-${end}`),
          message: `Process ${facts.pid} holds a lock (${kind}, ${access}) on ${file.link}.`,
          cure: 'Set files.file_locks, and be sure that nothing else uses the file between dump and restore.',
          option: 'files.file_locks',
        });
      }
    }
  }
  return findings;
}
