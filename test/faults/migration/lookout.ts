import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';

/** The program of a lookout. It is run on its host with the path of a unix socket, at which it serves, and of criud's state. */
export const LOOKOUT = join(import.meta.dirname, 'lookout.mjs');

/** Where a fault is waited for: from one sign on, and before another one, of an operation that begins after it was asked for. */
export interface AmbushRequest {
  readonly kind: 'migrate' | 'receive';
  readonly from: string;
  readonly before: string;
  /** Milliseconds from the sign to the stop, in which the moment may pass. */
  readonly spin: number;
  readonly criud: number;
  readonly tree: number;
  readonly deadlineMs: number;
}

export interface Sprung {
  /** criud stands still in the moment. */
  readonly hit: boolean;
  /** What has been stopped, hit or not. */
  readonly stopped?: readonly number[];
  /** All that the journal told of the operation by then. */
  readonly signs: readonly string[];
}

export interface Look {
  /** The root, dead or alive; null when it is dead. */
  readonly tree: { readonly state: string; readonly startTime: string } | null;
  /** It is a process of its own already, and no CRIU that becomes one. */
  readonly isBuilt: boolean;
  /** Every CRIU of the host, and what it is about. */
  readonly crius: readonly { readonly pid: number; readonly about: string }[];
  /** The folders of migrations. */
  readonly migrations: readonly string[];
}

/** A change of the workload's state as the host saw it, in its own time. */
export type Beat = readonly [time: number, count: number];

/** What looks out in a guest: near enough to what happens to stop it at once. */
export interface Lookout {
  /** Milliseconds to add to times of the guest for those of this machine. */
  readonly offset: number;
  /** Resolves when the moment has come or cannot come any more. */
  ambush(request: AmbushRequest): Promise<Sprung>;
  /** Begins to watch a state file, which is blanked first if wanted. */
  watch(file: string, blank: boolean): Promise<void>;
  /** The changes since then, in this machine's time. */
  beats(): Promise<readonly Beat[]>;
  look(tree: number): Promise<Look>;
  /** Has the tree compare its memory and count on. @returns what is wrong */
  prove(tree: number, file: string, deadlineMs: number): Promise<string | undefined>;
  /** @returns which there were */
  killCrius(criud: number, tree: number): Promise<readonly number[]>;
  signal(pids: readonly number[], signal: NodeJS.Signals): Promise<void>;
}

/** Talks to the lookout of a host by its socket. */
export async function openLookout(name: string, connection: Duplex): Promise<Lookout> {
  const open = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  const gone = (): Error => new Error(`the lookout of host ${name} is gone`);
  createInterface({ input: connection }).on('line', (line) => {
    // The program above writes them.
    const said = JSON.parse(line) as { number: number; answer?: unknown; error?: string };
    const waiting = open.get(said.number);
    open.delete(said.number);
    if (said.error === undefined) waiting?.resolve(said.answer);
    else waiting?.reject(new Error(`the lookout of host ${name}: ${said.error}`));
  });
  connection.on('error', () => connection.destroy());
  connection.on('close', () => {
    for (const { reject } of open.values()) reject(gone());
    open.clear();
  });

  function ask<Answer>(deed: string, request: object = {}): Promise<Answer> {
    const number = ++asked;
    return new Promise<Answer>((resolve, reject) => {
      if (connection.destroyed) return reject(gone());
      // As above.
      open.set(number, { resolve: (answer) => resolve(answer as Answer), reject });
      connection.write(`${JSON.stringify({ deed, number, ...request })}\n`);
    });
  }

  async function compareClocks(): Promise<number> {
    let best = { trip: Number.POSITIVE_INFINITY, offset: 0 };
    for (let time = 0; time < 10; time++) {
      const sent = Date.now();
      const there = (await ask<{ time: number }>('clock')).time;
      const trip = Date.now() - sent;
      if (trip < best.trip) best = { trip, offset: sent + trip / 2 - there };
    }
    return best.offset;
  }
  const offset = await compareClocks();

  return {
    offset,
    ambush: (request) => ask('ambush', request),
    async watch(file, blank) {
      await ask('watch', { file, blank });
    },
    async beats() {
      const { seen } = await ask<{ seen: readonly Beat[] }>('seen');
      return seen.map(([time, count]) => [time + offset, count]);
    },
    look: (tree) => ask('look', { tree }),
    async prove(tree, file, deadlineMs) {
      return (await ask<{ wrong?: string }>('prove', { tree, file, deadlineMs })).wrong;
    },
    async killCrius(criud, tree) {
      return (await ask<{ killed: number[] }>('killCrius', { criud, tree })).killed;
    },
    async signal(pids, signal) {
      await ask('kill', { pids, signal });
    },
  };
}
