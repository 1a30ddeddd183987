import { type CriuEvidence, Failure, type Reason } from '../failure/index.js';
import { type CriuOperation, FAILURE_PATTERNS } from './failure-patterns.js';
import { type CriuLog, errorLines, findCauseLine, type LogLine, noiseOf, otherErrorLines } from './log.js';

export type { CriuOperation } from './failure-patterns.js';

/** What of the log goes into a Failure. */
const EXCERPT_LINES = 20;
const EXCERPT_COLUMNS = 300;

const ESRCH = 3;
const EEXIST = 17;
const EBADRQC = 56;

/** Everything known about an operation of CRIU that failed. */
export interface FailedRun {
  readonly operation: CriuOperation;
  /** Root of the tree, in the pid namespace of CRIU, where there is one. */
  readonly pid?: number;
  /** What CRIU answered; absent where it ended without an answer. */
  readonly reply?: { readonly errno?: number; readonly message?: string };
  readonly log?: CriuLog;
  /** What CRIU wrote to stderr. That of `ending` counts where this is absent. */
  readonly stderr?: string;
  readonly ending?: {
    readonly code: number | null;
    readonly signal: string | null;
    readonly stderr?: string;
  };
  /** What a look at this host adds. CRIU does not tell these cases apart. */
  readonly facts?: {
    /** The root of the tree, when it was to be seized. */
    readonly root?: 'gone' | 'zombie' | 'kernel-thread' | 'traced' | 'alive';
    /** Who traces it. */
    readonly tracerPid?: number;
    /** Who has the pid that a restore needs. */
    readonly pidHolder?: 'zombie' | 'alive';
  };
}

/** What failed and why, before the evidence is added. */
interface Verdict {
  readonly reason: Reason;
  readonly says: string;
  readonly cure: string;
  readonly line?: LogLine;
  readonly captured?: Readonly<Record<string, string>>;
}

const OPERATION_NAMES: Readonly<Record<CriuOperation, string>> = {
  dump: 'The dump',
  'pre-dump': 'The pre-dump',
  restore: 'The restore',
  check: 'The check of the host',
  'page-server': 'The page server',
  'cpuinfo-dump': 'The dump of the CPU info',
  'cpuinfo-check': 'The check of the CPU info',
  'feature-check': 'The check of the features',
};

/**
 * Why an operation of CRIU failed, as far as anything that it left behind tells.
 *
 * Every line of the log that may be a cause is looked at, not only the first,
 * then stderr, then `cr_errmsg`, then the errno, then how CRIU ended. What no
 * pattern knows is CRIU_FAILED with the line that is most likely the cause.
 * The Failure carries the evidence (errno, cause line, excerpt, ending) always.
 */
export function explain(run: FailedRun): Failure {
  const log = run.log ?? { lines: [], omittedBytes: 0 };
  const stderr = run.stderr ?? run.ending?.stderr;
  const others = {
    ...(stderr !== undefined && { stderr }),
    ...(run.reply?.message !== undefined && { message: run.reply.message }),
  };
  const errors = [...errorLines(log), ...otherErrorLines(others)].filter(
    (line) => noiseOf(line) !== 'harmless',
  );
  const causeLine = findCauseLine(log, others);

  const verdict =
    withFacts(run, byPattern(run, errors, log.lines)) ??
    withFacts(run, byErrno(run)) ??
    byEnding(run) ??
    unknown(run, causeLine);

  const line = verdict.line ?? causeLine;
  const task = taskOf(run, verdict, errors);
  const values = { ...verdict.captured, task: task === undefined ? 'a process' : `process ${task}` };
  return new Failure(
    verdict.reason,
    `${OPERATION_NAMES[run.operation]} failed: ${fillIn(verdict.says, values)}.`,
    {
      cure: fillIn(verdict.cure, values),
      metadata: {
        operation: run.operation,
        ...verdict.captured,
        ...(task !== undefined && { pid: task }),
      },
      criu: evidence(run, line, errors),
    },
  );
}

function byPattern(run: FailedRun, errors: readonly LogLine[], all: readonly LogLine[]): Verdict | undefined {
  const root = run.pid ?? rootNamedIn(all);
  for (const entry of FAILURE_PATTERNS) {
    if (entry.operations && !entry.operations.includes(run.operation)) continue;
    for (const line of entry.unmarked ? [...all, ...errors] : errors) {
      const match = entry.pattern.exec(line.text);
      if (match === null) continue;
      const captured = captures(match);
      if (entry.unmarked === 'about-root' && !isAboutRoot(run, root, captured)) continue;
      return { reason: entry.reason, says: entry.says, cure: entry.cure, line, captured };
    }
  }
  return undefined;
}

function isAboutRoot(run: FailedRun, root: number | undefined, captured: Captures): boolean {
  if (captured.pid === undefined) return run.reply?.errno === ESRCH;
  return Number(captured.pid) === root;
}

type Captures = Readonly<Record<string, string>>;

/** Named groups without the digit that tells two of one name apart; paths made absolute. */
function captures(match: RegExpExecArray): Captures {
  const found: Record<string, string> = {};
  for (const [group, value] of Object.entries(match.groups ?? {})) {
    if (value === undefined) continue;
    const name = group.replace(/\d$/, '');
    // What printf makes of a name that is not there.
    if (value === '(null)') found[name] = 'without a name';
    // CRIU names files relative to the root of the tree when it restores.
    else found[name] = name === 'path' && !value.startsWith('/') ? `/${value}` : value;
  }
  return found;
}

/** CRIU says at the beginning which tree it dumps. */
function rootNamedIn(lines: readonly LogLine[]): number | undefined {
  for (const { text } of lines) {
    const pid = /^(?:Pre-d|D)umping processes \(pid: (\d+)/.exec(text)?.[1];
    if (pid !== undefined) return Number(pid);
  }
  return undefined;
}

/** A verdict that a look at the host makes more exact. */
function withFacts(run: FailedRun, verdict: Verdict | undefined): Verdict | undefined {
  const { root, tracerPid, pidHolder } = run.facts ?? {};
  if (verdict?.reason === 'PID_TAKEN' && pidHolder === 'zombie') {
    const which = verdict.captured?.pid === undefined ? 'a pid' : 'the pid {pid}';
    return {
      ...verdict,
      reason: 'PID_HELD_BY_ZOMBIE',
      says: `${which} that the tree needs belongs to a dead process that its parent has not reaped`,
      cure: 'Wait for its parent to reap it, or end that parent, and restore again.',
    };
  }
  const attaching = verdict?.reason === 'PROCESS_ACCESS_DENIED' || verdict?.reason === 'PROCESS_NOT_FOUND';
  if (verdict === undefined || !attaching) return verdict;
  switch (root) {
    case 'gone':
      return { ...verdict, ...NOT_FOUND };
    case 'zombie':
      return {
        ...verdict,
        reason: 'PROCESS_IS_ZOMBIE',
        says: '{task} has ended already and waits to be reaped',
        cure: 'Dump a tree that is alive.',
      };
    case 'kernel-thread':
      return {
        ...verdict,
        reason: 'PROCESS_IS_KERNEL_THREAD',
        says: '{task} is a thread of the kernel',
        cure: 'Dump a process.',
      };
    case 'traced':
      return {
        ...verdict,
        reason: 'PROCESS_IS_TRACED',
        says: `{task} is being traced${tracerPid === undefined ? '' : ' by process {tracer}'}`,
        cure: 'Detach the debugger or tracer and try again.',
        captured: {
          ...verdict.captured,
          ...(tracerPid !== undefined && { tracer: String(tracerPid) }),
        },
      };
    default:
      return verdict;
  }
}

const NOT_FOUND = {
  reason: 'PROCESS_NOT_FOUND',
  says: 'there is no {task}',
  cure: 'Name the pid of a process that runs, as criud sees it.',
} as const satisfies Partial<Verdict>;

/** The three values that CRIU sets, where the log says nothing better. */
function byErrno(run: FailedRun): Verdict | undefined {
  switch (run.reply?.errno) {
    case ESRCH:
      if (run.operation === 'restore') return undefined;
      return {
        reason: 'PROCESS_ACCESS_DENIED',
        says: 'CRIU could not attach to {task}',
        cure: 'Check that it exists, is not being traced and is no kernel thread, and that criud has CAP_SYS_PTRACE.',
      };
    case EEXIST:
      return {
        reason: 'PID_TAKEN',
        says: 'a pid that the tree needs is taken',
        cure: 'End the process that has it or restore in a pid namespace of its own.',
      };
    case EBADRQC:
      return {
        reason: 'CRIU_BAD_OPTION',
        says: 'CRIU does not take one of the options',
        cure: 'See the excerpt of what CRIU said, and run CheckHost to learn whether CRIU works on this host.',
      };
    default:
      return undefined;
  }
}

function byEnding(run: FailedRun): Verdict | undefined {
  if (run.reply !== undefined || run.ending === undefined) return undefined;
  const how = describeEnding(run.ending);
  const crashed = run.ending.signal !== null;
  return {
    reason: 'CRIU_EXITED',
    says: `CRIU ${crashed ? 'crashed' : 'ended'} without an answer${how === '' ? '' : ` (${how})`}`,
    cure: crashed
      ? 'Look at the tree with InspectTree before anything else, and report the log to the CRIU project.'
      : 'See the excerpt of what CRIU said, and look at the tree with InspectTree.',
  };
}

function unknown(run: FailedRun, line: LogLine | undefined): Verdict {
  const said = line === undefined ? 'CRIU does not say why' : shorten(line.text);
  return {
    reason: run.operation === 'check' ? 'CRIU_CHECK_FAILED' : 'CRIU_FAILED',
    // Not a template: a path in the log may have braces.
    says: '{said}',
    cure:
      run.operation === 'check'
        ? 'See the excerpt of the log for what the kernel lacks.'
        : 'See the excerpt of the log; criud does not know this failure of CRIU.',
    captured: { said },
  };
}

/** The process concerned: named in the line, its writer, or named in the first line that draws a conclusion. */
function taskOf(run: FailedRun, verdict: Verdict, errors: readonly LogLine[]): string | undefined {
  const named = verdict.captured?.pid ?? verdict.line?.pid?.toString();
  if (named !== undefined) return named;
  for (const { text } of errors) {
    const pid = /\(pid: (\d+)\) failed with/.exec(text)?.[1];
    if (pid !== undefined) return pid;
  }
  return verdict.says.includes('{task}') ? run.pid?.toString() : undefined;
}

function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'unknown');
}

function evidence(run: FailedRun, cause: LogLine | undefined, errors: readonly LogLine[]): CriuEvidence {
  const excerpt = errors.length > EXCERPT_LINES ? endsOf(errors) : [...errors];
  if (cause && !excerpt.some(({ raw }) => raw === cause.raw)) excerpt.unshift(cause);
  return {
    ...(run.reply?.errno !== undefined && { errno: run.reply.errno }),
    ...(cause && { causeLine: shorten(cause.raw) }),
    ...(excerpt.length > 0 && { excerpt: excerpt.map(({ raw }) => shorten(raw)) }),
    ...(run.ending && { ending: describeEnding(run.ending) }),
  };
}

/** The causes stand at the beginning, the conclusion at the end. */
function endsOf(lines: readonly LogLine[]): LogLine[] {
  return [...lines.slice(0, EXCERPT_LINES - 5), ...lines.slice(-5)];
}

function shorten(text: string): string {
  return text.length > EXCERPT_COLUMNS ? `${text.slice(0, EXCERPT_COLUMNS)}…` : text;
}

function describeEnding({ code, signal }: NonNullable<FailedRun['ending']>): string {
  if (signal !== null) return `signal ${signal}`;
  return code === null ? '' : `exit ${code}`;
}
