import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { spawnBound } from '../../setup/command.mjs';
import { emulatedCpu, type Kernel, kernelFile, PROJECT_IMAGE, QEMU, ROOT, SYSTEM_IMAGE } from './files.js';

/** Where the agent of a guest listens, inside. */
const AGENT_PORT = 7000;

/**
 * What an emulated processor is slower with than without, and nothing in a guest asks for: string instructions that are
 * good for any length are emulated byte by byte, a fifth level of page tables is walked in software, and each entry into
 * the kernel and each copy from user memory switches the protections on and off.
 */
const COSTLY = ['erms', 'fsrm', 'la57', 'smap', 'smep', 'umip', 'pku', 'pks'];

/** What makes one machine another than the next: a snapshot of one is good for all that are alike in this. */
export interface MachineKind {
  readonly kernel: Kernel;
  readonly memoryMiB: number;
  readonly cpus: number;
  /** What its processor lacks, as QEMU names it. */
  readonly withoutFeature?: string;
}

export interface MachineOptions extends MachineKind {
  /** For whoever looks at the processes of this computer. */
  readonly name: string;
  readonly initrd: string;
  /** Socket of the network that it is on. */
  readonly network: string;
  /** Gets `console.log`, which may be there with what was said before, and `qemu.txt`. */
  readonly folder: string;
}

/** A virtual machine: the QEMU process and its two sides, control and console. */
export interface Machine {
  readonly pid: number;
  /** The port of 127.0.0.1 at which its agent answers, once it runs. */
  readonly agentPort: number;
  /** Resolves when QEMU has ended, with what it said about that; it is empty after a power-off or a panic of the guest. */
  readonly ended: Promise<string>;
  /** All that the kernel and the first process have said. */
  console(): string;
  /** A command of QEMU's machine protocol (QMP), and its return value. */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The end without a warning, as a power failure. Resolves when there is no process any more. */
  kill(): Promise<void>;
}

/** True when somebody wants the processor of this computer instead of an emulated one. */
export function isAccelerated(): boolean {
  return process.env.CRIUD_LAB_KVM === '1';
}

/**
 * What QEMU is started with.
 *
 * The way to the agent is a port of QEMU's own user network: it needs no right, carries any number of connections, and
 * with `restrict` nothing of the guest gets out through it. QEMU picks the port, so none is taken twice.
 */
export function machineArguments(options: MachineOptions): readonly string[] {
  const commandLine = 'console=ttyS0 quiet panic=-1 oops=panic tsc=reliable mitigations=off net.ifnames=0';
  const lacking = options.withoutFeature === undefined ? [] : [options.withoutFeature];
  const escaped = (path: string) => path.replaceAll(',', ',,');
  const disk = (file: string) => `if=none,format=raw,snapshot=on,file=${escaped(file)}`;
  return [
    ...[
      '-name',
      options.name,
      '-machine',
      'pc,usb=off',
      '-nodefaults',
      '-no-user-config',
      '-display',
      'none',
    ],
    ...(isAccelerated()
      ? ['-accel', 'kvm', '-cpu', without('host', lacking)]
      : ['-accel', 'tcg,thread=multi', '-cpu', without(emulatedCpu(), [...COSTLY, ...lacking])]),
    ...['-smp', String(options.cpus), '-m', String(options.memoryMiB), '-no-reboot'],
    ...['-kernel', kernelFile(options.kernel), '-initrd', options.initrd, '-append', commandLine],
    ...['-chardev', `file,id=console,append=on,path=${escaped(join(options.folder, 'console.log'))}`],
    ...['-serial', 'chardev:console', '-qmp', 'stdio'],
    ...['-drive', `id=system,${disk(SYSTEM_IMAGE)}`, '-device', 'virtio-blk-pci,drive=system,addr=6'],
    ...['-drive', `id=project,${disk(PROJECT_IMAGE)}`, '-device', 'virtio-blk-pci,drive=project,addr=7'],
    ...['-netdev', `stream,id=lan,server=off,addr.type=unix,addr.path=${options.network}`],
    ...['-device', 'virtio-net-pci,id=eth0,netdev=lan,romfile=,addr=8,mac=52:54:00:77:00:00'],
    ...['-netdev', `user,id=control,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:0-:${AGENT_PORT}`],
    ...['-device', 'virtio-net-pci,netdev=control,romfile=,addr=9,mac=52:54:00:78:00:00'],
  ];
}

function without(cpu: string, features: readonly string[]): string {
  return [cpu, ...features.map((feature) => `${feature}=off`)].join();
}

/**
 * Starts QEMU and returns when it runs, while the guest begins to boot, or with `incoming` to load its memory. QEMU ends
 * with this process, however that ends.
 *
 * @param incoming the file with the memory of a machine of the same kind
 */
export async function startMachine(options: MachineOptions, incoming?: string): Promise<Machine> {
  const { name, folder } = options;
  const args = [
    ...machineArguments(options),
    ...(incoming === undefined ? [] : ['-incoming', `file:${incoming}`]),
  ];
  await writeFile(
    join(folder, 'qemu.txt'),
    `${QEMU} \\\n  ${args.map((each) => `'${each}'`).join(' \\\n  ')}\n`,
  );
  const child = spawnBound(QEMU, args, 'KILL', { stdio: ['pipe', 'pipe', 'pipe'] });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('QEMU has no pipes');
  await once(child, 'spawn');

  const exited = once(child, 'exit');
  const ended = Promise.all([text(stderr), exited]).then(([said]) => said.trim());
  stdin.on('error', () => {}); // `ended` says it
  const lines = createInterface({ input: stdout });
  /** Those that wait for an answer, the next one first. */
  const waiting: ((answer: Readonly<Record<string, unknown>>) => void)[] = [];
  lines.on('line', (line) => {
    const message: Readonly<Record<string, unknown>> = JSON.parse(line);
    if ('return' in message || 'error' in message) waiting.shift()?.(message);
  });

  async function execute(command: string, args_: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const answered = new Promise<Readonly<Record<string, unknown>>>((resolve) => waiting.push(resolve));
    stdin?.write(`${JSON.stringify({ execute: command, arguments: args_ })}\n`);
    const answer = await Promise.race([answered, ended]);
    if (typeof answer === 'string') throw new Error(`QEMU has ended: ${answer}`);
    if ('error' in answer) throw new Error(`QEMU refuses ${command}: ${JSON.stringify(answer.error)}`);
    return answer.return;
  }

  async function askPort(): Promise<number> {
    await execute('qmp_capabilities');
    const forwarded = await execute('human-monitor-command', { 'command-line': 'info usernet' });
    const port = /TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)/.exec(String(forwarded))?.[1];
    if (port === undefined) throw new Error(`QEMU forwards no port: ${forwarded}`);
    return Number(port);
  }

  const agentPort = await askPort().catch((cause: unknown) => {
    child.kill('SIGKILL');
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`host ${name} does not start: ${why}\nSee ${relative(ROOT, folder)}`, { cause });
  });

  return {
    pid: child.pid ?? 0,
    agentPort,
    ended,
    console: () => readFileSync(join(folder, 'console.log'), 'utf8').replaceAll('\r', ''),
    execute,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
