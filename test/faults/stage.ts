import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '../../src/client/index.js';
import { type Daemon, startDaemon } from '../integration/daemon.js';
import { until } from '../integration/workload.js';
import { type Durations, openDurations } from './durations.js';
import { pidsMarked, type Subject, type SubjectOptions, startSubject } from './subject.js';

/** Names the environment variable by which what criud has started is found when criud is dead. */
const MARK = 'CRIUD_FAULTS';

/** How long criud may take to end, with what goes on, in milliseconds. */
const ENDING = 30_000;

/** What a criud has when nothing goes on. */
interface Idle {
  readonly descriptors: number;
}

/** One life after the other of a criud over the same state, and the tree that it works on. */
export interface Stage extends AsyncDisposable {
  readonly durations: Durations;
  /** The criud that runs now. */
  readonly daemon: Daemon;
  /** Sees to it that a criud with these flags runs. */
  serve(flags: readonly string[]): Promise<Daemon>;
  /** Waits for the end of criud after a signal that it was sent, and starts another. @returns its exit code. */
  serveAgain(): Promise<number | null>;
  /** A whole tree that runs, the last one where that is good. */
  subject(options: SubjectOptions): Promise<Subject>;
  /** The last one is not to be used any more. */
  abandonSubject(): Promise<void>;
  /** What a client has seen of an operation that has ended: later lives of criud must tell the same. */
  hasSeen(operation: Operation): void;
  /** What later lives of criud have told otherwise, since the last call. */
  contradictions(): readonly string[];
  /** Ids of all checkpoints. */
  checkpoints(): readonly string[];
  removeCheckpoints(): Promise<void>;
  /** What nothing that goes on explains; it gets a moment to vanish. */
  leftovers(): Promise<readonly string[]>;
}

export interface StageOptions {
  /** Must exist. Default: a temporary one. */
  readonly stateFolder?: string;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-faults-'));
  const stateFolder = options.stateFolder ?? join(folder, 'state');
  const mark = `${MARK}=${process.env[MARK]}`;
  const seen = new Map<string, string>();
  const contradictions: string[] = [];
  let flags: readonly string[] = [];
  let daemon: Daemon | undefined;
  let idle: Idle = { descriptors: 0 };
  let subject: Subject | undefined;
  let subjectOptions = '';

  function current(): Daemon {
    if (daemon === undefined) throw new Error('no criud runs');
    return daemon;
  }

  async function start(): Promise<Daemon> {
    const started = await startDaemon({ stateFolder, flags });
    daemon = started;
    // The first call opens the connection, which is then part of it.
    await started.client.hosts.getHost({});
    idle = { descriptors: (await started.descriptors()).length };
    await compareSeen(started);
    return started;
  }

  async function compareSeen({ client }: Daemon): Promise<void> {
    if (seen.size === 0) return;
    for (const [name, before] of seen) {
      const { operation } = await client.operations
        .waitOperation({ name, wait: { seconds: 60n, nanos: 0 } })
        .catch(() => ({ operation: undefined }));
      const now = textOf(operation);
      if (now !== before) contradictions.push(`${name} was ${before} and is ${now} after another start`);
    }
    seen.clear();
  }

  async function stop(): Promise<number | null> {
    const ending = daemon;
    if (ending === undefined) return 0;
    daemon = undefined;
    return ending.stop();
  }

  async function leftoversNow(): Promise<string[]> {
    const { pid, descriptors, children } = current();
    const found: string[] = [];
    for (const place of ['incoming', 'work']) {
      for (const name of readdirSync(join(stateFolder, place))) found.push(`${place}/${name}`);
    }
    const open = (await descriptors()).length;
    // What was open for a moment when it was first counted is not needed.
    idle = { descriptors: Math.min(idle.descriptors, open) };
    if (open > idle.descriptors) found.push(`${open} descriptors of criud instead of ${idle.descriptors}`);
    for (const child of await children()) found.push(`child ${child} of criud`);
    for (const other of pidsMarked(mark)) {
      if (other !== pid) found.push(`process ${other}: ${commandOf(other)}`);
    }
    if (subject !== undefined) found.push(...tablesOf(subject).map((table) => `table ${table} of nftables`));
    return found;
  }

  async function abandonSubject(): Promise<void> {
    const abandoned = subject;
    subject = undefined;
    if (abandoned === undefined) return;
    const tables = tablesOf(abandoned);
    await abandoned[Symbol.asyncDispose]();
    for (const table of tables) execFileSync('nft', ['delete', 'table', 'inet', table]);
  }

  return {
    durations: openDurations(),
    get daemon() {
      return current();
    },
    async serve(wanted) {
      if (daemon !== undefined && wanted.join(' ') === flags.join(' ')) return daemon;
      await stop();
      flags = wanted;
      return start();
    },
    async serveAgain() {
      const { pid } = current();
      // A second signal would end it at once.
      await until(`the end of criud ${pid}`, ENDING, () => !existsSync(`/proc/${pid}`) || undefined);
      const code = await stop();
      await start();
      return code;
    },
    async subject(wanted) {
      const text = JSON.stringify(wanted);
      if (subject !== undefined && (subjectOptions !== text || wanted.unreaped)) await abandonSubject();
      subject ??= await startSubject(wanted);
      subjectOptions = text;
      return subject;
    },
    abandonSubject,
    hasSeen(operation) {
      seen.set(operation.name, textOf(operation));
    },
    contradictions: () => contradictions.splice(0),
    checkpoints: () => readdirSync(join(stateFolder, 'checkpoints')),
    async removeCheckpoints() {
      for (const id of readdirSync(join(stateFolder, 'checkpoints'))) {
        await rm(join(stateFolder, 'checkpoints', id), { recursive: true });
      }
    },
    async leftovers() {
      const deadline = performance.now() + 3_000;
      for (;;) {
        const found = await leftoversNow();
        if (found.length === 0 || performance.now() > deadline) return found;
        await pause(10);
      }
    },
    async [Symbol.asyncDispose]() {
      await abandonSubject();
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** CRIU's tables in which something of the connection of a tree is. */
function tablesOf({ tree, peer }: Subject): readonly string[] {
  if (peer === undefined) return [];
  const ports = [tree, peer].map((each) => {
    try {
      return each.reported('port');
    } catch {
      return undefined;
    }
  });
  const known = ports.filter((port) => port !== undefined);
  if (known.length === 0) return [];
  const rules = execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' });
  // Both ends in one line: tables of other trees can be there, with a port that is one of these by chance.
  const isOurs = (line: string) => known.every((port) => new RegExp(`\\. ${port}\\b`).test(line));
  return rules
    .split(/^(?=table )/m)
    .filter((table) => table.split('\n').some(isOurs))
    .flatMap((table) => /^table inet (CRIU-\S+)/.exec(table)?.[1] ?? []);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '(it has ended)';
  }
}

/** BigInts have no form in JSON. */
function textOf(operation: Operation | undefined): string {
  return (
    JSON.stringify(operation, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ??
    'unknown'
  );
}

/**
 * What is wrong with the files of a checkpoint by its manifest, read here and not by criud.
 *
 * @returns undefined when all is well.
 */
export function damageOf(stateFolder: string, id: string): string | undefined {
  const folder = join(stateFolder, 'checkpoints', id);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  // Its form is what is verified.
  const { files } = manifest as { files: readonly { name: string; bytes: number; sha256?: string }[] };
  if (files.length === 0) return 'no file';
  if (!files.some(({ name }) => name === 'inventory.img')) return 'no inventory.img';
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, 'images', name);
    if (!existsSync(path)) return `${name} is not there`;
    if (statSync(path).size !== bytes) return `${name} has ${statSync(path).size} bytes instead of ${bytes}`;
    if (sha256 === undefined) continue;
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (digest !== sha256) return `${name} has another digest`;
  }
  return undefined;
}
