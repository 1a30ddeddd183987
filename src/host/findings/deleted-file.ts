import type { BigIntStats } from 'node:fs';
import { DEFAULT_GHOST_LIMIT_BYTES, type TreeFinding } from '../finding.js';
import { describeFiles } from '../open-file.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/** Bytes of a block in stat, whatever the file system. */
const BLOCK_BYTES = 512n;

/**
 * Files of the tree that have lost their name. One without any link goes into
 * the checkpoint whole (a ghost file), up to the ghost limit, measured by its
 * blocks on the disk. One that has other links is found again by a new name,
 * which CRIU makes only with link_remap.
 */
export function findDeletedFiles({ processes }: TreeSnapshot, ghostLimitBytes?: number): TreeFinding[] {
  const limit = BigInt(ghostLimitBytes ?? DEFAULT_GHOST_LIMIT_BYTES);
  const findings: TreeFinding[] = [];
  const seen = new Set<string>();

  const look = (pid: number, object: string, status: BigIntStats) => {
    const identity = `${status.dev}:${status.ino}`;
    if (!status.isFile() || seen.has(identity)) return;
    seen.add(identity);
    const bytes = status.blocks * BLOCK_BYTES;
    if (status.nlink > 0n) {
      findings.push({
        severity: 'option',
        reason: 'FILE_UNLINKED',
        pid,
        object: `${object} with ${status.nlink} other links`,
        message: `Process ${pid} uses a file whose name was removed while other links to it remain: ${object}.`,
        cure: 'Set files.link_remap: CRIU then links the file beside its old name until it is restored.',
        option: 'files.link_remap',
      });
    } else if (bytes > limit) {
      findings.push({
        severity: 'option',
        reason: 'GHOST_FILE_TOO_LARGE',
        pid,
        object: `${object}, ${bytes} bytes`,
        message: `Process ${pid} uses a deleted file of ${bytes} bytes, more than the ghost limit of ${limit}: ${object}.`,
        cure: `Set files.ghost_limit_bytes to ${bytes} or more; the whole file goes into the checkpoint.`,
        option: 'files.ghost_limit_bytes',
        bytes: Number(bytes),
      });
    }
  };

  for (const { facts, files, mappings } of processes) {
    for (const file of files ?? []) {
      if (file.removed && file.status !== undefined) look(facts.pid, describeFiles([file]), file.status);
    }
    for (const { removed, status, range, name } of mappings ?? []) {
      if (removed && status !== undefined) look(facts.pid, `mapping ${range} → ${name}`, status);
    }
  }
  return findings;
}
