import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Daemon, ENVIRONMENT, startDaemon } from './daemon.js';

function run(program: string, args: readonly string[]): Promise<{ readonly stdout: string }> {
  return promisify(execFile)(program, args, { env: ENVIRONMENT });
}

/** 198.18.0.0/15 is for tests of networks: a /30 of it by a number that no other run has. */
function addressesOf(number: number): readonly [here: string, there: string] {
  const low = (number % 64) * 4;
  const net = `198.${18 + ((number >> 14) % 2)}.${(number >> 6) % 256}`;
  return [`${net}.${low + 1}`, `${net}.${low + 2}`];
}

/**
 * What is another host as far as namespaces go: pids, mounts, a network, a name and clocks of its own, and a criud in
 * it that takes trees. Kernel, CPU, CRIU and, until something is mounted over them, files are those of this one.
 */
export interface OtherHost extends AsyncDisposable {
  readonly daemon: Daemon;
  /** Where its criud takes peers. */
  readonly destination: string;
  /** This host, as the other one reaches it. */
  readonly ourAddress: string;
  /** Runs a script of sh in it, and gives what it wrote to stdout. */
  sh(script: string): Promise<string>;
}

export interface OtherHostOptions {
  /** Seconds by which its CLOCK_MONOTONIC and CLOCK_BOOTTIME are ahead. */
  readonly clocksAhead: number;
  /** A command that runs its criud. */
  readonly under?: readonly string[];
}

let started = 0;

const PEER_PORT = 7071;

/** Starts it. */
export async function startOtherHost({ clocksAhead, under = [] }: OtherHostOptions): Promise<OtherHost> {
  const number = process.pid * 2 + (started++ % 2);
  const name = `criud-${number}`;
  const link = `criud${number}`;
  const [ours, theirs] = addressesOf(number);
  const undo: (() => Promise<unknown>)[] = [];
  const dispose = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await run('ip', ['netns', 'add', name]);
    undo.push(() => run('ip', ['netns', 'delete', name]));
    // Its end here goes with the other one, and that with the namespace.
    await run('ip', ['link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
    undo.push(() => run('ip', ['link', 'delete', link]));
    await run('ip', ['address', 'add', `${ours}/30`, 'dev', link]);
    await run('ip', ['link', 'set', link, 'up']);
    await run('ip', ['-netns', name, 'address', 'add', `${theirs}/30`, 'dev', 'eth0']);
    await run('ip', ['-netns', name, 'link', 'set', 'eth0', 'up']);
    await run('ip', ['-netns', name, 'link', 'set', 'lo', 'up']);
    const daemon = await startDaemon({
      under: [
        'nsenter',
        `--net=/run/netns/${name}`,
        ...['unshare', '--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc'],
        ...['--time', '--monotonic', String(clocksAhead), '--boottime', String(clocksAhead)],
        ...under,
      ],
      flags: ['--peer-listen', `${theirs}:${PEER_PORT}`, '--peer-insecure'],
    });
    undo.push(() => daemon.stop());
    const enter = ['--target', String(daemon.pid), '--mount', '--net', '--pid', '--uts', '--time'];
    return {
      daemon,
      destination: `${theirs}:${PEER_PORT}`,
      ourAddress: ours,
      sh: async (script) => (await run('nsenter', [...enter, 'sh', '-ec', script])).stdout,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
