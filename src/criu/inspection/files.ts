import type { DumpedFile } from '../image/files.js';
import type { MemoryInode } from '../image/memfd.js';
import type { Whereabouts } from '../image/remap-fpath.js';
import type { DumpedSocket, InetSocket, UnixSocket } from '../image/sockets.js';
import type { InspectedFile, InspectedSocket } from './inspection.js';
import { describeOpenFlags } from './open-flags.js';

/** All that the images know of open files. */
export interface OpenFiles {
  readonly files: ReadonlyMap<number, DumpedFile>;
  readonly inodes: ReadonlyMap<number, MemoryInode>;
  readonly removed: ReadonlyMap<number, Whereabouts>;
}

/** How anonymous shared memory is called where the kernel shows it as a file. */
const ANONYMOUS = '/dev/zero';

/** The path of an open file; empty of what has none. */
export function pathOf({ files, inodes }: OpenFiles, id: number): string {
  const file = files.get(id);
  switch (file?.kind) {
    case 'regular':
      return file.path;
    case 'fifo':
    case 'tty': {
      const backing = file.fileId === undefined ? undefined : files.get(file.fileId);
      return backing?.kind === 'regular' ? backing.path : '';
    }
    case 'memfd': {
      const name = inodes.get(file.inodeId)?.name ?? ANONYMOUS;
      return name === ANONYMOUS ? '' : `/memfd:${name}`;
    }
    default:
      return '';
  }
}

/** What is no socket; a file that only lends its path to a terminal or a FIFO is told with that. */
export function inspectFiles(open: OpenFiles): readonly InspectedFile[] {
  const lent = new Set<number>();
  for (const file of open.files.values()) {
    if ((file.kind === 'fifo' || file.kind === 'tty') && file.fileId !== undefined) lent.add(file.fileId);
  }
  return [...open.files.values()].flatMap((file) => {
    if (isSocket(file) || lent.has(file.id)) return [];
    const backing = file.kind === 'fifo' ? open.files.get(file.fileId ?? -1) : undefined;
    const flags = backing?.kind === 'regular' ? backing.flags : file.flags;
    const size = file.kind === 'memfd' ? open.inodes.get(file.inodeId)?.size : undefined;
    const told: InspectedFile = {
      id: file.id,
      kind: file.kind,
      path: pathOf(open, file.id),
      flags: flags === undefined ? '' : describeOpenFlags(flags),
      position: file.kind === 'regular' || file.kind === 'memfd' ? file.position : 0n,
      ...(size !== undefined && { size }),
      ...(file.kind === 'regular' && file.size !== undefined && { size: file.size }),
      buildId: file.kind === 'regular' ? (file.buildId ?? '') : '',
      removed: open.removed.has(file.id),
      pipeId: file.kind === 'pipe' || file.kind === 'fifo' ? file.pipeId : 0,
    };
    return [told];
  });
}

export function inspectSockets({ files }: OpenFiles): readonly InspectedSocket[] {
  const sockets = [...files.values()].filter(isSocket);
  const unix = new Map<number, { readonly id: number } & UnixSocket>();
  for (const socket of sockets) if (socket.kind === 'unix-socket') unix.set(socket.inode, socket);
  return sockets.map((socket) => ({ ...NOTHING, id: socket.id, ...contentOf(socket, unix) }));
}

/** Of a socket of which there is nothing more to tell. */
const NOTHING = { type: '', protocol: '', state: '', local: '', remote: '', peerId: 0 };

function contentOf(
  socket: DumpedSocket,
  unix: ReadonlyMap<number, { readonly id: number } & UnixSocket>,
): Pick<InspectedSocket, 'family'> & Partial<InspectedSocket> {
  switch (socket.kind) {
    case 'inet-socket': {
      const { family, type, protocol, state } = socket;
      return { family, type, protocol, state, local: endOf(socket.local), remote: endOf(socket.remote) };
    }
    case 'unix-socket': {
      const { type, name, state, peerInode } = socket;
      const peer = peerInode === 0 ? undefined : unix.get(peerInode);
      const ends = { local: name, remote: peer?.name ?? '', peerId: peer?.id ?? 0 };
      return { family: 'unix', type, state: state === 'unknown' ? '' : state, ...ends };
    }
    case 'netlink-socket': {
      const { protocol, localPort, remotePort } = socket;
      const ends = { local: String(localPort), remote: String(remotePort) };
      return { family: 'netlink', protocol: String(protocol), ...ends };
    }
    case 'packet-socket':
      return { family: 'packet', type: socket.type, protocol: String(socket.protocol) };
  }
}

export function isSocket(file: DumpedFile): file is { readonly id: number } & DumpedSocket {
  return file.kind.endsWith('-socket');
}

/** `127.0.0.1:80`, `[::1]:80`; a wildcard is told as the address that it is. */
function endOf(end: InetSocket['local']): string {
  if (end === undefined) return '';
  return end.address.includes(':') ? `[${end.address}]:${end.port}` : `${end.address}:${end.port}`;
}
