import { isClosed, readProcLink } from './proc-file.js';

const KINDS = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'time_for_children', 'user', 'uts'] as const;

export type NamespaceKind = (typeof KINDS)[number];

/** The namespaces of a process by their identity, `net:[4026531833]`; absent where unknown. */
export type Namespaces = Readonly<Partial<Record<NamespaceKind, string>>>;

/** The namespaces a process lives in; empty for a zombie, and where criud may not see them. */
export function readNamespaces(pid: number): Namespaces {
  const found: Partial<Record<NamespaceKind, string>> = {};
  for (const kind of KINDS) {
    try {
      const link = readProcLink(`/proc/${pid}/ns/${kind}`);
      if (link !== undefined) found[kind] = link;
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
  }
  return found;
}

/** Whether a process lives in criud's own namespace of this kind. */
export function sharesNamespace(pid: number, kind: NamespaceKind): boolean {
  return readNamespaces(pid)[kind] === readNamespaces(process.pid)[kind];
}
