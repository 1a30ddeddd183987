import {
  CheckpointKind,
  CriudError,
  FinalState,
  type Operation,
  Verdict,
} from '../../../src/client/index.js';
import { verifiedWrites } from '../dirtier.js';
import type { LabHost } from '../host.js';
import type { Lab } from '../lab.js';
import type { Scenario } from '../scenario.js';
import type { LabWorkload } from '../workload.js';

/** MiB of the process, and how many of its pages it rewrites in a second. */
const MEMORY_MIB = 256;
const PAGES_PER_SECOND = 2_000;

const MEMORY_PAGES = (MEMORY_MIB * 1024 * 1024) / 4096;

/** What the rounds are to come down to: a process that rewrites 3 % of its memory in a second, and rounds of about a second. */
const GOAL_PERCENT = 8;

const WAIT = { seconds: 150n, nanos: 0 };

export interface IterativeDumpReport {
  /** Pages that each round has written. */
  readonly rounds: readonly number[];
  readonly verdicts: readonly string[];
  /** Pages that the final dump has written, and its share of the memory in percent. */
  readonly finalPages: number;
  readonly finalPercent: number;
  /** How long a plain dump of an equal process held it, how long the final dump did, and what was expected of that. */
  readonly frozenMilliseconds: { readonly plain: number; readonly final: number; readonly predicted: number };
  /** The second to the first. */
  readonly frozenRatio: number;
  /** Writes that the memory had seen at the freeze, by the file that was not restored. */
  readonly writes: number;
  /** After how many writes the restored memory was compared, byte for byte, with what these writes make of it. */
  readonly verifiedWrites: number;
}

/**
 * Dumps two equal processes of 256 MiB that rewrite their memory at a known rate, one plainly and one iteratively, and
 * restores the second, which then compares every byte of its memory with what the number of its writes says.
 *
 * @throws when anything fails, or the restored memory is not what it was at the freeze.
 */
export async function iterativeDump(lab: Lab, say: (text: string) => void): Promise<IterativeDumpReport> {
  say('booting a guest');
  const host = await lab.host({ memoryMiB: 1536 });
  await using criud = await host.startCriud();
  const { checkpoints } = criud.client;

  say(`plain dump of a process of ${MEMORY_MIB} MiB that rewrites ${PAGES_PER_SECOND} pages a second`);
  const plain = await onDirtier(host, async (dirtier) => {
    const { operation } = await checkpoints.dump({ target: { pid: dirtier.pid }, wait: WAIT });
    return dumpOf(operation);
  });

  say('iterative dump of another one');
  return await onDirtier(host, async (dirtier) => {
    const { operation } = await checkpoints.dumpIteratively({
      target: { pid: dirtier.pid },
      finalState: FinalState.DEAD,
      policy: { maxRounds: 8, goalPercent: GOAL_PERCENT },
      wait: WAIT,
    });
    const final = dumpOf(operation);
    for (const { judgement } of final.rounds) say(judgement?.explanation ?? '');
    if (!(await dirtier.isGone())) throw new Error('the tree lives on after a dump that kills');
    const writes = await dirtier.reported('writes');

    say('restore');
    succeeded((await checkpoints.restore({ checkpoint: final.checkpoint, wait: WAIT })).operation);
    const verified = await verifiedWrites(dirtier);
    await dirtier.advancesFrom(await dirtier.count());

    return {
      rounds: final.rounds.map(({ measurements }) => Number(measurements?.pagesWritten)),
      verdicts: final.rounds.map(({ judgement }) => Verdict[judgement?.verdict ?? 0] ?? ''),
      finalPages: final.pagesWritten,
      finalPercent: (final.pagesWritten / MEMORY_PAGES) * 100,
      frozenMilliseconds: { plain: plain.frozen, final: final.frozen, predicted: final.predicted },
      frozenRatio: final.frozen / plain.frozen,
      writes,
      verifiedWrites: verified,
    };
  });
}

/** The report in one line. */
export function describeReport(report: IterativeDumpReport): string {
  const { plain, final, predicted } = report.frozenMilliseconds;
  return [
    `pages per round ${report.rounds.join(', ')} and ${report.finalPages} in the final dump`,
    `${report.finalPercent.toFixed(1)} % of the memory in the final dump`,
    `frozen for ${report.frozenRatio.toFixed(2)} of a plain dump's time (${final.toFixed(0)} of ${plain.toFixed(0)} ms, ${predicted.toFixed(0)} predicted)`,
  ].join('; ');
}

/** What must hold of it, besides what makes it throw; empty when all does. */
export function defectsOf(report: IterativeDumpReport): readonly string[] {
  const [first = 0, ...later] = report.rounds;
  const conditions: Readonly<Record<string, boolean>> = {
    'the first round has all memory': first >= MEMORY_PAGES,
    'there is more than one round': later.length > 0,
    'every later round is smaller than half of the first': later.every((pages) => pages < first / 2),
    'the policy was met in the last round, and not before':
      report.verdicts.indexOf('GOAL_PERCENT_MET') === report.verdicts.length - 1,
    'the final dump has less than a quarter of the memory': report.finalPercent < 25,
    'the final dump has something': report.finalPages > 0,
    "it held the process for less than three quarters of a plain dump's time": report.frozenRatio < 0.75,
    'the memory is as old as the freeze, or younger': report.verifiedWrites >= report.writes,
  };
  return Object.keys(conditions).filter((condition) => !conditions[condition]);
}

export const iterativeDumpScenario: Scenario = {
  summary: 'an iterative dump of a busy process of 256 MiB, beside a plain one',
  async run(lab) {
    const report = await iterativeDump(lab, (text) => process.stdout.write(`${text}\n`));
    const defects = defectsOf(report);
    for (const defect of defects) process.stdout.write(`NOT SO: ${defect}\n`);
    process.stdout.write(`${describeReport(report)}\n`);
    return defects.length === 0 ? 0 : 1;
  },
};

async function onDirtier<T>(host: LabHost, work: (dirtier: LabWorkload) => Promise<T>): Promise<T> {
  await using dirtier = await host.workload('dirtier', [String(MEMORY_MIB), String(PAGES_PER_SECOND)]);
  return await work(dirtier);
}

/** Throws the error of an operation that has failed, or has not ended. */
function succeeded(operation: Operation | undefined): Operation {
  if (operation?.outcome === undefined) throw new Error('the operation has not ended');
  if (operation.outcome.$case === 'error') throw new CriudError(operation.outcome.value);
  return operation;
}

function dumpOf(operation: Operation | undefined) {
  const { outcome, checkpoint, rounds } = succeeded(operation);
  const result = outcome?.$case === 'dump' ? outcome.value : undefined;
  const statistics = result?.checkpoint?.statistics;
  if (statistics === undefined || result?.checkpoint?.kind !== CheckpointKind.DUMP) {
    throw new Error(`the outcome is no dump with statistics: ${outcome?.$case}`);
  }
  const { seconds = 0n, nanos = 0 } = result.predictedFrozen ?? {};
  return {
    checkpoint,
    rounds,
    pagesWritten: Number(statistics.pagesWritten),
    frozen: Number(statistics.frozenMicroseconds) / 1_000,
    predicted: Number(seconds) * 1_000 + nanos / 1_000_000,
  };
}
