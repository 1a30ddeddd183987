import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, type ImageRecord, readOnlyRecord, toBigInt } from './image-file.js';

/** The address space of a process. Addresses are bytes. */
export interface DumpedAddressSpace {
  /** From where to where it has the words of its command line, each with a zero byte behind it. */
  readonly arguments: AddressRange;
  /** The same of its environment. */
  readonly environment: AddressRange;
  /** Of the open file that is its program. */
  readonly executableId: number;
  /** An address in its stack. */
  readonly stack: bigint;
  /** Ascending, as CRIU found them; what is no mapping of the kernel is left out. */
  readonly mappings: readonly DumpedMapping[];
}

export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** What a mapping is of. */
export type MappingKind =
  | 'private'
  | 'shared'
  | 'private-file'
  | 'shared-file'
  | 'private-memfd'
  | 'shared-memfd'
  | 'sysv'
  | 'socket'
  | 'aio'
  | 'vdso'
  | 'vvar'
  | 'vsyscall'
  | 'uprobes'
  | 'unknown';

export interface DumpedMapping extends AddressRange {
  readonly kind: MappingKind;
  /** Grown by brk(2). */
  readonly isHeap: boolean;
  /** As in /proc/PID/maps: `rw-p`. */
  readonly permissions: string;
  /** In bytes, where in the file or in the shared memory it begins. */
  readonly offset: bigint;
  /** The open file that is mapped; of anonymous and SysV shared memory the N of `pagemap-shmem-N.img`. */
  readonly objectId: bigint;
}

/** Bits of `status`. */
const HEAP = 1 << 5;
const GUARD = 1 << 16;
const FILE_PRIVATE = 1 << 6;
const FILE_SHARED = 1 << 7;
const MEMFD = 1 << 14;

/** The first that matches. */
const KINDS: readonly (readonly [bits: number, kind: MappingKind])[] = [
  [1 << 3, 'vdso'],
  [1 << 12, 'vvar'],
  [1 << 2, 'vsyscall'],
  [1 << 17, 'uprobes'],
  [1 << 13, 'aio'],
  [1 << 11, 'socket'],
  [1 << 10, 'sysv'],
  [MEMFD | FILE_PRIVATE, 'private-memfd'],
  [MEMFD | FILE_SHARED, 'shared-memfd'],
  [FILE_PRIVATE, 'private-file'],
  [FILE_SHARED, 'shared-file'],
  [1 << 8, 'shared'],
  [1 << 9, 'private'],
];

const MAP_SHARED = 1;

/** Four times what Linux lets a process have by default. */
const MOST_MAPPINGS = 2 ** 18;

/**
 * Reads `mm-PID.img` of an images folder. A zombie has none.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readAddressSpace(imagesFolder: string, pid: number): Promise<DumpedAddressSpace> {
  const record = await readOnlyRecord(join(imagesFolder, `mm-${pid}.img`), 'mm');
  const entry = decodeRecord(record, (bytes) => criu.images.mm_entry.decode(bytes));
  const count = entry.vmas?.length ?? 0;
  if (count > MOST_MAPPINGS) throw damaged(record.path, record.offset, `has ${count} mappings`);
  return {
    arguments: rangeOf(record, entry.mmArgStart, entry.mmArgEnd),
    environment: rangeOf(record, entry.mmEnvStart, entry.mmEnvEnd),
    executableId: entry.exeFileId,
    stack: toBigInt(entry.mmStartStack),
    mappings: (entry.vmas ?? [])
      .filter(({ status }) => (status & GUARD) === 0)
      .map((vma) => mappingOf(record, vma)),
  };
}

function mappingOf(record: ImageRecord, vma: criu.images.vma_entry.$Properties): DumpedMapping {
  const { prot, flags, status } = vma;
  const letters = [prot & 1 ? 'r' : '-', prot & 2 ? 'w' : '-', prot & 4 ? 'x' : '-'];
  return {
    ...rangeOf(record, vma.start, vma.end),
    kind: KINDS.find(([bits]) => (status & bits) === bits)?.[1] ?? 'unknown',
    isHeap: (status & HEAP) !== 0,
    permissions: [...letters, flags & MAP_SHARED ? 's' : 'p'].join(''),
    offset: toBigInt(vma.pgoff),
    objectId: toBigInt(vma.shmid),
  };
}

function rangeOf(record: ImageRecord, start: number | object, end: number | object): AddressRange {
  const range = { start: toBigInt(start), end: toBigInt(end) };
  if (range.end >= range.start) return range;
  const words = `${range.start.toString(16)}-${range.end.toString(16)}`;
  throw damaged(record.path, record.offset, `has a range of memory that ends before it begins: ${words}`);
}
