import type { DumpOptions } from './round-trip.js';

/** A kind of state that a tree can have, and the workload of test/workloads that verifies it. */
export interface Kind {
  readonly what: string;
  readonly program: string;
  readonly args?: readonly string[];
  /** What the dump has to be told about it; the restore takes that over. */
  readonly options?: DumpOptions;
}

/** Everything that goes on where it was after a dump and a restore, whatever the kernel and its CRIU. */
export const KINDS: readonly Kind[] = [
  { what: 'memory and a file that it appends to', program: 'counter', args: ['4', '--append'] },
  { what: '32 threads', program: 'threads', args: ['32'] },
  { what: 'processes joined by pipes', program: 'pipe-tree', args: ['7'] },
  { what: 'unix sockets', program: 'unix-sockets' },
  { what: 'shared memory', program: 'shared-memory' },
  { what: 'what epoll can wait for', program: 'epoll-kinds' },
  { what: 'a deleted open file', program: 'deleted-file' },
  { what: 'file locks', program: 'file-locks', options: { files: { fileLocks: true } } },
  { what: 'a zombie child', program: 'zombie-parent' },
  { what: 'a socket that listens', program: 'tcp-listen' },
  { what: 'both ends of a connection', program: 'tcp-pair', options: { tcp: { established: true } } },
];
