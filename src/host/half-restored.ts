import { readQuietly, runsCriu } from './criu-process.js';
import { numbersIn, readProcDirectory, readProcFile } from './proc-file.js';
import { statusFields } from './process.js';

/*
 * How a task that a killed CRIU has left half restored is told from every other, found by killing CRIU 4.2.1 in
 * restores of one process, of threads, of a tree and of a namespace: at its notifications up to `post-restore`, and
 * 1 to 8 ms after `pre-restore`:
 *
 * - Whatever a task was doing when CRIU was killed, it goes on by itself to the next place at which all tasks of a
 *   restore wait for CRIU: a futex, word `start` of the memory that CRIU shares with them (task_entries). That memory
 *   is anonymous and shared, `/dev/zero (deleted)` in maps, and the word stands 16 bytes after its begin, in CRIU's
 *   own image as in the restorer blob. CRIU itself waits at the word before it, 12 bytes after the begin.
 * - Its program counter is in the restorer blob: anonymous private memory that can be written and executed (`rwxp`).
 *   Killed as early as `setup-namespaces`, it still is in CRIU's program, which /proc/PID/exe then names.
 * - It blocks every standard signal but SIGCHLD, which it blocks in the blob and not before.
 *
 * A thread of a program that waits for a futex does so in libc or its own program, which are files. None of this tells
 * a restore that goes on from one whose CRIU is dead: that CRIU has the same shared memory, so it is looked for.
 */

/** The number of the system call futex. */
const FUTEX: Partial<Readonly<Record<NodeJS.Architecture, number>>> = {
  x64: 202,
  arm64: 98,
  s390x: 238,
  ppc64: 221,
  riscv64: 98,
  loong64: 98,
};

/** `start` in CRIU's struct task_entries. */
const START_WORD = 16n;

/** Signals 1 to 31 without SIGKILL, SIGSTOP and SIGCHLD. */
const BLOCKED = 0x7ffafeffn;

/** What /proc tells of a task in the texts of its files. */
export interface TaskTexts {
  readonly syscall: string;
  readonly maps: string;
  readonly status: string;
}

/**
 * Whether a process waits for a CRIU that restores it: then the memory that it
 * shares with that CRIU, by device and inode. Undefined for every other process.
 */
export function restorersMemory(
  { syscall, maps, status }: TaskTexts,
  futex: number | undefined = FUTEX[process.arch],
): string | undefined {
  const call = /^(\d+) (0x[0-9a-f]+) .* 0x[0-9a-f]+ (0x[0-9a-f]+)$/.exec(syscall.trim());
  if (call === null || Number(call[1]) !== futex) return undefined;
  const mappings = maps.split('\n').flatMap(parseLine);
  const word = BigInt(call[2] ?? 0);
  const counter = BigInt(call[3] ?? 0);
  const memory = mappings.find(({ start }) => start + START_WORD === word);
  if (memory?.name !== '/dev/zero (deleted)' || !memory.permissions.endsWith('s')) return undefined;
  const code = mappings.find(({ start, end }) => counter >= start && counter < end);
  const inBlob = code?.permissions === 'rwxp' && code.name === '';
  if (!inBlob && !runsCriu(maps)) return undefined;
  const blocked = BigInt(`0x${statusFields(status).get('SigBlk') || '0'}`);
  return (blocked & BLOCKED) === BLOCKED ? memory.file : undefined;
}

/** Tells of each process whether it is half restored and its CRIU is dead. */
export type HalfRestoredProbe = (pid: number) => boolean;

/** A probe for one look at a tree: it looks for the CRIU of each restore once. */
export function halfRestoredProbe(): HalfRestoredProbe {
  const abandoned = new Map<string, boolean>();
  return (pid) => {
    const texts = textsOf(pid);
    const memory = texts && restorersMemory(texts);
    if (memory === undefined) return false;
    const known = abandoned.get(memory) ?? !isRestoring(memory);
    abandoned.set(memory, known);
    return known;
  };
}

/** Whether a living CRIU has this memory: one that is not itself a task that waits in it. */
function isRestoring(memory: string): boolean {
  return numbersIn(readProcDirectory('/proc') ?? []).some((pid) => {
    const maps = readQuietly(() => readProcFile(`/proc/${pid}/maps`));
    if (maps === undefined || !runsCriu(maps)) return false;
    if (
      !maps
        .split('\n')
        .flatMap(parseLine)
        .some(({ file }) => file === memory)
    )
      return false;
    const texts = textsOf(pid);
    return texts === undefined || restorersMemory(texts) === undefined;
  });
}

function textsOf(pid: number): TaskTexts | undefined {
  const [syscall, maps, status] = ['syscall', 'maps', 'status'].map((name) =>
    readQuietly(() => readProcFile(`/proc/${pid}/${name}`)),
  );
  return syscall === undefined || maps === undefined || status === undefined
    ? undefined
    : { syscall, maps, status };
}

interface MappingLine {
  readonly start: bigint;
  readonly end: bigint;
  readonly permissions: string;
  /** Device and inode. */
  readonly file: string;
  readonly name: string;
}

function parseLine(line: string): MappingLine[] {
  const match = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ (\S+ \d+) *(.*)$/.exec(line);
  if (match === null) return [];
  const [, start, end, permissions = '', file = '', name = ''] = match;
  return [{ start: BigInt(`0x${start}`), end: BigInt(`0x${end}`), permissions, file, name }];
}
