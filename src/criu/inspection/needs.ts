import type { DumpedCgroup } from '../image/cgroup.js';
import { NAMESPACE_KINDS, type NamespaceIds } from '../image/ids.js';
import type { Inventory } from '../image/inventory.js';
import { type DumpedMount, readMounts } from '../image/mountpoints.js';
import type { DumpedTerminal } from '../image/tty-info.js';
import { isSocket, type OpenFiles } from './files.js';
import type { RestoreNeeds } from './inspection.js';
import type { ProcessImages } from './process.js';

/** What the needs of a restore are told from. */
export interface NeedsParts {
  readonly inventory: Inventory;
  readonly processes: readonly ProcessImages[];
  readonly open: OpenFiles;
  readonly terminals: readonly DumpedTerminal[];
  readonly cgroups: ReadonlyMap<number, readonly DumpedCgroup[]>;
  readonly memoryBytes: bigint;
}

/** States of TCP in which it has no other end, by their names. */
const ALONE: readonly string[] = ['LISTEN', 'CLOSE'];

/**
 * What a restore finds or needs on the host. Reads the mounts of the tree's own
 * mount namespaces.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function tellNeeds(imagesFolder: string, parts: NeedsParts): Promise<RestoreNeeds> {
  const { inventory, processes, open, terminals, cgroups } = parts;
  const { criuNamespaces } = inventory;
  const threads = processes.flatMap((process) => [...process.threads.values()]);
  const namespaces = processes.flatMap(({ living }) => (living ? [living.ids.namespaces] : []));
  const sockets = [...open.files.values()].filter(isSocket).filter(({ kind }) => kind === 'inet-socket');

  const mounts: DumpedMount[] = [];
  for (const id of ownIds(namespaces, criuNamespaces, 'mnt'))
    mounts.push(...(await readMounts(imagesFolder, id)));

  const addresses: string[] = [];
  let establishedConnections = 0;
  for (const socket of sockets) {
    if (socket.kind !== 'inet-socket') continue;
    const { protocol, state, local, networkNamespace } = socket;
    if (protocol === 'tcp' && !ALONE.includes(state)) establishedConnections++;
    // A network of its own brings its addresses along.
    const isOfHost = networkNamespace === undefined || networkNamespace === criuNamespaces.net;
    if (local !== undefined && !local.isWildcard && isOfHost) addresses.push(local.address);
  }

  return {
    imageVersion: inventory.imageVersion,
    pids: processes.flatMap(({ threads }) => [...threads.keys()]).sort((a, b) => a - b),
    paths: sorted(neededPaths(open)),
    addresses: sorted(addresses),
    mounts,
    namespaces: NAMESPACE_KINDS.filter((kind) => ownIds(namespaces, criuNamespaces, kind).size > 0).sort(),
    cgroups: sorted(
      threads.flatMap(({ cgroupSet }) =>
        (cgroups.get(cgroupSet ?? -1) ?? []).map(({ controller, path }) => `${controller}:${path}`),
      ),
    ),
    securityModule: inventory.securityModule,
    securityLabels: sorted(threads.flatMap(({ credentials }) => credentials?.securityLabel ?? [])),
    establishedConnections,
    memoryBytes: parts.memoryBytes,
    terminalOutside: terminals.some((terminal) => isOutside(terminal, terminals)),
  };
}

/** CRIU's numbers of the namespaces of a kind that the tree has for itself. */
function ownIds(
  namespaces: readonly NamespaceIds[],
  criuNamespaces: NamespaceIds,
  kind: keyof NamespaceIds,
): ReadonlySet<number> {
  const ids = namespaces.flatMap((each) => each[kind] ?? []);
  return new Set(ids.filter((id) => id !== criuNamespaces[kind]));
}

/** What was removed is in the images, or has another name that is an open file of its own. */
function neededPaths({ files, removed }: OpenFiles): readonly string[] {
  const terminals = new Set(
    [...files.values()].map((file) => (file.kind === 'tty' ? file.fileId : undefined)),
  );
  return [...files.values()].flatMap((file) => {
    if (file.kind !== 'regular' || file.external || removed.has(file.id) || terminals.has(file.id)) return [];
    return [file.path];
  });
}

/** A pseudo terminal whose master is none of the tree's. */
function isOutside({ kind, index }: DumpedTerminal, terminals: readonly DumpedTerminal[]): boolean {
  if (kind === 'external') return true;
  return kind === 'slave' && !terminals.some((other) => other.kind === 'master' && other.index === index);
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
