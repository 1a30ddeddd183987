import { readFile, readlink } from 'node:fs/promises';
import { readProcFile } from './proc-file.js';

/**
 * The state letter of proc(5): R running, S sleeping, D in uninterruptible
 * sleep, T stopped by a signal, t stopped by a tracer, Z zombie, X dead, I idle
 * kernel thread; P and others exist in old kernels.
 */
export type ProcessState = string;

/** The ids of a process of one kind, from `Uid:` or `Gid:` of status. */
export interface Identity {
  readonly real: number;
  readonly effective: number;
  readonly saved: number;
}

/** What the kernel says about one process at one moment. */
export interface ProcessFacts {
  readonly pid: number;
  /** Another number than `pid` says that `pid` is a thread of that process. */
  readonly threadGroup: number;
  readonly parentPid: number;
  /** The command name: 15 bytes at most for a program, any byte but NUL in it. */
  readonly name: string;
  readonly state: ProcessState;
  /** Field 22 of stat: clock ticks after boot. With the pid it names one process for as long as the host runs. */
  readonly startTime: bigint;
  readonly processGroup: number;
  /** As criud's pid namespace sees it; 0 when the session leader is outside of that. */
  readonly session: number;
  /** The device number of the controlling terminal, 0 for none. */
  readonly terminal: number;
  readonly kernelThread: boolean;
  /** It has got SIGKILL or is on its way out: it will be a zombie or gone in a moment. */
  readonly dying: boolean;
  readonly threads: number;
  readonly uid: Identity;
  readonly gid: Identity;
  /** Who traces the main thread, 0 for nobody. */
  readonly tracerPid: number;
  /** The pid in criud's namespace and in each namespace below it; the last is its own. */
  readonly namespacePids: readonly number[];
  /** The session id in the same namespaces; 0 where the leader is outside of that namespace. */
  readonly namespaceSessions: readonly number[];
}

/** Fields of stat, counted from the state letter, which is field 3 of proc(5). */
const STAT = { state: 0, parent: 1, group: 2, session: 3, terminal: 4, flags: 6, threads: 17, start: 19 };

/** Bits of the flags in stat, from the kernel's sched.h. */
const PF_EXITING = 0x4;
const PF_KTHREAD = 0x200000;
const SIGKILL_BIT = 1n << 8n;

/**
 * Reads one process, or one thread by its own number. Undefined when it does
 * not exist, or went away or was replaced by another while being read. It waits
 * for nothing the process could hold, so that it may be called anywhere.
 */
export function readProcess(pid: number): ProcessFacts | undefined {
  const before = readStat(pid);
  const status = readProcFile(`/proc/${pid}/status`);
  const after = readStat(pid);
  if (before === undefined || status === undefined || after?.startTime !== before.startTime) return undefined;
  // Reaped already: for a moment the kernel still lists it, without threads and without a parent.
  if (after.threads === 0) return undefined;

  const fields = statusFields(status);
  const namespacePids = numbers(fields.get('NSpid'));
  return {
    pid,
    threadGroup: Number(fields.get('Tgid')),
    ...after,
    dying: after.exiting || (BigInt(`0x${fields.get('SigPnd') ?? '0'}`) & SIGKILL_BIT) !== 0n,
    uid: identity(fields.get('Uid')),
    gid: identity(fields.get('Gid')),
    tracerPid: Number(fields.get('TracerPid') ?? 0),
    namespacePids: namespacePids.length > 0 ? namespacePids : [pid],
    namespaceSessions: numbers(fields.get('NSsid')),
  };
}

/** The part of the facts that is in stat, whose name may hold spaces, parentheses and line breaks. */
export function parseStat(text: string) {
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const number = (index: number) => Number(fields[index]);
  const flags = number(STAT.flags);
  return {
    name: text.slice(text.indexOf('(') + 1, close),
    state: fields[STAT.state] ?? '?',
    startTime: BigInt(fields[STAT.start] ?? 0),
    parentPid: number(STAT.parent),
    processGroup: number(STAT.group),
    session: number(STAT.session),
    terminal: number(STAT.terminal),
    threads: number(STAT.threads),
    kernelThread: (flags & PF_KTHREAD) !== 0,
    exiting: (flags & PF_EXITING) !== 0,
  };
}

/** What a process runs. Empty where the kernel has nothing or criud may not see it. */
export interface Command {
  /** The program file, with ` (deleted)` behind it when it has been removed. */
  readonly executable?: string;
  readonly arguments: readonly string[];
}

/**
 * What a process runs. The kernel reads the arguments from the memory of the
 * process, so this may wait for it: never call it under a lock.
 */
export async function readCommand(pid: number): Promise<Command> {
  const [executable, commandLine] = await Promise.all([
    readlink(`/proc/${pid}/exe`).catch(() => undefined),
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
  ]);
  const words = commandLine.replace(/\0$/, '').split('\0');
  return {
    ...(executable === undefined ? {} : { executable }),
    arguments: commandLine === '' ? [] : words,
  };
}

/** Whether both are the same process, not one that got the pid of the other. */
export function isSameProcess(
  one: Pick<ProcessFacts, 'pid' | 'startTime'>,
  other: Pick<ProcessFacts, 'pid' | 'startTime'> | undefined,
): boolean {
  return other !== undefined && one.pid === other.pid && one.startTime === other.startTime;
}

/** Whether nothing of a process runs any more: it is dead, and a zombie only waits to be reaped. */
export function isDead(facts: ProcessFacts): boolean {
  return facts.state === 'X' || (facts.state === 'Z' && facts.threads <= 1);
}

/** How a process is named in messages: `4711 (redis-server)`. */
export function describeProcess(facts: Pick<ProcessFacts, 'pid' | 'name'>): string {
  return `${facts.pid} (${facts.name})`;
}

/** The lines of a status file by their key. */
export function statusFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return fields;
}

function readStat(pid: number) {
  const text = readProcFile(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

function identity(field: string | undefined): Identity {
  const [real = -1, effective = -1, saved = -1] = numbers(field);
  return { real, effective, saved };
}

function numbers(field: string | undefined): number[] {
  return (field ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(Number);
}
