import { CriudError, MigrationStrategy, type Operation, Verdict } from '../../../src/client/index.js';
import type { LabCriud } from '../criud.js';
import { forgetState, verifiedWrites } from '../dirtier.js';
import { HEARTBEAT, type SeenMove, watchHeartbeats } from '../heartbeat.js';
import type { LabHost } from '../host.js';
import type { Lab } from '../lab.js';
import { copyPlainly } from '../rivals/plain-copy.js';
import { preCopyByScript } from '../rivals/pre-copy-script.js';
import type { Scenario } from '../scenario.js';
import type { LabWorkload } from '../workload.js';

/** MiB of the process that is moved. */
const MEMORY_MIB = 256;

/** Pages that it rewrites in a second, from nearly idle to what takes a link a good part of its time. */
const RATES = [500, 2_000, 8_000];

/** Rounds that the process goes on at the target before the watch ends. */
const AFTERWARDS = 100;

/** What criud is held to: parts of the blackout of its rivals. */
const BARS = { 'pre-copy script': 0.6, 'plain copy': 0.15 };

const PEER_PORT = 7071;
const WAIT = { seconds: 150n, nanos: 0 };

export interface MigrationReport {
  readonly rate: number;
  /** Pages that each round has sent. */
  readonly rounds: readonly number[];
  readonly verdict: string;
  readonly blackoutMilliseconds: number;
  /** The counter at the freeze, and the first one that the target has shown. */
  readonly counts: { readonly last: number; readonly first: number };
  readonly verifiedWrites: number;
}

/** A criud that takes trees of the other hosts of the lab. */
export function startPeer(host: LabHost): Promise<LabCriud> {
  return host.startCriud({
    flags: ['--peer-listen', `${host.address}:${PEER_PORT}`, '--peer-insecure'],
  });
}

export function peerAddress(host: LabHost): string {
  return `${host.address}:${PEER_PORT}`;
}

/** Both ends of a migration. */
export interface Place {
  readonly host: LabHost;
  readonly criud: LabCriud;
}

/** A process that rewrites its memory at this rate, with its files on the other host as well: they are not moved along. */
async function startMovable(
  from: LabHost,
  to: LabHost,
  rate: number,
  memoryMiB: number,
): Promise<LabWorkload> {
  const size = [String(memoryMiB), String(rate)];
  const dirtier = await from.workload('dirtier', [...size, '--heartbeat', HEARTBEAT], { deadlineMs: 60_000 });
  await from.copyTo(to, dirtier.folder);
  await forgetState(dirtier.on(to));
  return dirtier;
}

/** Moves a process that rewrites its memory at this rate from one host to the other, and looks at both. */
export async function migrate(
  from: Place,
  to: Place,
  rate: number,
  say: (text: string) => void,
  memoryMiB = MEMORY_MIB,
  strategy = MigrationStrategy.PRE_COPY,
): Promise<MigrationReport> {
  const dirtier = await startMovable(from.host, to.host, rate, memoryMiB);
  const moved = dirtier.on(to.host);
  try {
    const ended = await migrateByCriud(from, to, dirtier, strategy);
    if (!(await dirtier.isGone())) throw new Error('the tree lives on at its source');
    const last = await dirtier.count();
    const verified = await verifiedWrites(moved);
    const first = await moved.count();
    await moved.advancesFrom(first);
    if (first < last) throw new Error(`the counter went back from ${last} to ${first}`);
    for (const { judgement } of ended.rounds) say(judgement?.explanation ?? '');
    if (ended.outcome?.$case !== 'migration') throw new Error('no migration');
    const { blackout } = ended.outcome.value;
    return {
      rate,
      rounds: ended.rounds.map(({ measurements }) => Number(measurements?.pagesWritten)),
      verdict: Verdict[ended.rounds.at(-1)?.judgement?.verdict ?? 0] ?? '',
      blackoutMilliseconds: Number(blackout?.seconds ?? 0n) * 1_000 + (blackout?.nanos ?? 0) / 1e6,
      counts: { last, first },
      verifiedWrites: verified,
    };
  } finally {
    await moved.stop();
    await dirtier.stop();
  }
}

async function migrateByCriud(
  from: Place,
  to: Place,
  { pid }: LabWorkload,
  strategy = MigrationStrategy.PRE_COPY,
): Promise<Operation> {
  const { operation } = await from.criud.client.migrations.migrate({
    target: { pid },
    ...{ destination: peerAddress(to.host), strategy },
    policy: { maxRounds: 6, goalPercent: 8 },
    wait: WAIT,
  });
  if (operation?.outcome?.$case === 'error') throw new CriudError(operation.outcome.value);
  if (operation?.outcome === undefined) throw new Error(`${operation?.name} still goes on`);
  return operation;
}

/** Moves a process that is there in one of the ways that are compared; says what there is to say about the rounds. */
type Method = (from: Place, to: Place, dirtier: LabWorkload) => Promise<string>;

const METHODS: Readonly<Record<string, Method>> = {
  async criud(from, to, dirtier) {
    const { rounds } = await migrateByCriud(from, to, dirtier);
    const pages = rounds.map(({ measurements }) => measurements?.pagesWritten);
    return `rounds of ${pages.join(', ')} pages, ${Verdict[rounds.at(-1)?.judgement?.verdict ?? 0]}`;
  },
  async 'pre-copy script'(from, to, { pid }) {
    await preCopyByScript({ from: from.host, to: to.host, pid, folder: `/var/lib/images-${pid}` });
    return '3 rounds';
  },
  async 'plain copy'(from, to, { pid }) {
    await copyPlainly({ from: from.host, to: to.host, pid, folder: `/var/lib/images-${pid}` });
    return 'dump, copy, restore';
  },
};

interface Comparison extends SeenMove {
  readonly method: string;
  readonly remark: string;
}

/** One move of a new process, seen from outside. Its memory is compared in the end, byte by byte. */
async function compare(
  lab: Lab,
  from: Place,
  to: Place,
  method: string,
  rate: number,
  memoryMiB: number,
): Promise<Comparison> {
  const dirtier = await startMovable(from.host, to.host, rate, memoryMiB);
  const moved = dirtier.on(to.host);
  try {
    const watch = watchHeartbeats(lab.network);
    const remark = (await METHODS[method]?.(from, to, dirtier)) ?? '';
    const count = await to.host.waitFor('a count', 60_000, () => moved.count().catch(() => undefined));
    await to.host.waitFor('more counts', 60_000, async () => {
      return (await moved.count()) > count + AFTERWARDS || undefined;
    });
    const seen = watch.end();
    await verifiedWrites(moved);
    return { ...seen, method, remark };
  } finally {
    await moved.stop();
    await dirtier.stop();
    for (const { host } of [from, to]) await host.shell('rm -rf /var/lib/images-*');
  }
}

function tell({ method, blackoutMilliseconds, pauseMilliseconds, ...rest }: Comparison): string {
  return [
    `  ${method.padEnd(16)} stood still ${blackoutMilliseconds.toFixed(0).padStart(6)} ms`,
    `in all ${(rest.totalMilliseconds / 1_000).toFixed(1).padStart(5)} s`,
    `${(rest.bytes / 2 ** 20).toFixed(0).padStart(4)} MiB`,
    `else at most ${pauseMilliseconds.toFixed(0)} ms`,
    rest.remark,
  ].join(', ');
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const migrationScenario: Scenario = {
  summary:
    'move a process of 256 MiB at three rates: criud beside what CRIU can do by hand [TIMES [MIB [RATES]]]',
  async run(lab: Lab, [times = '1', memory = String(MEMORY_MIB), rates = RATES.join()]) {
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    const [a, b] = await Promise.all([lab.host({ memoryMiB: 1536 }), lab.host({ memoryMiB: 1536 })]);
    const from = { host: a, criud: await startPeer(a) };
    const to = { host: b, criud: await startPeer(b) };
    const names = Object.keys(METHODS);
    const all: Comparison[] = [];
    const [first = 0] = rates.split(',').map(Number);
    say('not counted: a machine that was just started gets its memory, and criud its code, at the first use');
    for (const method of names) say(tell(await compare(lab, from, to, method, first, Number(memory))));
    for (let time = 0, turn = 0; time < Number(times); time++) {
      for (const rate of rates.split(',').map(Number)) {
        say(`${memory} MiB, of which ${rate} pages are written a second`);
        // Each way goes first once.
        const order = names.map((_, index) => names[(turn + index) % names.length] ?? '');
        turn++;
        for (const method of order) {
          const seen = await compare(lab, from, to, method, rate, Number(memory));
          say(tell(seen));
          all.push(seen);
        }
      }
    }
    const blackoutOf = (method: string) =>
      medianOf(all.filter((each) => each.method === method).map((each) => each.blackoutMilliseconds));
    for (const [rival, bar] of Object.entries(BARS)) {
      const ratio = blackoutOf('criud') / blackoutOf(rival);
      say(
        `blackout: criud ${blackoutOf('criud').toFixed(0)} ms, ${rival} ${blackoutOf(rival).toFixed(0)} ms (medians): ` +
          `${ratio.toFixed(2)}, and ${bar} is wanted`,
      );
    }
    return 0;
  },
};
