import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const PATH = [process.env.PATH, join(import.meta.dirname, '../../.cache/programs/bin')].join(delimiter);
const run = promisify(execFile);

/** A network namespace with one interface, `eth0`. */
export interface Station {
  /** Its address on the network. */
  readonly address: string;
  /** Words before a command that is to run there. */
  readonly within: readonly string[];
  /** Runs a script there; gives what it wrote. */
  shell(script: string): Promise<string>;
}

/** Network namespaces that are joined by a bridge, and nothing else. */
export interface Network extends AsyncDisposable {
  readonly stations: readonly Station[];
}

/** Makes a network 10.123.0.0/24, with its stations at .1, .2 and so on. It ends with the test's process. */
export async function openNetwork(stations: number): Promise<Network> {
  const holders: ChildProcess[] = [];
  const end = async (): Promise<void> => {
    for (const holder of holders) holder.kill('SIGKILL');
    await Promise.all(holders.map(({ exitCode, signalCode }) => exitCode ?? signalCode));
  };
  try {
    for (let count = 0; count <= stations; count++) holders.push(await holdNamespace());
    const [bridge = '', ...pids] = holders.map(({ pid }) => String(pid));
    await shell(bridge, 'ip link add bridge0 type bridge && ip link set bridge0 up');
    const made = pids.map(async (pid, index) => {
      const port = `port${index + 1}`;
      await run(
        'ip',
        [...['link', 'add', port, 'netns', bridge, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', pid]],
        { env: { PATH } },
      );
      await shell(bridge, `ip link set ${port} master bridge0 up`);
      const address = `10.123.0.${index + 1}`;
      await shell(pid, `ip link set lo up; ip addr add ${address}/24 dev eth0; ip link set eth0 up`);
      return { address, within: within(pid), shell: (script: string) => shell(pid, script) };
    });
    return { stations: await Promise.all(made), [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function holdNamespace(): Promise<ChildProcess> {
  // It ends when nobody holds the other end of its standard input any more.
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return holder;
}

function within(pid: string): readonly string[] {
  return ['nsenter', `--net=/proc/${pid}/ns/net`];
}

async function shell(pid: string, script: string): Promise<string> {
  const [program = '', ...args] = [...within(pid), 'sh', '-ec', script];
  return (await run(program, args, { env: { PATH } })).stdout;
}
