import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Criu, type Kernel, RUNS_FOLDER, requireLab } from './files.js';
import { startGuest } from './guest.js';
import { type LabHost, openHost } from './host.js';
import { makeInitrd } from './initrd.js';
import { type Network, openNetwork } from './network.js';

export interface HostOptions {
  /** `a` for the first host, and so on, by default. */
  readonly name?: string;
  /** Debian release whose kernel it runs: bookworm is Linux 6.1, trixie (the default) 6.12, forky 7. */
  readonly kernel?: Kernel;
  /** Version of its CRIU: 4.2 by default. */
  readonly criu?: Criu;
  /** 1024 by default. */
  readonly memoryMiB?: number;
  /** 1 by default. */
  readonly cpus?: number;
  /** A feature of the CPU that it lacks, such as `avx`. */
  readonly withoutFeature?: string;
}

/** Hosts on a network of their own. All of it ends with this process, however that ends. */
export interface Lab extends AsyncDisposable {
  /** What is left of its hosts, in a folder for each. It stays until a lab is opened after the end of this process. */
  readonly folder: string;
  /** Between its hosts. */
  readonly network: Pick<Network, 'cut' | 'join' | 'watch'>;
  /** Starts a host and returns when it can be used. Several may be started at once. */
  host(options?: HostOptions): Promise<LabHost>;
  /** Ends all its hosts. */
  end(): Promise<void>;
}

let opened = 0;

/**
 * Opens a lab, without a host yet. Needs what `setup` makes for it, the project's disk (`makeProjectImage`), and no right
 * of root.
 *
 * @param name for the folder with what is left of it
 */
export async function openLab(name = 'lab'): Promise<Lab> {
  requireLab();
  await removeEndedRuns();
  const folder = join(RUNS_FOLDER, `${name}.${++opened}.${process.pid}`);
  await mkdir(folder, { recursive: true });
  // A path of a socket has room for a hundred characters.
  const socketFolder = join(tmpdir(), `criud-lab.${opened}.${process.pid}`);
  await mkdir(socketFolder, { mode: 0o700 });
  const network = await openNetwork(join(socketFolder, 'network.sock'));
  const hosts: Promise<LabHost>[] = [];

  async function openGuest(own: number, options: HostOptions): Promise<LabHost> {
    const { kernel = 'trixie', criu = '4.2', memoryMiB = 1024, cpus = 1, withoutFeature } = options;
    const hostName = options.name ?? 'abcdefghijklmnopqrstuvwxyz'.charAt(own - 1);
    const hostFolder = join(folder, hostName);
    await mkdir(hostFolder);
    const initrd = join(folder, `initrd-${kernel}`);
    await writeFile(initrd, await makeInitrd(kernel));
    const guest = await startGuest({
      ...{ name: hostName, number: own, kernel, criu, memoryMiB, cpus, initrd },
      ...{ network: network.socket, folder: hostFolder },
      ...(withoutFeature !== undefined && { withoutFeature }),
    });
    return openHost(guest, { name: hostName, folder: hostFolder, socketFolder, criu });
  }

  async function end(): Promise<void> {
    // One that has not booted has ended by itself.
    for (const host of await Promise.allSettled(hosts))
      if (host.status === 'fulfilled') await host.value.end();
    await network[Symbol.asyncDispose]();
    await rm(socketFolder, { recursive: true, force: true });
  }

  return {
    folder,
    network,
    host(options = {}) {
      const opening = openGuest(hosts.length + 1, options);
      hosts.push(opening);
      return opening;
    },
    end,
    [Symbol.asyncDispose]: end,
  };
}

/** Removes what is left of labs whose process is gone. */
async function removeEndedRuns(): Promise<void> {
  for (const [folder, prefix] of [
    [RUNS_FOLDER, ''],
    [tmpdir(), 'criud-lab.'],
  ] as const) {
    for (const name of await readdir(folder).catch(() => [])) {
      const pid = Number(name.split('.').at(-1));
      if (name.startsWith(prefix) && !isAlive(pid))
        await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
