import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import type { Answer, Ended } from './agent-connection.js';
import { type CriudOptions, type LabCriud, startCriud } from './criud.js';
import { type Forwarding, openForwarding } from './forwarding.js';
import type { Guest } from './guest.js';
import { watchMachine } from './machine-watch.js';
import { type LabWorkload, startWorkload, type WorkloadOptions } from './workload.js';

/** How long a call may take that says nothing else. */
const PATIENCE_MS = 60_000;

export interface CommandOptions {
  /** `/` by default. */
  readonly cwd?: string;
  /** Added to the environment of the guest: PATH, HOME, LANG and CRIUD_CRIU. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunOptions extends CommandOptions {
  readonly stdin?: string;
  /** The command is killed with its process group after this time: a minute by default. */
  readonly timeoutMs?: number;
  /** Gives the answer of a command that fails, too, instead of throwing. */
  readonly mayFail?: boolean;
}

export interface StartOptions extends CommandOptions {
  /** File of the guest that gets what the command writes to stdout: one of its own by default. */
  readonly output?: string;
  /** And stderr: the same file by default. */
  readonly errors?: string;
}

/** A process in a session of its own, with its output in a file. */
export interface LabProcess {
  readonly pid: number;
  /** The file of the guest with its output. */
  readonly outputFile: string;
  /** What is in that file so far. */
  output(): Promise<string>;
  /** Waits for its end, a minute by default. */
  ended(deadlineMs?: number): Promise<Ended>;
  /** Calls back once when it has ended, but for the end of the guest. */
  onEnd(then: (end: Ended) => void): void;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * A host of the lab: a virtual machine with a kernel and a CRIU of its own, in which all is done as root. What a method
 * waits for has a deadline. Every error names the folder with what is left of the host; when the guest has crashed, it is
 * that error, at once, with the end of the console.
 */
export interface LabHost extends AsyncDisposable {
  readonly name: string;
  /** IPv4 address in the network of the lab. */
  readonly address: string;
  /** What is left of it: `console.log`, the logs of its criuds, `qemu.txt`; after its end also criud's state, but the images. */
  readonly folder: string;
  /** Path of its CRIU. */
  readonly criu: string;
  /** Pid of its QEMU. */
  readonly qemu: number;
  /** Runs a command to its end. Throws with all it said when it fails, unless it `mayFail`. */
  run(command: string, args?: readonly string[], options?: RunOptions): Promise<Answer>;
  /** Runs a script with `bash -e`, and gives what it wrote to stdout. */
  shell(script: string, options?: RunOptions): Promise<string>;
  /** Starts a command that stays. It ends with the host. */
  start(command: string, args?: readonly string[], options?: StartOptions): Promise<LabProcess>;
  /** Kills all processes that were started with a variable `NAME=VALUE` in their environment, restored or not. */
  killMarked(variable: string): Promise<void>;
  readFile(path: string): Promise<Buffer>;
  /** The first line of a file that is rewritten all the time, never half of it. */
  readLine(path: string): Promise<string>;
  /** Makes the folders on the way, too. */
  writeFile(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  /** The names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  /** Copies a file or folder of this host to the same place on another one, as it is. */
  copyTo(other: LabHost, path: string): Promise<void>;
  /** Connects to a unix socket of the guest by its path, or to HOST:PORT as the guest sees it. */
  connect(to: string): Promise<Duplex>;
  /** The same for any number of connections, by a unix socket on this machine. It ends with the host. */
  forward(to: string): Promise<Forwarding>;
  /** A file of the guest as it is and grows, by its lines. The end of what it returns, or of the host, ends that. */
  follow(path: string, onLine: (line: string) => void): Promise<() => void>;
  /** Looks every 150 ms until `look` finds something; fails with `what` after `deadlineMs`. */
  waitFor<T>(
    what: string,
    deadlineMs: number,
    look: () => T | undefined | Promise<T | undefined>,
  ): Promise<T>;
  /** Starts a workload of test/workloads by its name, and waits for its first round. */
  workload(name: string, args?: readonly string[], options?: WorkloadOptions): Promise<LabWorkload>;
  /** Starts a criud and returns when it serves. */
  startCriud(options?: CriudOptions): Promise<LabCriud>;
  /** All that the kernel and the first process have said. */
  console(): string;
  /** Takes the network cable out and puts it in again. The agent is reached all the same. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /**
   * Puts a disk in and mounts it at a folder of the guest. What the guest has flushed to it outlives the guest.
   *
   * @param file on this machine, with an ext4 file system on it
   */
  attachDisk(file: string, folder: string): Promise<void>;
  /** Stops the virtual machine as it is, and lets it go on. In between, every call waits. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The end without a warning, as a power failure. */
  kill(): Promise<void>;
  /** Keeps what is of use for whoever looks for a defect, and ends the guest. */
  end(): Promise<void>;
}

export interface HostPlace {
  readonly name: string;
  readonly folder: string;
  /** Folder for sockets, whose paths must be short. */
  readonly socketFolder: string;
  readonly criu: string;
}

/** Makes a host of a guest. */
export function openHost({ machine, agent, address }: Guest, place: HostPlace): LabHost {
  const { name, folder, socketFolder, criu } = place;
  const forwardings: Forwarding[] = [];
  let started = 0;
  let forwarded = 0;
  let copied = 0;
  const { during, poll, failure, expectEnd } = watchMachine(machine, { name, folder });

  async function keepState(): Promise<void> {
    const archive = '/lab/state.tar';
    const script = `tar -C / -cf ${archive} --ignore-failed-read --exclude='*.img' $(cd / && ls -d var/lib/criud* 2>&-)`;
    const { code } = await host.run('bash', ['-c', script], { mayFail: true, timeoutMs: 10_000 });
    if (code !== 0) return;
    const here = join(folder, 'state.tar');
    await writeFile(here, await host.readFile(archive));
    await promisify(execFile)('tar', ['-C', folder, '--strip-components=2', '-xf', here]);
    await rm(here);
  }

  async function end(): Promise<void> {
    if (expectEnd('was ended by the test')) {
      // A guest that has crashed keeps nothing.
      await machine
        .execute('cont')
        .then(keepState)
        .catch(() => {});
    }
    await machine.kill();
    agent.close();
    for (const each of forwardings) await each[Symbol.asyncDispose]();
  }

  const host: LabHost = {
    name,
    address,
    folder,
    criu: `/opt/criu/${criu}/criu`,
    qemu: machine.pid,
    async run(command, args = [], options = {}) {
      const { cwd = '/', env = {}, stdin = '', timeoutMs = PATIENCE_MS, mayFail = false } = options;
      const what = [command, ...args].join(' ');
      const request = { command, args, cwd, env, stdin, timeoutMs };
      const answer = await during(what, timeoutMs + 10_000, agent.run(request));
      const said = [answer.stdout, answer.stderr].filter((text) => text !== '').join('\n');
      if (answer.timedOut) throw failure(`${what}: killed after ${timeoutMs} ms\n${said}`);
      if (answer.code !== 0 && !mayFail) {
        throw failure(`${what}: ended with ${answer.code ?? answer.signal}\n${said}`);
      }
      return answer;
    },
    async shell(script, options) {
      return (await host.run('bash', ['-ec', script], options)).stdout;
    },
    async start(command, args = [], options = {}) {
      const { cwd = '/', env = {}, output = `/lab/started-${++started}.log`, errors = output } = options;
      const what = [command, ...args].join(' ');
      const request = { command, args, cwd, env, output, errors };
      const pid = await during(what, PATIENCE_MS, agent.start(request));
      return {
        pid,
        outputFile: output,
        output: async () => (await host.readFile(output)).toString(),
        ended: (deadlineMs = PATIENCE_MS) => during(`the end of ${what}`, deadlineMs, agent.end(pid)),
        onEnd(then) {
          agent.end(pid).then(then, () => {}); // the end of the guest is told in other ways
        },
        async kill(signal = 'SIGKILL') {
          await host.run('kill', ['-s', signal.replace('SIG', ''), String(pid)]);
        },
      };
    },
    killMarked: (variable) =>
      during(`the end of all with ${variable}`, PATIENCE_MS, agent.killMarked(variable, PATIENCE_MS / 2)),
    readFile: (path) => during(`read ${path}`, PATIENCE_MS, agent.readFile(path)),
    readLine: (path) => during(`read ${path}`, PATIENCE_MS, agent.readLine(path)),
    writeFile: (path, content, mode) =>
      during(`write ${path}`, PATIENCE_MS, agent.writeFile(path, content, mode)),
    list: (path) => during(`list ${path}`, PATIENCE_MS, agent.list(path)),
    async copyTo(other, path) {
      const archive = `/lab/copy-${++copied}.tar`;
      // 1 says that a file was written meanwhile, such as the state of a workload that runs.
      const packed = await host.run('tar', ['-cPf', archive, path], { mayFail: true });
      if (packed.code !== 0 && packed.code !== 1) throw new Error(`tar of ${path}: ${packed.stderr}`);
      await other.writeFile(archive, await host.readFile(archive));
      await other.run('tar', ['-xPf', archive]);
      for (const each of [host, other]) await each.run('rm', [archive]);
    },
    connect: (to) => during(`connect to ${to}`, PATIENCE_MS, agent.connect(to)),
    async forward(to) {
      const socket = join(socketFolder, `${name}-${++forwarded}.sock`);
      const forwarding = await openForwarding(socket, () => host.connect(to));
      forwardings.push(forwarding);
      return forwarding;
    },
    async follow(path, onLine) {
      const stream = await during(`follow ${path}`, PATIENCE_MS, agent.follow(path));
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) onLine(line);
      });
      stream.on('error', () => {}); // whoever waits for a line learns of the guest's end in another way
      return () => stream.destroy();
    },
    waitFor: poll,
    workload: (workload, args, options) => startWorkload(host, workload, args, options),
    startCriud: (options) => startCriud(host, options),
    console: machine.console,
    async unplug() {
      await machine.execute('set_link', { name: 'eth0', up: false });
    },
    async plug() {
      await machine.execute('set_link', { name: 'eth0', up: true });
    },
    async attachDisk(file, folder) {
      const node = { driver: 'raw', 'node-name': 'disk', file: { driver: 'file', filename: file } };
      await machine.execute('blockdev-add', node);
      const serial = 'criud-disk';
      await machine.execute('device_add', { driver: 'virtio-blk-pci', id: 'disk', drive: 'disk', serial });
      await host.shell(
        `until disk=$(grep -lx ${serial} /sys/block/vd*/serial); do sleep 0.05; done
         mount /dev/$(basename $(dirname $disk)) ${folder}`,
      );
    },
    async pause() {
      await machine.execute('stop');
    },
    async resume() {
      await machine.execute('cont');
    },
    async kill() {
      expectEnd('was killed by the test');
      await machine.kill();
    },
    end,
    [Symbol.asyncDispose]: end,
  };

  return host;
}
