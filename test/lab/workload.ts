import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { compiledProgram, parseState } from '../integration/workload.js';
import { ROOT } from './files.js';
import type { LabHost } from './host.js';

export interface WorkloadOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** How long the first round may take: 30 s by default. */
  readonly deadlineMs?: number;
}

/** A workload of test/workloads in a guest, which verifies its own state round by round, and every later form of it. */
export interface LabWorkload extends AsyncDisposable {
  /** Its host; `on` another one is another LabWorkload. */
  readonly host: LabHost;
  /** The root of the tree. A restore gives it the same. */
  readonly pid: number;
  /** Its working directory: state file, `stdout`, `stderr` and what it makes. */
  readonly folder: string;
  /**
   * The rounds that it has verified since its first start. Throws with the workload's own text when a verification has
   * failed.
   */
  count(): Promise<number>;
  /** Another number that its state line reports, such as `port`. */
  reported(name: string): Promise<number>;
  /**
   * Waits until it has counted further than `count`, which it must have reached, and returns where it is. Fails at once
   * when a verification has failed or the count is lower (it was started afresh), else after `deadlineMs` (30 s by default).
   */
  advancesFrom(count: number, deadlineMs?: number): Promise<number>;
  /** The state letter of the root in /proc, or undefined when nothing has its pid, not even a zombie. */
  state(): Promise<string | undefined>;
  /** True when the root has ended. */
  isGone(): Promise<boolean>;
  /** The same tree on another host, to which it has been or will be restored. */
  on(host: LabHost): LabWorkload;
  /** Ends what there is of the tree on this host, restored or not, waits for that and removes the folder. */
  stop(): Promise<void>;
}

/** CRIU restores the environment too, so the mark finds a tree whoever its parent is by now. */
const MARK = 'CRIUD_WORKLOAD';
const SOURCES = 'test/workloads';

/** Starts a workload by its name, without suffix, under a parent that reaps it and its orphans at once. */
export async function startWorkload(
  host: LabHost,
  name: string,
  args: readonly string[] = [],
  { env = {}, deadlineMs = 30_000 }: WorkloadOptions = {},
): Promise<LabWorkload> {
  const programs = join('/project', relative(ROOT, dirname(await compiledProgram('reaper'))));
  const folder = (await host.shell('mktemp --directory /var/tmp/criud-XXXXXX')).trim();
  const stateFile = join(folder, 'state');
  const script = ['.mjs', '.py']
    .map((suffix) => join(SOURCES, name + suffix))
    .find((path) => existsSync(join(ROOT, path)));
  const command =
    script === undefined
      ? [join(programs, name)]
      : script.endsWith('.mjs')
        ? [join(programs, 'without-io-uring'), '/usr/local/bin/node', join('/project', script)]
        : ['/usr/bin/python3', join('/project', script)];
  const [program = '', ...rest] = [join(programs, 'tree-parent'), ...command, stateFile, ...args];
  const started = await host.start(program, rest, {
    cwd: folder,
    env: { ...env, [MARK]: folder },
    output: join(folder, 'stdout'),
    errors: join(folder, 'stderr'),
  });
  let hasEnded = false;
  started.onEnd(() => {
    hasEnded = true;
  });
  const pid = await host.waitFor(`first round of ${name}`, deadlineMs, async () => {
    const state = await readState(host, stateFile);
    if (state === undefined && hasEnded) {
      throw new Error(`it has ended: ${await host.readFile(join(folder, 'stderr'))}`);
    }
    return state?.get('pid');
  });
  return workloadOn(host, pid, folder);
}

function workloadOn(host: LabHost, pid: number, folder: string): LabWorkload {
  const stateFile = join(folder, 'state');
  const what = `${basename(folder)}, process ${pid} of host ${host.name}`;

  async function reported(name: string): Promise<number> {
    const value = (await readState(host, stateFile))?.get(name);
    if (value === undefined) throw new Error(`${what}: ${stateFile} reports no ${name}`);
    return value;
  }

  async function state(): Promise<string | undefined> {
    const stat = await host.readFile(`/proc/${pid}/stat`).then(String, () => undefined);
    return stat?.charAt(stat.lastIndexOf(')') + 2);
  }

  async function stop(): Promise<void> {
    await host.killMarked(`${MARK}=${folder}`);
    await host.run('rm', ['-rf', folder]);
  }

  return {
    host,
    pid,
    folder,
    count: () => reported('count'),
    reported,
    advancesFrom(from, deadlineMs = 30_000) {
      return host.waitFor(`a count over ${from} of ${what}`, deadlineMs, async () => {
        const now = await reported('count');
        if (now < from) throw new Error(`a count over ${from} of ${what}: it is back at ${now}`);
        return now > from ? now : undefined;
      });
    },
    state,
    async isGone() {
      const letter = await state();
      return letter === undefined || letter === 'Z' || letter === 'X';
    },
    on: (other) => workloadOn(other, pid, folder),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The first line of a state file as names and numbers; undefined before there is one. Throws on `failed=`. */
async function readState(host: LabHost, file: string): Promise<ReadonlyMap<string, number> | undefined> {
  const line = await host.readLine(file).catch(() => undefined);
  return line === undefined ? undefined : parseState(line);
}
