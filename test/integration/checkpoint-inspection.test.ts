import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, InspectedProcessState, type Inspection } from '../../src/client/index.js';
import { critShow, type ShownImages } from './crit.js';
import { type CritReading, readCrit } from './crit-reading.js';
import { type Daemon, startDaemon } from './daemon.js';
import { KINDS } from './kinds.js';
import { startRedis } from './redis.js';
import { type DumpOptions, dump } from './round-trip.js';
import { startInTerminal, startWorkload, type Tree, until } from './workload.js';

interface Subject {
  readonly what: string;
  readonly start: () => Promise<Tree>;
  readonly options?: DumpOptions;
}

const SHELL_JOB: DumpOptions = { terminal: { shellJob: true } };

const AT_A_TIME = 4;

/** Every kind of state that a tree can have. */
const SUBJECTS: readonly Subject[] = [
  ...KINDS.map(({ what, program, args = [], options }) => ({
    what,
    start: () => startWorkload(program, args),
    ...(options && { options }),
  })),
  { what: 'a process that is stopped', start: stoppedMember },
  { what: 'a terminal and its shell', start: terminalSession, options: SHELL_JOB },
  { what: 'namespaces of its own', start: () => startWorkload('namespaced') },
  { what: 'Redis', start: startRedis },
];

/** What was seen of a tree before it was dumped, and what is told of it afterwards. */
interface Dumped {
  readonly checkpoint: Checkpoint;
  readonly commandLines: readonly string[];
  readonly inspection: Inspection;
}

describe('A checkpoint that is looked into', () => {
  let daemon: Daemon;
  const dumped = new Map<string, Dumped>();
  let shown: ReadonlyMap<string, ShownImages>;

  beforeAll(async () => {
    daemon = await startDaemon();
    const left = [...SUBJECTS];
    const dumpThem = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        dumped.set(next.what, await dumpAndInspect(next));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, dumpThem));
    shown = await critShow([...dumped.values()].map(({ checkpoint }) => imagesOf(daemon, checkpoint)));
  }, 120_000);
  afterAll(() => daemon?.stop());

  async function dumpAndInspect({ start, options = {} }: Subject): Promise<Dumped> {
    await using tree = await start();
    const commandLines = tree.pids().map(commandLine);
    const { checkpoint } = await dump(daemon, tree, { options });
    const { inspection } = await daemon.client.catalog.inspectCheckpoint({ name: checkpoint.name });
    if (inspection === undefined) throw new Error('an answer without an inspection');
    return { checkpoint, commandLines, inspection };
  }

  function subject(what: string): Dumped & { readonly crit: CritReading } {
    const found = dumped.get(what);
    const images = found && shown.get(imagesOf(daemon, found.checkpoint));
    if (found === undefined || images === undefined) throw new Error(`nothing was dumped with ${what}`);
    return { ...found, crit: readCrit(images) };
  }

  it.each(SUBJECTS)('is told as CRIU itself tells it, with $what', ({ what }) => {
    const { inspection, crit, checkpoint } = subject(what);

    expect(inspection.processes).toHaveLength(checkpoint.processes);
    expect(
      inspection.processes.map(
        ({ mappings: _, arguments: __, environment: ___, truncated: ____, state, ...rest }) => ({
          ...rest,
          state: InspectedProcessState[state],
        }),
      ),
    ).toEqual(crit.processes);
    for (const { pid, mappings } of inspection.processes)
      expect(mappings).toEqual(crit.mappings.get(pid) ?? []);
    expect(inspection.files).toEqual(crit.files);
    expect(inspection.sockets).toEqual(crit.sockets);
  });

  it.each(SUBJECTS)('has its command lines, and no environment, with $what', ({ what }) => {
    const { inspection, commandLines } = subject(what);
    expect(inspection.processes.map((each) => each.arguments.join(' '))).toEqual(commandLines);
    expect(inspection.processes.flatMap(({ environment }) => environment)).toEqual([]);
  });

  it('tells what a restore of connections needs', () => {
    const { needs } = subject('both ends of a connection').inspection;
    expect(needs).toMatchObject({
      ...{ addresses: ['127.0.0.1'], establishedConnections: 2, namespaces: [], mounts: [] },
      ...{ terminalOutside: false, securityModule: 'none' },
    });
    expect(needs?.paths).toContain('/dev/null');
  });

  it('tells that a terminal begins outside, and does not need it by its path', () => {
    const { needs } = subject('a terminal and its shell').inspection;
    expect(needs?.terminalOutside).toBe(true);
    expect(needs?.paths.filter((path) => path.startsWith('/dev/pts'))).toEqual([]);
  });

  it('tells the namespaces and mounts that a tree has for itself', () => {
    const { checkpoint, inspection } = subject('namespaces of its own');
    const mounts = [...(shown.get(imagesOf(daemon, checkpoint)) ?? [])].find(([name]) =>
      /^mountpoints/.test(name),
    );
    expect(inspection.needs).toMatchObject({
      namespaces: ['ipc', 'mnt', 'net', 'pid', 'uts'],
      addresses: [],
      pids: [1, 2],
      mounts: mounts?.[1].map(({ mountpoint, source, root }) => ({ path: mountpoint, source, root })),
    });
  });

  it('does not need a file that was deleted', () => {
    const { files, needs } = subject('a deleted open file').inspection;
    const [deleted] = files.filter(({ removed }) => removed);
    expect(deleted?.path).toMatch(/deleted$/);
    expect(needs?.paths).not.toContain(deleted?.path);
  });

  it('counts the memory that its images have', () => {
    const { inspection } = subject('memory and a file that it appends to');
    const [root] = inspection.processes;
    const bytes = root?.mappings.reduce((sum, { dumpedBytes }) => sum + dumpedBytes, 0n);
    expect(inspection.needs?.memoryBytes).toBe(bytes);
    expect(bytes).toBeGreaterThan(4n * 1024n * 1024n);
  });

  it('shows the environment only with leave of the operator', async () => {
    const { checkpoint } = subject('32 threads');
    const request = { name: checkpoint.name, environment: true };
    await expect(daemon.client.catalog.inspectCheckpoint(request)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'OPTION_NOT_ALLOWED',
      metadata: { option: 'inspect.environment' },
      cure: expect.stringContaining("--allow-option 'inspect.environment=true'"),
    });

    await using other = await startDaemon({ flags: ['--allow-option', 'inspect.environment=true'] });
    await using workload = await startWorkload('counter', [], { env: { SECRET: 'of the workload' } });
    const dumpedThere = await dump(other, workload);
    const { inspection } = await other.client.catalog.inspectCheckpoint({
      name: dumpedThere.checkpoint.name,
      environment: true,
    });
    expect(inspection?.processes[0]?.environment).toContain('SECRET=of the workload');
  });
});

function imagesOf({ stateFolder }: Daemon, { name }: Checkpoint): string {
  return join(stateFolder, name, 'images');
}

/** Words with a space between them; empty of a zombie. */
function commandLine(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ');
}

async function terminalSession(): Promise<Tree> {
  const job = await startInTerminal('counter', { shell: true });
  return { ...job.session, stop: job.stop, [Symbol.asyncDispose]: () => job.stop() };
}

async function stoppedMember(): Promise<Tree> {
  const tree = await startWorkload('pipe-tree', ['7']);
  const last = tree.pids().at(-1) ?? tree.pid;
  process.kill(last, 'SIGSTOP');
  await until(`the stop of ${last}`, 5_000, () => /^State:\tT/m.test(statusOf(last)) || undefined);
  return tree;
}

function statusOf(pid: number): string {
  return readFileSync(`/proc/${pid}/status`, 'utf8');
}
