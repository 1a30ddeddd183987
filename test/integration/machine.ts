import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { readProcess, readTree } from '../../src/host/index.js';
import { type Host, startPeer } from './two-hosts.js';
import { compiledProgram, until } from './workload.js';

/** A host with pids of its own, which goes on when its criud does not. */
export interface Machine extends AsyncDisposable {
  criud: Host;
  /** Kills the criud, and starts another one at the same address. */
  restart(): Promise<void>;
  /** Lets the criud stand still, and go on. */
  pause(): void;
  proceed(): void;
  /** Ends everything that runs there, at once. */
  lose(): Promise<void>;
}

export async function startMachine(): Promise<Machine> {
  const reaper = await compiledProgram('reaper');
  // The first process of its own ends with the criud that it has started, so that one has to stay.
  const first = spawn(
    'unshare',
    ['--pid', '--fork', '--mount-proc', '--kill-child', reaper, 'sleep', 'infinity'],
    { stdio: 'ignore' },
  );
  const gone = once(first, 'exit');
  const root = await until('a machine', 10_000, () => {
    const below = readTree(first.pid ?? 0)?.processes ?? [];
    return below.find(({ name }) => name === 'sleep')?.pid;
  });
  const under = ['nsenter', '--target', String(root), '--pid', '--mount', '--'];
  const ends: Host[] = [];
  const machine: Machine = {
    criud: await startPeer(['--peer-insecure'], under, {}).catch((error: unknown) => {
      first.kill('SIGKILL');
      throw error;
    }),
    async restart() {
      const { pid, stateFolder, address } = machine.criud;
      ends.push(machine.criud);
      process.kill(pid, 'SIGKILL');
      machine.criud = await startPeer(['--peer-insecure', '--peer-listen', address], under, { stateFolder });
    },
    pause() {
      process.kill(machine.criud.pid, 'SIGSTOP');
    },
    proceed() {
      // nsenter stands still with what it has started.
      const launcher = readProcess(machine.criud.pid)?.parentPid;
      for (const pid of [machine.criud.pid, launcher ?? 0]) if (pid > 1) process.kill(pid, 'SIGCONT');
    },
    async lose() {
      first.kill('SIGKILL');
      await gone;
    },
    async [Symbol.asyncDispose]() {
      await machine.lose();
      for (const each of [...ends, machine.criud]) await endOf(each);
    },
  };
  return machine;
}

/** Its process is gone; what has started it is seen to end a moment later. */
async function endOf(criud: Host): Promise<void> {
  for (;;) {
    try {
      await criud.stop();
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
    await pause(10);
  }
}
