import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readProcess } from '../../../src/host/index.js';
import { type Daemon, startDaemon } from '../../integration/daemon.js';
import { compiledProgram, parseState } from '../../integration/workload.js';
import { connectToBeCutOff } from '../cut-off-client.js';
import { LOOKOUT, openLookout } from './lookout.js';
import type { Pair, Place, Tree } from './pair.js';

/** MiB of the process that is moved, and pages that it rewrites in a second. */
const MEMORY = ['2', '200'];

/** Pids from here on are the tree's; those of both criuds stay far below. */
const FIRST_PID = 20_000;

/** Where both hosts have the files of the tree: a folder of each. */
const FILES = '/var/tmp/criud-migration-faults';

const PROGRAMS = join(import.meta.dirname, '../../../.cache/programs/bin');
const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH}:${PROGRAMS}` };

/**
 * Two hosts on this machine: pids and files of their own, and a network that is
 * theirs alone. All of it ends with this process.
 */
export async function openNativePair(): Promise<Pair & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-migration-faults-'));
  await mkdir(FILES, { recursive: true });
  const network = await startInit([
    'unshare',
    '--net',
    'bash',
    '-c',
    'ip link set lo up && exec sleep infinity',
  ]);
  const inNetwork = ['nsenter', '--target', String(network.pid), '--net', '--'];
  const [a, b] = await Promise.all([
    openPlace('a', '127.77.0.1', join(folder, 'a'), inNetwork),
    openPlace('b', '127.77.0.2', join(folder, 'b'), inNetwork),
  ]);
  const nft = (...words: string[]) => run([...inNetwork, 'nft', ...words]);
  let isCut = false;

  return {
    places: [a, b],
    hasRounds: false,
    link: {
      async cut() {
        isCut = true;
        await nft('add table inet link; add chain inet link in { type filter hook input priority -300 ; }');
        await nft(
          'add rule inet link in ip saddr 127.77.0.0/16 drop; add rule inet link in ip daddr 127.77.0.0/16 drop',
        );
      },
      async join() {
        if (isCut) await nft('delete table inet link');
        isCut = false;
      },
    },
    startTree: () => a.startTree(b.files),
    async endTree(tree) {
      for (const place of [a, b]) {
        await place.lookout.signal([tree.pid], 'SIGKILL');
      }
    },
    async [Symbol.asyncDispose]() {
      for (const each of [a, b]) await each.end();
      network.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type NativePlace = Place & {
  readonly files: string;
  startTree(otherFiles: string): Promise<Tree>;
  end(): Promise<void>;
};

async function openPlace(
  name: string,
  host: string,
  folder: string,
  inNetwork: readonly string[],
): Promise<NativePlace> {
  const files = join(folder, 'files');
  const stateFolder = join(folder, 'state');
  await mkdir(files, { recursive: true });
  const reaper = await compiledProgram('reaper');
  const script = `mount --bind ${files} ${FILES} && exec ${reaper} sleep infinity`;
  const namespaces = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', 'bash', '-c', script];
  const init = await startInit([...inNetwork, ...namespaces]);
  const inside = await innermost(init.pid ?? 0);
  const within = ['nsenter', '--target', String(inside), '--pid', '--mount', '--net', '--'];

  const socket = join(folder, 'lookout.sock');
  const watcher = spawn(
    within[0] ?? '',
    [...within.slice(1), process.execPath, LOOKOUT, socket, stateFolder],
    {
      stdio: 'inherit',
    },
  );
  const connection = await until(async () => {
    const tried = dial(socket);
    return once(tried, 'connect').then(
      () => tried,
      () => undefined,
    );
  });
  const lookout = await openLookout(name, connection);

  const address = `${host}:7071`;
  const start = (): Promise<Daemon> =>
    startDaemon({ flags: ['--peer-listen', address, '--peer-insecure'], under: within, stateFolder });
  let daemon = await start();
  const pidOf = ({ log }: Daemon) => Number(log[0]?.pid);

  /** The nsenter above criud stops when that is stopped, and nobody lets it go on. */
  let launcher = parentOf(daemon.pid);
  function endLauncher(): void {
    try {
      process.kill(launcher, 'SIGKILL');
    } catch {
      // It has ended with criud.
    }
  }

  async function startAgain(): Promise<void> {
    daemon = await start();
    launcher = parentOf(daemon.pid);
  }

  async function endDaemon(): Promise<void> {
    await lookout.signal([pidOf(daemon)], 'SIGKILL');
    endLauncher();
    daemon.client.close();
    await until(async () => ((await lookout.look(pidOf(daemon))).tree === null ? true : undefined));
    // One that ends in order removes it, and this one has not.
    await rm(dirname(daemon.socket), { recursive: true, force: true });
  }

  return {
    ...{ name, address, lookout, files },
    get criud() {
      return { pid: pidOf(daemon), client: daemon.client };
    },
    async client() {
      const { client, cut } = await connectToBeCutOff(daemon);
      return { client, breakOff: async () => cut() };
    },
    async serveAgain() {
      await endDaemon();
      await startAgain();
    },
    async serveAnew() {
      await endDaemon();
      await rm(stateFolder, { recursive: true, force: true });
      await startAgain();
    },
    async startTree(otherFiles) {
      const own = randomUUID();
      for (const each of [files, otherFiles]) {
        await mkdir(join(each, own), { recursive: true });
        for (const file of ['stdout', 'stderr']) await writeFile(join(each, own, file), '');
      }
      const inner = join(FILES, own);
      const folderOfPrograms = dirname(await compiledProgram('reaper'));
      const programs = ['tree-parent', 'dirtier'].map((program) => join(folderOfPrograms, program));
      const script = [
        `echo ${FIRST_PID} > /proc/sys/kernel/ns_last_pid`,
        `cd ${inner}`,
        `exec ${programs.join(' ')} ${inner}/state ${MEMORY.join(' ')} < /dev/null > stdout 2> stderr`,
      ];
      spawn(within[0] ?? '', [...within.slice(1), 'bash', '-ec', script.join('\n')], { stdio: 'inherit' });
      const pid = await until(async () => {
        const line = await readFile(join(files, own, 'state'), 'utf8').catch(() => '');
        return line.endsWith('\n') ? parseState(line.trimEnd())?.get('pid') : undefined;
      });
      await writeFile(join(otherFiles, own, 'state'), await readFile(join(files, own, 'state')));
      return { pid, file: join(inner, 'state') };
    },
    async end() {
      await endDaemon();
      watcher.kill('SIGKILL');
      process.kill(inside, 'SIGKILL');
      init.kill('SIGKILL');
    },
  };
}

/** Ends when this process does, however that ends. */
async function startInit(command: readonly string[]): Promise<ChildProcess> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], { stdio: 'inherit', env: ENVIRONMENT });
  await once(child, 'spawn');
  // It has done what it does first when it sleeps.
  await until(async () =>
    (await descendantsOf(child.pid ?? 0)).some(({ name }) => name === 'sleep') ? true : undefined,
  );
  return child;
}

function parentOf(pid: number): number {
  const parent = readProcess(pid)?.parentPid;
  if (parent === undefined) throw new Error(`there is no process ${pid}`);
  return parent;
}

/** Outside of its own pid namespace: the child of the process that made it. */
async function innermost(pid: number): Promise<number> {
  const found = (await descendantsOf(pid)).find(({ name }) => name === 'reaper');
  if (found === undefined) throw new Error('no first process');
  return found.pid;
}

async function descendantsOf(pid: number): Promise<{ readonly pid: number; readonly name: string }[]> {
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const below = await Promise.all(text.split(' ').filter(Boolean).map(Number).map(descendantsOf));
  return [{ pid, name }, ...below.flat()];
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('not within 15 s');
    await pause(10);
  }
}

async function run([program = '', ...args]: readonly string[]): Promise<void> {
  const [code] = await once(spawn(program, args, { stdio: 'inherit', env: ENVIRONMENT }), 'exit');
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ended with ${code}`);
}
