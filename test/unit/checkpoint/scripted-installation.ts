import { symlinkSync, writeFileSync } from 'node:fs';
import { criu } from '../../../gen/criu/messages.js';
import {
  type Control,
  type CriuFacts,
  type Installation,
  type Notification,
  type Operation,
  type Options,
  type Outcome,
  PreDumpMode,
  type Session,
} from '../../../src/criu/index.js';

/** What CRIU measures of a pre-dump or dump; what is not named is 0. */
export interface Measured {
  readonly frozenMicroseconds?: number;
  readonly memoryWriteMicroseconds?: number;
  readonly pagesScanned?: number;
  readonly pagesSkippedParent?: number;
  readonly pagesWritten?: number;
  readonly sharedPagesWritten?: number;
}

/** What CRIU does with one request. */
export interface Act extends Measured {
  /** Happens while CRIU works: before its images are there. */
  readonly meanwhile?: (signal: AbortSignal) => unknown;
  readonly fails?: boolean;
  /** What CRIU writes into its log. */
  readonly log?: string;
  /** Is as good as done when it is told to stop. */
  readonly isPastStopping?: boolean;
  /** A dump that should have killed the tree reports success and has not. */
  readonly lets?: 'the tree live';
  /** Leaves no stats-dump. */
  readonly measuresNothing?: boolean;
}

export interface Asked {
  readonly request: 'SINGLE_PRE_DUMP' | 'PRE_DUMP' | 'DUMP';
  /** Without the descriptors of folders and the log. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** An installation without a CRIU: its sessions do what the acts say, each request the next one. */
export interface ScriptedInstallation extends Installation {
  readonly acts: Act[];
  /** The requests that have been sent, in order. */
  readonly asked: readonly Asked[];
  /** Sessions that nobody has closed yet. */
  readonly sessions: () => number;
  known: CriuFacts;
}

/** As CRIU would: into the folders that the request names by descriptors, and with the link to the parent. */
function writeImages({ imagesDirFd, parentImg, preDumpMode }: Options, isDump: boolean): void {
  const images = `/proc/self/fd/${imagesDirFd}`;
  if (parentImg) symlinkSync(parentImg, `${images}/parent`);
  if (isDump) writeFileSync(`${images}/inventory.img`, 'inventory');
  writeFileSync(`${images}/pages-1.img`, `pages ${preDumpMode === PreDumpMode.VM_READ ? 'read' : 'spliced'}`);
}

function writeStatistics({ workDirFd }: Options, measured: Measured): void {
  writeFileSync(`/proc/self/fd/${workDirFd}/stats-dump`, statsDump(measured));
}

function writeLog({ workDirFd, logFile }: Options, { log }: Act): void {
  if (log !== undefined) writeFileSync(`/proc/self/fd/${workDirFd}/${logFile}`, log);
}

/** The bytes of a stats-dump. */
export function statsDump(measured: Measured): Uint8Array {
  const { frozenMicroseconds = 0, memoryWriteMicroseconds = 0 } = measured;
  const { pagesScanned = 0, pagesSkippedParent = 0, pagesWritten = 0, sharedPagesWritten = 0 } = measured;
  const entry = criu.images.stats_entry.encode({
    dump: {
      freezingTime: 0,
      frozenTime: frozenMicroseconds,
      memdumpTime: 0,
      memwriteTime: memoryWriteMicroseconds,
      pagesScanned,
      pagesSkippedParent,
      pagesWritten,
      irmapResolve: 0,
      pagesLazy: 0,
      shpagesWritten: sharedPagesWritten,
    },
  });
  const bytes = entry.finish();
  const head = Buffer.alloc(12);
  head.writeUInt32LE(0x5510_5940, 0);
  head.writeUInt32LE(0x5709_3306, 4);
  head.writeUInt32LE(bytes.length, 8);
  return Buffer.concat([head, bytes]);
}

export function scriptInstallation(acts: readonly Act[]): ScriptedInstallation {
  const left = [...acts];
  const asked: Asked[] = [];
  let open = 0;

  function begin(request: Asked['request'], options: Options): Act {
    const { imagesDirFd: _images, workDirFd: _work, logFile: _file, logLevel: _level, ...rest } = options;
    asked.push({ request, options: rest });
    const act = left.shift();
    if (act === undefined) throw new Error(`no act is left for ${request}`);
    return act;
  }

  async function preDump(request: Asked['request'], options: Options, { signal }: Control): Promise<Outcome> {
    const act = begin(request, options);
    await act.meanwhile?.(signal);
    writeLog(options, act);
    if (act.fails || (signal.aborted && !act.isPastStopping)) return { success: false };
    writeImages(options, false);
    if (!act.measuresNothing) writeStatistics(options, act);
    return { success: true };
  }

  /** The target must be a child of this process, and its end is waited for by criud. */
  function dump(options: Options, { signal }: Control): Operation {
    let settle: (outcome: Outcome) => void = () => {};
    const outcome = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    async function* notifications(): AsyncGenerator<Notification, void> {
      const act = begin('DUMP', options);
      for (const name of ['pre-dump', 'post-dump']) {
        if (name === 'post-dump') {
          await act.meanwhile?.(signal);
          writeLog(options, act);
          if (act.fails) return settle({ success: false });
          writeImages(options, true);
        }
        // As src/criu does: at the next notification after the abort.
        if (signal.aborted) return settle({ success: false });
        let refused = false;
        yield {
          name,
          pid: undefined,
          takeTerminal: () => undefined,
          proceed: async () => {},
          refuse: async () => {
            refused = true;
          },
        };
        if (refused) return settle({ success: false });
      }
      if (!options.leaveRunning && act.lets !== 'the tree live') process.kill(options.pid ?? 0, 'SIGKILL');
      if (!act.measuresNothing) writeStatistics(options, act);
      settle({ success: true });
    }
    return { [Symbol.asyncIterator]: notifications, outcome };
  }

  const installation: ScriptedInstallation = {
    transport: { kind: 'swrk', program: '/none' },
    acts: left,
    asked,
    sessions: () => open,
    known: {
      version: { major: 4, minor: 2, sublevel: 0 },
      memoryTracking: true,
      lazyPages: true,
      pidfdStore: true,
    },
    facts: async () => installation.known,
    async open() {
      open += 1;
      const session: Pick<Session, 'preDump' | 'startChain' | 'dump' | typeof Symbol.asyncDispose> = {
        preDump: (options, control) => preDump('SINGLE_PRE_DUMP', options, control),
        startChain: () => ({
          preDump: (options, control) => preDump('PRE_DUMP', options, control),
          dump,
        }),
        dump,
        async [Symbol.asyncDispose]() {
          open -= 1;
        },
      };
      // Nothing else of a session is used for a pre-dump or a dump.
      return session as Session;
    },
  };
  return installation;
}
