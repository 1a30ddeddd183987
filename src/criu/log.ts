import { open } from 'node:fs/promises';

/** What is read of a log at each end; a longer one loses its middle. */
const HEAD_BYTES = 1024 * 1024;
const TAIL_BYTES = 1024 * 1024;

/** One line of CRIU's log as it is written at log level 4. */
export interface LogLine {
  /** Since CRIU started. Absent before the log was open, and in some lines of a task. */
  readonly seconds?: number;
  /** The task that wrote the line, in the tree's pid namespace; absent for CRIU itself. */
  readonly pid?: number;
  /** CRIU marks errors and warnings; what it does not mark is `info`. */
  readonly level: 'error' | 'warning' | 'info';
  /** Where CRIU says so, `criu/files-reg.c:1031`. Errors and warnings only. */
  readonly source?: string;
  /** The message, with the prefix of its module (`inet: `) where it has one. */
  readonly text: string;
  /** Whether it was written by the code that runs inside a task. */
  readonly pie: boolean;
  /** The line as it stands, without control characters. */
  readonly raw: string;
}

/** What there is of the log of one operation. */
export interface CriuLog {
  readonly lines: readonly LogLine[];
  /** Bytes left out between head and tail; 0 where all was read. */
  readonly omittedBytes: number;
}

/** Of one line; CRIU itself has room for 1 KiB. */
const LINE_LIMIT = 2048;

const TIME = String.raw`(?:\((?<seconds>\d+\.\d+)\)\s*)?`;
const PIE = String.raw`(?:(?<pie>pie): (?<piePid>\d+): |(?<pid>\d+): )?`;
const MARK = String.raw`(?:(?<mark>Error|Warn) +\((?<source>[^()\s]+:\d+)\): )?`;
const LINE = new RegExp(`^${TIME}${PIE}${MARK}(?<text>.*)$`, 'su');

/**
 * One line, taken apart. Anything is a line: what does not look like CRIU's is
 * `info` with all of it as text, up to 2 KiB.
 *
 * Names of files in it are those of the dumped tree, so control characters are
 * replaced before anybody prints them.
 */
export function parseLogLine(line: string): LogLine {
  const raw = line.slice(0, LINE_LIMIT).replace(/[^\P{Cc}\t]/gu, '\u{fffd}');
  const { seconds, pie, piePid, pid, mark, source, text } = LINE.exec(raw)?.groups ?? {};
  const task = piePid ?? pid;
  return {
    ...(seconds !== undefined && { seconds: Number(seconds) }),
    ...(task !== undefined && { pid: Number(task) }),
    level: mark === 'Error' ? 'error' : mark === 'Warn' ? 'warning' : 'info',
    ...(source !== undefined && { source }),
    text: text ?? raw,
    pie: pie !== undefined,
    raw,
  };
}

/** Text of a log, line by line. The last line may be cut: CRIU may have died, or the disk may be full. */
export function parseLog(text: string): readonly LogLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseLogLine);
}

/**
 * The log at that path: all of it up to 2 MiB, else its first and last MiB. Bytes
 * that are not UTF-8 become U+FFFD.
 *
 * A log that is not there is an empty one: CRIU fails before it opens its log
 * wherever a folder or an option is wrong. So is one that cannot be read, for the
 * sake of the failure that it is read for.
 */
export async function readLog(path: string): Promise<CriuLog> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const omittedBytes = Math.max(0, size - HEAD_BYTES - TAIL_BYTES);
    if (omittedBytes === 0) {
      return { lines: parseLog(await readAt(file, 0, size)), omittedBytes };
    }
    const head = await readAt(file, 0, HEAD_BYTES);
    const tail = await readAt(file, size - TAIL_BYTES, TAIL_BYTES);
    // Both cuts fall inside a line.
    return {
      lines: [
        ...parseLog(head.slice(0, head.lastIndexOf('\n'))),
        ...parseLog(tail.slice(tail.indexOf('\n') + 1)),
      ],
      omittedBytes,
    };
  } catch {
    return { lines: [], omittedBytes: 0 };
  }
}

interface Readable {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}

async function readAt(file: Readable, position: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.toString('utf8', 0, filled);
}

/** Every line that CRIU marked as an error, in order, harmless ones too. */
export function errorLines(log: CriuLog): readonly LogLine[] {
  return log.lines.filter(({ level }) => level === 'error');
}

interface Noise {
  readonly pattern: RegExp;
  /**
   * `harmless` comes with operations that succeed. `consequence` says that
   * something failed, after the line that says why.
   */
  readonly kind: 'harmless' | 'consequence';
  readonly because: string;
}

// biome-ignore format: one line an entry
export const NOISE: readonly Noise[] = [
  { kind: 'harmless', pattern: /^rlimit: Can't setup RLIMIT_NOFILE/, because: 'CRIU would like more descriptors for itself, and goes on without' },
  { kind: 'harmless', pattern: /Diag module missing/, because: 'matters only to a tree with such sockets, which then has a line of its own' },
  { kind: 'harmless', pattern: /^(exited, status=|killed by signal )\d+/, because: 'a program such as iptables ended; who called it says what for' },
  { kind: 'harmless', pattern: /^execvp\("ip6?tables|ip6?tables\S* -V failed/, because: 'CRIU tries which iptables there is; who needs one has a line of its own' },
  { kind: 'harmless', pattern: /kdat cache|^Couldn't save .*criu\.kdat/, because: 'the cache of what the kernel can do is only for speed' },
  { kind: 'consequence', pattern: /\bFAILED\.$/, because: 'the last line of everything that fails' },
  { kind: 'consequence', pattern: /^Unable to detach from \d+: No such process/, because: 'there was nothing to undo' },
  { kind: 'consequence', pattern: /\(pid: \d+\) failed with -?\d+$/, because: 'a step of one process failed; why stands before it' },
  { kind: 'consequence', pattern: /^Unable to open fd=\d+ id=/, because: 'a file of one process failed; why stands before it' },
  { kind: 'consequence', pattern: /^`- Can't open vma/, because: 'a mapping failed; why stands before it' },
  { kind: 'consequence', pattern: /^\d+ (exited, status=\d+|killed by signal \d+)/, because: 'the task ended because of what stands before it, or CRIU killed it' },
  { kind: 'consequence', pattern: /^Can't dump page with parasite/, because: 'memory could not be written; why stands before it' },
  { kind: 'consequence', pattern: /^si_code=\d+ si_pid=\d+ si_status=/, because: 'detail of the line after it' },
];

/** What kind of noise a line is; undefined where it may be a cause. */
export function noiseOf(line: LogLine): Noise['kind'] | undefined {
  return NOISE.find(({ pattern }) => pattern.test(line.text))?.kind;
}

/** What CRIU said elsewhere than in its log. */
export interface OtherWords {
  /** What it wrote to stderr: the messages from before its log was open. */
  readonly stderr?: string;
  /** `cr_errmsg`: the first error, whatever it was. */
  readonly message?: string;
}

/** The lines of stderr and of `cr_errmsg` that say that something is wrong. */
export function otherErrorLines({ stderr = '', message = '' }: OtherWords): readonly LogLine[] {
  const onStderr = parseLog(stderr);
  const errors = onStderr.filter(({ level }) => level === 'error');
  // What CRIU prints at no level, and what libc prints when it aborts, has no time.
  const spoken = onStderr.filter(({ level, seconds }) => level === 'info' && seconds === undefined);
  const noted = parseLog(message).map((line): LogLine => ({ ...line, level: 'error' }));
  return [...(errors.length > 0 ? errors : spoken), ...noted.slice(0, 1)];
}

/**
 * The line that is most likely the cause: the first error that is not known to
 * be noise, in the log, else on stderr, else `cr_errmsg`. Where there is none,
 * the first error that at least says which step failed.
 */
export function findCauseLine(log: CriuLog, others: OtherWords = {}): LogLine | undefined {
  const lines = [...errorLines(log), ...otherErrorLines(others)];
  return (
    lines.find((line) => noiseOf(line) === undefined) ??
    lines.find((line) => noiseOf(line) === 'consequence' && !/\bFAILED\.$/.test(line.text))
  );
}
