import { FinalState, Phase } from '../../src/client/index.js';
import type { Cell } from './cell.js';
import { phaseAt } from './durations.js';
import type { Undertaking } from './moment.js';
import type { Random } from './random.js';
import type { Stage } from './stage.js';
import type { Subject } from './subject.js';
import { suffer } from './suffer.js';
import { dumpCleanly, restoreCleanly } from './undertake.js';
import { judgeDump, judgeRestore, type Verdict, type Wrong } from './verdict.js';

/** A fault that has come, and what became of it. */
export interface Attempt extends Verdict {
  /** The phase in which it came, as the operation itself tells. */
  readonly phase: Phase | undefined;
  /** That is the one of the cell. */
  readonly hit: boolean;
}

/** Lets a fault come at a random time within the moment of a cell, and looks at everything. */
export async function attempt(stage: Stage, cell: Cell, random: Random): Promise<Attempt> {
  const { undertaking, moment, fault } = cell;
  await stage.serve(flagsOf(cell));
  const subject = await stage.subject({
    // Without a connection a tree that lives on can be restored from its checkpoint as well.
    connected:
      undertaking.kind === 'restore' || undertaking.finalState === FinalState.DEAD || random.fraction() < 0.5,
    unreaped: moment.phase === Phase.WAITING_FOR_PID,
    patient: fault === 'kill CRIU',
  });
  if (!stage.durations.knows(undertaking)) await rehearse(stage, undertaking, subject);
  let attempted: Attempt;
  try {
    const checkpoint = undertaking.kind === 'restore' ? (await dumpCleanly(stage, subject)).name : undefined;
    const { operation, time, wrongs } = await suffer(stage, cell, subject, checkpoint, random);
    if (operation !== undefined) stage.hasSeen(operation);
    const phase = operation && time !== undefined ? phaseAt(operation, time) : undefined;
    // From the phase on in which CRIU joins connections, be it that the moment was missed by a little.
    const wasUnlocked =
      fault === 'kill CRIU' &&
      (phase === undefined || phase === Phase.RESUMING || phase === Phase.CONFIRMING);
    const { finalState } = undertaking;
    const verdict =
      checkpoint === undefined
        ? await judgeDump(
            stage,
            subject,
            finalState,
            operation,
            fault === 'kill CRIU' && phase === Phase.DUMPING,
          )
        : await judgeRestore(stage, subject, finalState, checkpoint, operation, wasUnlocked);
    if (verdict.crashed) await stage.abandonSubject();
    await stage.removeCheckpoints();
    const left = (await stage.leftovers()).map(
      (text): Wrong => ({ kind: 'outcome untrue', text: `left over: ${text}` }),
    );
    const contradictions = stage.contradictions().map((text): Wrong => ({ kind: 'outcome untrue', text }));
    attempted = {
      outcome: verdict.outcome,
      wrongs: [...wrongs, ...verdict.wrongs, ...left, ...contradictions],
      phase,
      hit: phase === moment.phase,
    };
  } catch (error) {
    // Whatever else went wrong: nobody can say then that all is well.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await stage.removeCheckpoints();
    attempted = {
      outcome: 'could not be told',
      wrongs: [{ kind: 'outcome untrue', text }],
      phase: undefined,
      hit: false,
    };
  }
  if (attempted.wrongs.length > 0) await stage.abandonSubject();
  return attempted;
}

/** Learns how long the phases take. */
async function rehearse(stage: Stage, { kind, finalState }: Undertaking, subject: Subject): Promise<void> {
  for (let time = 0; time < 2; time++) {
    if (kind === 'dump') {
      const { name } = await dumpCleanly(stage, subject, finalState);
      if (finalState === FinalState.DEAD) {
        subject.reap();
        await restoreCleanly(stage, subject, name);
      }
    } else {
      const { name } = await dumpCleanly(stage, subject);
      subject.reap();
      await restoreCleanly(stage, subject, name, finalState);
    }
    if (finalState === FinalState.STOPPED) {
      await stage.daemon.client.processes.continueTree({ target: { pid: subject.tree.pid } });
    }
    await stage.removeCheckpoints();
  }
}

function flagsOf({ moment, fault }: Cell): readonly string[] {
  return [
    '--grace',
    '10',
    ...(moment.phase === Phase.QUEUED ? ['--at-a-time', '1'] : []),
    ...(fault === 'stop criud with drain' ? ['--drain', '3'] : []),
  ];
}
