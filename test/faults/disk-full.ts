import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Client,
  CriudError,
  FinalState,
  HookAnswer,
  type Operation,
  Phase,
} from '../../src/client/index.js';
import type { Moment, Undertaking } from './moment.js';
import { openStage, type Stage } from './stage.js';
import type { Subject } from './subject.js';
import type { Row } from './table.js';
import { dumpCleanly, PATIENCE, undertake } from './undertake.js';
import { judgeDump, type Wrong } from './verdict.js';
import { watchOperation } from './watch.js';

/** Bytes of the disk on which the state is. */
const SIZE = 24 * 1024 * 1024;

/** What a file on it takes is a number of these. */
const PAGE = 4096;

const BEFORE_CRIU_WRITES: Moment = { name: 'held at pre-dump', phase: Phase.HELD, hook: 'pre-dump' };

/** A name for each thing that there can be no room for. */
interface Step {
  readonly name: string;
  /** Bytes that are left when CRIU begins to write. */
  readonly room: number;
}

/**
 * Fills the disk of the state so that each file of a dump in turn is the first that it has no room for: the images in
 * the order in which CRIU ends them, then what criud writes. The tree must run on, whatever it is. Once each: it fails
 * the same way every time.
 *
 * @param isQuick the dump that kills is enough
 */
export async function tryFullDisk(
  only: RegExp,
  isQuick: boolean,
  tell: (row: Row) => void,
  signal: AbortSignal,
): Promise<void> {
  await using disk = await openDisk();
  await using stage = await openStage({ stateFolder: join(disk.folder, 'state') });
  await stage.serve([]);
  for (const finalState of isQuick ? [FinalState.DEAD] : [FinalState.DEAD, FinalState.RUNNING]) {
    const undertaking: Undertaking = { kind: 'dump', finalState };
    const prefix = `dump to ${FinalState[finalState]}: disk full at`;
    const steps = await stepsOf(stage);
    for (const { name, room } of [...steps, { name: 'the journal', room: 0 }]) {
      const row = { name: `${prefix} ${name}`, attempts: [] as Row['attempts'][number][] };
      if (!only.test(row.name)) continue;
      if (signal.aborted) return;
      row.attempts.push(await attempt(stage, disk, undertaking, name === 'the journal' ? undefined : room));
      if (row.attempts.at(-1)?.wrongs.length !== 0) await stage.abandonSubject();
      tell(row);
    }
    // What was seen on the full disk has to be what the next criud tells.
    process.kill(stage.daemon.pid, 'SIGTERM');
    await stage.serveAgain();
    const row = {
      name: `${prefix} some time, and criud started again`,
      attempts: [] as Row['attempts'][number][],
    };
    const wrongs = stage.contradictions().map((text): Wrong => ({ kind: 'outcome untrue', text }));
    row.attempts.push({ outcome: 'as seen before', wrongs, phase: undefined, hit: true });
    if (only.test(row.name)) tell(row);
  }
}

/** What the cells are called that this tries; they are known only when a dump has been measured. */
export const DISK_FULL_NAMES =
  'dump to DEAD, dump to RUNNING: disk full at each file of a dump and at the journal';

async function stepsOf(stage: Stage): Promise<readonly Step[]> {
  const { name } = await dumpCleanly(stage, await wholeSubject(stage), FinalState.RUNNING);
  const folder = join(stage.daemon.stateFolder, name, 'images');
  const files = readdirSync(folder)
    .map((file) => ({ file, facts: statSync(join(folder, file), { bigint: true }) }))
    .sort((one, other) => Number(one.facts.mtimeNs - other.facts.mtimeNs));
  await stage.removeCheckpoints();
  let taken = 0;
  const steps: Step[] = [];
  for (const { file, facts } of files) {
    const bytes = Math.ceil(Number(facts.size) / PAGE) * PAGE;
    // At its first page, and in its middle where it has one.
    steps.push({ name: `${file}, begin`, room: taken });
    if (bytes > PAGE)
      steps.push({ name: `${file}, middle`, room: taken + Math.floor(bytes / PAGE / 2) * PAGE });
    taken += bytes;
  }
  // CRIU's log and statistics and the journal want some pages as well, at times of their own.
  for (let pages = 0; pages < 16; pages++) {
    steps.push({ name: `the manifest or the work of criud, page ${pages}`, room: taken + pages * PAGE });
  }
  return steps;
}

function wholeSubject(stage: Stage): Promise<Subject> {
  return stage.subject({ connected: true, unreaped: false, patient: false });
}

/** @param room undefined: the disk is full before the operation begins */
async function attempt(
  stage: Stage,
  disk: Disk,
  undertaking: Undertaking,
  room: number | undefined,
): Promise<Row['attempts'][number]> {
  const subject = await wholeSubject(stage);
  const { client } = stage.daemon;
  const wrongs: Wrong[] = [];
  let operation: Operation | undefined;
  let refusal = '';
  try {
    if (room === undefined) {
      disk.fill(0);
      operation = await fillJournal(client, undertaking, subject);
      const acted = operation?.phases.map(({ phase }) => Phase[phase]) ?? [];
      if (acted.length > 0)
        wrongs.push({ kind: 'outcome untrue', text: `acted without a journal: ${acted.join()}` });
    } else {
      const hook = BEFORE_CRIU_WRITES.hook;
      const begun = await undertake(client, undertaking, subject, undefined, { hook });
      const name = begun?.name ?? '';
      const watch = watchOperation(client, name);
      const waiting = await watch.reached(BEFORE_CRIU_WRITES);
      watch.close();
      disk.fill(room);
      if (typeof waiting === 'object') {
        await client.operations.answerHook({ name, hook: waiting.hook, answer: HookAnswer.PROCEED });
      }
      ({ operation } = await client.operations.waitOperation({ name, wait: PATIENCE }));
    }
  } catch (error) {
    if (!(error instanceof CriudError) || error.reason !== 'DISK_FULL') throw error;
    refusal = 'refused (DISK_FULL)';
  } finally {
    disk.clear();
  }
  if (operation?.outcome?.$case === 'error') {
    const { reason, code, message } = new CriudError(operation.outcome.value);
    if (reason !== 'DISK_FULL' || code !== 'RESOURCE_EXHAUSTED') {
      wrongs.push({
        kind: 'outcome untrue',
        text: `the disk is full, and it is ${code} ${reason}: ${message}`,
      });
    }
  }
  // One that is not in the journal has not begun: a later criud does not know it.
  if (operation !== undefined && room !== undefined) stage.hasSeen(operation);
  const verdict = await judgeDump(stage, subject, undertaking.finalState, operation);
  await stage.removeCheckpoints();
  for (const text of await stage.leftovers())
    wrongs.push({ kind: 'outcome untrue', text: `left over: ${text}` });
  return {
    outcome: refusal === '' ? verdict.outcome : `${refusal}, tree runs`,
    wrongs: [...wrongs, ...verdict.wrongs],
    phase: operation?.phases.at(-1)?.phase,
    hit: true,
  };
}

/** The last page of the journal has room for some operations more. @returns the first for which there is none */
async function fillJournal(
  client: Client,
  undertaking: Undertaking,
  subject: Subject,
): Promise<Operation | undefined> {
  let operation: Operation | undefined;
  for (let time = 0; time < 20; time++) {
    operation = await undertake(client, undertaking, subject, undefined, { toTheEnd: true });
    if (operation?.phases.length === 0) return operation;
  }
  return operation;
}

interface Disk extends AsyncDisposable {
  readonly folder: string;
  /** Leaves so many bytes. */
  fill(room: number): void;
  clear(): void;
}

/** A small disk in memory. */
async function openDisk(): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-faults-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, 'criud-faults', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill(room) {
      const { bavail, bsize } = statfsSync(folder);
      const bytes = bavail * bsize - room;
      if (bytes > 0) writeFileSync(filler, Buffer.alloc(bytes));
    },
    clear: () => rmSync(filler, { force: true }),
    async [Symbol.asyncDispose]() {
      execFileSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true });
    },
  };
}
