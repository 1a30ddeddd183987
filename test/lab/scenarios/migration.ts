import { CriudError, type Operation, Verdict } from '../../../src/client/index.js';
import type { LabCriud } from '../criud.js';
import { forgetState, verifiedWrites } from '../dirtier.js';
import type { LabHost } from '../host.js';
import type { Lab } from '../lab.js';
import type { Scenario } from '../scenario.js';

/** MiB of the process that is moved. */
const MEMORY_MIB = 256;

/** Pages that it rewrites in a second, from nearly idle to what takes a link a good part of its time. */
const RATES = [500, 2_000, 8_000];

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

/** Moves a process that rewrites its memory at this rate from one host to the other, and looks at both. */
export async function migrate(
  from: { readonly host: LabHost; readonly criud: LabCriud },
  to: { readonly host: LabHost; readonly criud: LabCriud },
  rate: number,
  say: (text: string) => void,
  memoryMiB = MEMORY_MIB,
): Promise<MigrationReport> {
  const dirtier = await from.host.workload('dirtier', [String(memoryMiB), String(rate)]);
  // What a tree has open must be on the other host as well: files are not moved along.
  await from.host.copyTo(to.host, dirtier.folder);
  const moved = dirtier.on(to.host);
  await forgetState(moved);
  try {
    const { operation } = await from.criud.client.migrations.migrate({
      target: { pid: dirtier.pid },
      destination: peerAddress(to.host),
      policy: { maxRounds: 6, goalPercent: 8 },
      wait: WAIT,
    });
    const ended = succeeded(operation);
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

function succeeded(operation: Operation | undefined): Operation {
  if (operation?.outcome?.$case === 'error') throw new CriudError(operation.outcome.value);
  if (operation?.outcome === undefined) throw new Error(`${operation?.name} still goes on`);
  return operation;
}

export const migrationScenario: Scenario = {
  summary: 'move a process of 256 MiB to another host while it rewrites its memory, at three rates',
  async run(lab: Lab) {
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    const [a, b] = await Promise.all([lab.host({ memoryMiB: 1536 }), lab.host({ memoryMiB: 1536 })]);
    const from = { host: a, criud: await startPeer(a) };
    const to = { host: b, criud: await startPeer(b) };
    for (const rate of RATES) {
      say(`a process that rewrites ${rate} pages a second`);
      const report = await migrate(from, to, rate, say);
      say(
        `${rate} pages/s: rounds of ${report.rounds.join(', ')} pages, ${report.verdict}; stood still for ` +
          `${report.blackoutMilliseconds.toFixed(0)} ms; counted from ${report.counts.last} to ${report.counts.first}; ` +
          `memory right after ${report.verifiedWrites} writes`,
      );
    }
    return 0;
  },
};
