import { dirname, join, relative } from 'node:path';
import { compiledProgram } from '../integration/workload.js';
import { ROOT } from './files.js';
import type { LabHost } from './host.js';

/** A program of the guest's own system that serves, as a tree with its clients or alone. */
export interface Service {
  /** The root of the tree. A restore gives it the same. */
  readonly pid: number;
  /** Its working directory, with what it says in the file `log`. */
  readonly folder: string;
}

export interface ServiceOptions {
  /** An account of the guest. The service runs with its rights, and its folder belongs to it. */
  readonly user: string;
  /** A script of bash, which is the root of the tree unless it ends with `exec`. */
  readonly script: string;
  /** Words before the command, such as those of unshare(1), run as root. They must not fork. */
  readonly within?: readonly string[];
  /** Done in the folder before it starts, also as the user. */
  readonly prepare?: string;
}

/**
 * Starts a service in a session of its own, under a parent that reaps it and its orphans at once. It may not serve yet. It
 * ends with the host.
 */
export async function startService(
  host: LabHost,
  { user, script, within = [], prepare = '' }: ServiceOptions,
): Promise<Service> {
  const parent = join('/project', relative(ROOT, dirname(await compiledProgram('reaper'))), 'tree-parent');
  const asUser = ['setpriv', '--reuid', user, '--regid', user, '--clear-groups'];
  const folder = (
    await host.shell(`folder=$(mktemp -d /var/tmp/${user}-XXXXXX); chown ${user}: $folder; echo $folder`)
  ).trim();
  const [program = '', ...words] = [...asUser, 'bash', '-ec', prepare];
  await host.run(program, words, { cwd: folder, timeoutMs: 150_000 });
  const log = join(folder, 'log');
  await host.start(parent, [...within, ...asUser, 'bash', '-c', `echo $$ > pid; ${script}`], {
    cwd: folder,
    output: log,
  });
  const pid = await host.waitFor(`the root of the tree of ${user}`, 30_000, async () => {
    return Number(await host.readLine(join(folder, 'pid')).catch(() => '')) || undefined;
  });
  return { pid, folder };
}

/** Waits until `look` no longer throws, and gives what it returns. Fails after a minute with the log of the service. */
export async function whenItServes<T>(host: LabHost, service: Service, look: () => Promise<T>): Promise<T> {
  let cause: unknown;
  try {
    return await host.waitFor(`an answer of process ${service.pid}`, 60_000, async () => {
      return await look().catch((error: unknown) => {
        cause = error;
        return undefined;
      });
    });
  } catch (error) {
    throw new Error(`${error}\nIts log:\n${await host.readFile(join(service.folder, 'log'))}`, { cause });
  }
}
