import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, type ImageRecord, readImage, toBigInt } from './image-file.js';
import { type DumpedSocket, inetSocket, netlinkSocket, packetSocket, unixSocket } from './sockets.js';

/** An open file, or a socket: what descriptors, mappings and folders of processes name by its id. */
export type DumpedFile = { readonly id: number } & (
  | RegularFile
  | PipeEnd
  | Terminal
  | MemoryFile
  | OtherFile
  | DumpedSocket
);

export interface RegularFile {
  readonly kind: 'regular';
  /** As of open(2). */
  readonly flags: number;
  /** As the tree saw it. Also of folders and devices. */
  readonly path: string;
  readonly position: bigint;
  /** Bytes; only of files that a restore compares. */
  readonly size?: bigint;
  /** A restore is given it from outside. */
  readonly external: boolean;
  /** In hexadecimal; of a program or library, since CRIU 3.15. */
  readonly buildId?: string;
}

export interface PipeEnd {
  readonly kind: 'pipe' | 'fifo';
  /** The same of all ends of a pipe. */
  readonly pipeId: number;
  /** Of a pipe; a FIFO has those of its file. */
  readonly flags?: number;
  /** Of a FIFO: the regular file that has its path. */
  readonly fileId?: number;
}

export interface Terminal {
  readonly kind: 'tty';
  readonly flags: number;
  /** As in `tty-info.img`. */
  readonly terminalId: number;
  /** The regular file that has its path; absent of one given from outside. */
  readonly fileId?: number;
}

export interface MemoryFile {
  readonly kind: 'memfd';
  readonly flags: number;
  readonly position: bigint;
  /** As in `memfd.img`. */
  readonly inodeId: number;
}

export interface OtherFile {
  readonly kind:
    | 'eventfd'
    | 'eventpoll'
    | 'signalfd'
    | 'inotify'
    | 'fanotify'
    | 'timerfd'
    | 'namespace'
    | 'tun'
    | 'external'
    | 'bpf-map'
    | 'pidfd'
    | 'unknown';
  /** Absent where CRIU does not keep them. */
  readonly flags?: number;
}

/** How many are read before others have their turn: a server may have some hundred thousand. */
const FILES_AT_ONCE = 4096;

type FileEntry = criu.images.file_entry.$Properties;

/**
 * Reads `files.img` of an images folder: every file that the tree had open, once.
 *
 * @throws Failure CHECKPOINT_DAMAGED, also where two have the same id.
 */
export async function readFiles(imagesFolder: string): Promise<ReadonlyMap<number, DumpedFile>> {
  const files = new Map<number, DumpedFile>();
  const records = await readImage(join(imagesFolder, 'files.img'), 'files');
  for (const [index, record] of records.entries()) {
    if (index % FILES_AT_ONCE === 0) await turn();
    const entry = decodeRecord(record, (bytes) => criu.images.file_entry.decode(bytes));
    if (files.has(entry.id))
      throw damaged(record.path, record.offset, `has two files with the id ${entry.id}`);
    files.set(entry.id, { id: entry.id, ...contentOf(record, entry) });
  }
  return files;
}

/** What CRIU has as `fd_types`. */
function contentOf(record: ImageRecord, entry: FileEntry) {
  /** The part of the message that the type calls for. */
  function part<T>(message: T | null | undefined): T {
    if (message !== null && message !== undefined) return message;
    throw damaged(record.path, record.offset, `has a file of type ${entry.type} without what it is`);
  }
  switch (entry.type) {
    case 1:
      return regularFile(part(entry.reg));
    case 2: {
      const { pipeId, flags } = part(entry.pipe);
      return { kind: 'pipe', pipeId, flags } as const;
    }
    case 3: {
      const { pipeId, regfId } = part(entry.fifo);
      return { kind: 'fifo', pipeId, ...fileId(regfId) } as const;
    }
    case 4:
      return inetSocket(record, part(entry.isk));
    case 5:
      return unixSocket(part(entry.usk));
    case 6:
      return { kind: 'eventfd', flags: part(entry.efd).flags } as const;
    case 7:
      return { kind: 'eventpoll', flags: part(entry.epfd).flags } as const;
    case 8:
      return { kind: 'inotify', flags: part(entry.ify).flags } as const;
    case 9:
      return { kind: 'signalfd', flags: part(entry.sgfd).flags } as const;
    case 10:
      return packetSocket(part(entry.psk));
    case 11: {
      const { flags, ttyInfoId, regfId } = part(entry.tty);
      return { kind: 'tty', flags, terminalId: ttyInfoId, ...fileId(regfId) } as const;
    }
    case 12:
      return { kind: 'fanotify', flags: part(entry.ffy).flags } as const;
    case 13:
      return netlinkSocket(part(entry.nlsk));
    case 14:
      return { kind: 'namespace', flags: part(entry.nsf).flags } as const;
    case 15:
      return { kind: 'tun' } as const;
    case 16:
      return { kind: 'external' } as const;
    case 17:
      return { kind: 'timerfd', flags: part(entry.tfd).flags } as const;
    case 18: {
      const { flags, pos, inodeId } = part(entry.memfd);
      return { kind: 'memfd', flags, position: toBigInt(pos), inodeId } as const;
    }
    case 19:
      return { kind: 'bpf-map', flags: part(entry.bpf).flags } as const;
    case 20:
      return { kind: 'pidfd', flags: part(entry.pidfd).flags } as const;
    default:
      return { kind: 'unknown' } as const;
  }
}

function regularFile(reg: criu.images.reg_file_entry.$Properties): RegularFile {
  const { flags, name, pos, size, ext, buildId } = reg;
  return {
    kind: 'regular',
    flags,
    path: name,
    position: toBigInt(pos),
    ...(size !== null && size !== undefined && { size: toBigInt(size) }),
    external: ext ?? false,
    ...(buildId && isBuildId(buildId) && { buildId: hexadecimal(buildId) }),
  };
}

function fileId(id: number | null | undefined): { readonly fileId?: number } {
  return typeof id === 'number' ? { fileId: id } : {};
}

/** Linkers make them of 20 bytes at most, people of what they like. */
function isBuildId({ length }: readonly number[]): boolean {
  return length > 0 && length <= 16;
}

/** Words of four bytes, the lowest first. */
function hexadecimal(words: readonly number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32LE(word, index * 4);
  return bytes.toString('hex');
}
