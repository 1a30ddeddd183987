import { Failure } from '../failure/index.js';
import { type Features, type Options, type Request, RequestType, type Response } from './codec.js';
import type { Connection, Ending } from './connection.js';
import {
  type Conversation,
  type ConversationLimits,
  converse,
  DEFAULT_LIMITS,
  exited,
} from './conversation.js';
import { type Control, type LastWord, runHeld } from './held-operation.js';
import type { Notification } from './notification.js';
import { type CriuVersion, parseVersion } from './version.js';
import { refuseHarmful, refuseOnService, refuseUnsupported } from './version-table.js';

/** How an operation of CRIU ended, in CRIU's words only: the log has the cause. */
export interface Outcome {
  readonly success: boolean;
  /** ESRCH 3, EEXIST 17 or EBADRQC 56; mostly absent. */
  readonly errno?: number;
  /** CRIU's first error line, often not the cause; also there with success. */
  readonly message?: string;
  /** Root of the restored tree, in the pid namespace of CRIU. Successful restore only. */
  readonly pid?: number;
  /** Set where CRIU ended without an answer. */
  readonly ending?: Ending;
  /** Set where CRIU answered and its answer was none of its protocol: CRIU_PROTOCOL. */
  readonly breach?: Failure;
}

/** How a child of CRIU ended, as WAIT_PID tells. */
export type ChildStatus = { readonly exit: number } | { readonly signal: number };

export interface SessionSettings extends Partial<ConversationLimits> {
  /**
   * The version at the other end, once it is known. With it every request is
   * checked against what that version can do before it is sent; without it only
   * against what no CRIU does right, such as a dump without a pid.
   */
  readonly version?: CriuVersion;
}

/**
 * A long operation: the notifications at which CRIU stands still, one by one,
 * each to be answered; then how it ended. Nothing is sent before the iteration
 * begins. Leaving the iteration early refuses where CRIU waits.
 *
 * Whatever CRIU does wrong is an outcome, because the tree has to be looked
 * after all the same; thrown is what the caller does wrong.
 */
export interface Operation extends AsyncIterable<Notification> {
  /** Settles when the iteration has ended; rejects with what the caller ended it with. */
  readonly outcome: Promise<Outcome>;
}

/**
 * One conversation with one CRIU process. The first method that is called
 * decides what kind of conversation it is; those that keep it open may come
 * before. What CRIU does not take in a state cannot be written (the chain and
 * the page server have types of their own) or throws before it is sent.
 *
 * The session owns its connection. Every way out ends the CRIU process.
 */
export interface Session extends AsyncDisposable {
  readonly kind: Connection['kind'];
  /** Of the CRIU process. The worker of a service cannot be known. */
  readonly pid?: number;

  /** VERSION, kept open. */
  queryVersion(): Promise<CriuVersion>;
  /**
   * FEATURE_CHECK, kept open: which of the features asked about this CRIU and
   * kernel have; CRIU_CHECK_FAILED where CRIU does not work here at all. CRIU 3.15 needs options with an images folder, and cannot be
   * asked anything more in the same session.
   */
  checkFeatures(asked: Features, options?: Options): Promise<Features>;
  /** CPUINFO_DUMP, kept open: writes cpuinfo.img into the images folder. */
  dumpCpuInfo(options: Options): Promise<Outcome>;
  /** CPUINFO_CHECK, kept open: whether this CPU can run what cpuinfo.img describes. */
  checkCpuInfo(options: Options): Promise<Outcome>;
  /**
   * PAGE_SERVER_CHLD, kept open: a page server for one connection as a child of
   * CRIU. Ending the conversation does not end it: wait for it, or kill its pid.
   */
  startPageServer(options: Options): Promise<PageServer>;
  /**
   * PAGE_SERVER: a page server of its own, that nothing but its process list
   * knows. CRIU does not tell its pid. Prefer startPageServer.
   */
  startPageServerDaemon(options: Options): Promise<{ readonly port: number }>;

  /** CHECK: whether the kernel has what CRIU needs at least. CRIU up to 4.1 needs an images folder. */
  check(options?: Options): Promise<Outcome>;
  /** SINGLE_PRE_DUMP, since CRIU 3.17. Sends no notifications; the tree runs on. */
  preDump(options: Options, control: Control): Promise<Outcome>;
  /** PRE_DUMP, again and again, and then DUMP, in one process of CRIU. */
  startChain(): PreDumpChain;
  /** DUMP. Nothing is sent before the iteration begins. */
  dump(options: Options, control: Control): Operation;
  /** RESTORE. Nothing is sent before the iteration begins. */
  restore(options: Options, control: Control): Operation;

  /** Ends the conversation and the process. Idempotent. */
  close(): Promise<Ending>;
}

export interface PreDumpChain {
  /** Each request carries all options again: CRIU keeps none. A failed one ends the chain. */
  preDump(options: Options, control: Control): Promise<Outcome>;
  dump(options: Options, control: Control): Operation;
}

export interface PageServer {
  /** Child of the CRIU process, always greater than 0. */
  readonly pid: number;
  /** 0 where it serves `ps.fd`. */
  readonly port: number;
  /** WAIT_PID: ends the conversation when the page server has ended. */
  wait(control: Control): Promise<ChildStatus>;
}

export function openSession(connection: Connection, settings: SessionSettings = {}): Session {
  const conversation = converse(connection, { ...DEFAULT_LIMITS, ...settings });

  function check(request: Request): void {
    if (connection.kind === 'service' && request.opts) refuseOnService(request.opts);
    if (settings.version) refuseUnsupported(settings.version, request);
    else refuseHarmful(request);
  }

  async function ask(type: RequestType, opts?: Options, rest?: Partial<Request>): Promise<Response> {
    const request = { type, ...(opts && { opts }), ...rest };
    check(request);
    return conversation.ask(request);
  }

  function run(request: Request, control: Control): Operation {
    check(request);
    const { lastWord, ...iteration } = runHeld(connection, conversation, request, control);
    return { ...iteration, outcome: handled(lastWord.then(outcomeOfLast)) };
  }

  function notified(type: RequestType, options: Options, control: Control): Operation {
    return run({ type, opts: { ...options, notifyScripts: true } }, control);
  }

  async function preDump(type: RequestType, options: Options, control: Control): Promise<Outcome> {
    const operation = run({ type, opts: options }, control);
    for await (const notification of operation) await notification.proceed();
    return operation.outcome;
  }

  return {
    kind: connection.kind,
    ...(connection.pid !== undefined && { pid: connection.pid }),
    async queryVersion() {
      const { version } = await ask(RequestType.VERSION, undefined, { keepOpen: true });
      if (!version) throw missing('VERSION', 'version');
      return parseVersion(version);
    },
    async checkFeatures(features, options) {
      const response = await ask(RequestType.FEATURE_CHECK, options, { keepOpen: true, features });
      if (!response.success) throw featuresUnknown(response.crErrmsg);
      if (!response.features) throw missing('FEATURE_CHECK', 'features');
      return response.features;
    },
    dumpCpuInfo: async (options) =>
      outcomeOf(await ask(RequestType.CPUINFO_DUMP, options, { keepOpen: true })),
    checkCpuInfo: async (options) =>
      outcomeOf(await ask(RequestType.CPUINFO_CHECK, options, { keepOpen: true })),
    async startPageServer(options) {
      const { success, ps, crErrmsg } = await ask(RequestType.PAGE_SERVER_CHLD, options, {
        keepOpen: true,
      });
      if (!success) throw pageServerFailed('start', crErrmsg);
      if (!ps?.pid || ps.pid <= 0) throw missing('PAGE_SERVER_CHLD', 'ps.pid');
      return pageServer(connection, conversation, ps.pid, ps.port ?? 0);
    },
    async startPageServerDaemon(options) {
      const { success, ps, crErrmsg } = await ask(RequestType.PAGE_SERVER, options);
      if (!success) throw pageServerFailed('start', crErrmsg);
      if (typeof ps?.port !== 'number') throw missing('PAGE_SERVER', 'ps.port');
      return { port: ps.port };
    },
    check: async (options) => outcomeOf(await ask(RequestType.CHECK, options)),
    preDump: (options, control) => preDump(RequestType.SINGLE_PRE_DUMP, options, control),
    startChain: () => ({
      preDump: (options, control) => preDump(RequestType.PRE_DUMP, options, control),
      dump: (options, control) => notified(RequestType.DUMP, options, control),
    }),
    dump: (options, control) => notified(RequestType.DUMP, options, control),
    restore: (options, control) => notified(RequestType.RESTORE, options, control),
    close: () => conversation.end(),
    async [Symbol.asyncDispose]() {
      await conversation.end();
    },
  };
}

function pageServer(
  connection: Connection,
  conversation: Conversation,
  pid: number,
  port: number,
): PageServer {
  return {
    pid,
    port,
    async wait(control) {
      const waiting = runHeld(connection, conversation, { type: RequestType.WAIT_PID, pid }, control);
      for await (const notification of waiting) await notification.proceed();
      const word = await waiting.lastWord;
      if ('ending' in word) throw word.breach ?? exited('WAIT_PID', word.ending);
      const { success, status, crErrmsg } = word.response;
      if (!success) throw pageServerFailed('wait for', crErrmsg);
      if (typeof status !== 'number') throw missing('WAIT_PID', 'status');
      const signal = status & 0x7f;
      return signal === 0 ? { exit: (status >> 8) & 0xff } : { signal };
    },
  };
}

function outcomeOf(response: Response): Outcome {
  // A failed restore tells -1, or the pid of what it has just killed.
  const pid = response.success ? response.restore?.pid : undefined;
  if (response.success && response.type === RequestType.RESTORE && !(pid !== undefined && pid > 0))
    return { success: false, breach: missing('RESTORE', 'restore.pid') };
  return {
    success: response.success,
    ...(typeof response.crErrno === 'number' && { errno: response.crErrno }),
    ...(response.crErrmsg && { message: response.crErrmsg }),
    ...(pid !== undefined && { pid }),
  };
}

function outcomeOfLast(word: LastWord): Outcome {
  return 'response' in word ? outcomeOf(word.response) : { success: false, ...word };
}

/** Whoever is stopped by the error of the iteration need not look at the outcome as well. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function missing(request: string, field: string): Failure {
  return new Failure('CRIU_PROTOCOL', `CRIU's answer to ${request} lacks ${field}.`, {
    metadata: { request, field },
    cure: 'Check that the program at the other end is CRIU, in a version from 3.15 on.',
  });
}

/** CRIU looks at the kernel before it does anything, and this is where it fails on one that it does not know. */
function featuresUnknown(message: string | null | undefined): Failure {
  return new Failure('CRIU_CHECK_FAILED', 'CRIU could not find out what this kernel can do.', {
    criu: { ...(message && { causeLine: message.trim() }) },
    cure: 'Most likely this CRIU is too old for the running kernel: install a newer one (4.2.1 or later).',
  });
}

function pageServerFailed(what: 'start' | 'wait for', message: string | null | undefined): Failure {
  return new Failure('CRIU_FAILED', `CRIU could not ${what} its page server.`, {
    criu: { ...(message && { causeLine: message.trim() }) },
    cure: 'See the log of CRIU in the work folder of the page server.',
  });
}
