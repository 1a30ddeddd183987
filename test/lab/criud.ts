import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, connect } from '../../src/client/index.js';
import type { LogLine } from '../integration/daemon.js';
import type { Ended } from './agent-connection.js';
import { CRIUD_PROGRAM } from './criud-bundle.js';
import type { LabHost } from './host.js';

export interface CriudOptions {
  /** More flags of `criud serve`. */
  readonly flags?: readonly string[];
  /** Path of another CRIU in the guest than the host's. */
  readonly criu?: string;
  /** `/var/lib/criud` by default. Below /var/lib/criud*, its logs are kept when the host ends. */
  readonly stateFolder?: string;
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A criud in a guest. */
export interface LabCriud extends AsyncDisposable {
  readonly pid: number;
  /** Connected through the guest's agent, whatever happens to the network of the lab. */
  readonly client: Client;
  /** Path of its unix socket in the guest. */
  readonly socket: string;
  readonly stateFolder: string;
  /** What it has logged so far. */
  readonly log: readonly LogLine[];
  /** Waits for a line of the log, from its beginning on. */
  logged(event: string, deadlineMs?: number): Promise<LogLine>;
  /** SIGTERM and the end of the process: its exit status. */
  stop(): Promise<number | null>;
  /** SIGKILL: a crash of criud. */
  kill(): Promise<void>;
}

const counts = new WeakMap<LabHost, number>();

/** Starts a criud in a guest and returns when it serves. */
export async function startCriud(host: LabHost, options: CriudOptions = {}): Promise<LabCriud> {
  const number = (counts.get(host) ?? 0) + 1;
  counts.set(host, number);
  const socket = number === 1 ? '/run/criud/criud.sock' : `/run/criud/criud-${number}.sock`;
  const stateFolder = options.stateFolder ?? '/var/lib/criud';
  const started = await host.start(
    'node',
    [
      ...[CRIUD_PROGRAM, 'serve', '--socket', socket, '--state', stateFolder],
      ...(options.flags?.includes('--criu-service') ? [] : ['--criu', options.criu ?? host.criu]),
      ...(options.flags ?? []),
    ],
    { env: options.env ?? {} },
  );
  const { pid } = started;
  const what = `criud ${number} of host ${host.name}`;

  const log: LogLine[] = [];
  let end: Ended | undefined;
  started.onEnd((how) => {
    end = how;
  });
  const stopFollowing = await host.follow(started.outputFile, (line) => {
    appendFileSync(join(host.folder, `criud-${number}.log`), `${line}\n`);
    if (line.startsWith('{')) log.push(JSON.parse(line));
  });

  function logged(event: string, deadlineMs = 30_000): Promise<LogLine> {
    return host.waitFor(`${event} in the log of ${what}`, deadlineMs, async () => {
      const line = log.find((each) => each.event === event);
      if (line === undefined && end !== undefined) throw new Error(`it has ended: ${await started.output()}`);
      return line;
    });
  }

  await logged('daemon.serving', 60_000);
  const forwarding = await host.forward(socket);
  const client = connect(`unix:${forwarding.socket}`);

  async function endBy(signal: NodeJS.Signals): Promise<number | null> {
    client.close();
    // It may have ended a moment ago, by whoever else ends it.
    if (end === undefined) await started.kill(signal).catch(() => {});
    const { code } = await started.ended();
    stopFollowing();
    await forwarding[Symbol.asyncDispose]();
    return code;
  }

  return {
    pid,
    client,
    socket,
    stateFolder,
    log,
    logged,
    stop: () => endBy('SIGTERM'),
    async kill() {
      await endBy('SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      await endBy('SIGTERM');
    },
  };
}
