import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOnlyRecord } from './image-file.js';

/** The kinds of namespaces that CRIU tells apart, as in /proc/PID/ns. */
export const NAMESPACE_KINDS = ['pid', 'net', 'ipc', 'uts', 'mnt', 'user', 'cgroup', 'time'] as const;

export type NamespaceKind = (typeof NAMESPACE_KINDS)[number];

/** CRIU's numbers of namespaces, which are in the names of their images; a kind that its kernel lacked is absent. */
export type NamespaceIds = { readonly [Kind in NamespaceKind]?: number };

/** Which of the tree's tables and namespaces a process uses: what has the same number is the same. */
export interface ObjectIds {
  /** The N of `fdinfo-N.img`. */
  readonly descriptorTable: number;
  readonly namespaces: NamespaceIds;
}

/**
 * Reads `ids-PID.img` of an images folder. A zombie has none.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readObjectIds(imagesFolder: string, pid: number): Promise<ObjectIds> {
  const record = await readOnlyRecord(join(imagesFolder, `ids-${pid}.img`), 'ids');
  const entry = decodeRecord(record, (bytes) => criu.images.task_kobj_ids_entry.decode(bytes));
  return { descriptorTable: entry.filesId, namespaces: namespaceIds(entry) };
}

/** The namespaces in a message. */
export function namespaceIds(
  entry: criu.images.task_kobj_ids_entry.$Properties | null | undefined,
): NamespaceIds {
  const ids = NAMESPACE_KINDS.map((kind) => [kind, entry?.[`${kind}NsId`]] as const);
  return Object.fromEntries(ids.filter(([, id]) => typeof id === 'number'));
}
