import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { HookAnswer, type Operation, Phase } from '../../src/client/index.js';
import type { Cell } from './cell.js';
import { connectToBeCutOff } from './cut-off-client.js';
import { milliseconds } from './durations.js';
import { bring, criusOf, endsCriud } from './fault.js';
import type { Moment, Undertaking } from './moment.js';
import { occupy } from './occupier.js';
import type { Random } from './random.js';
import type { Stage } from './stage.js';
import { type Subject, textOf } from './subject.js';
import { PATIENCE, undertake } from './undertake.js';
import type { Wrong } from './verdict.js';
import { watchOperation } from './watch.js';

/** How long CRIU is held, or the operation queued, before the fault comes: up to so many milliseconds. */
const HELD = 30;

/** What came of an undertaking, before anybody looks. */
export interface Suffered {
  /** Undefined where nobody knows an operation: it was not begun. */
  readonly operation: Operation | undefined;
  /** Of the fault, by the wall clock; undefined where there was nothing left for it to come to. */
  readonly time: number | undefined;
  readonly wrongs: readonly Wrong[];
}

/** Begins the undertaking, lets the fault come and waits for the outcome. */
export async function suffer(
  stage: Stage,
  { undertaking, moment, fault }: Cell,
  subject: Subject,
  checkpoint: string | undefined,
  random: Random,
): Promise<Suffered> {
  const { daemon, durations } = stage;
  await using occupier = moment.phase === Phase.QUEUED ? await occupy(daemon) : undefined;
  const isHeld =
    moment.hook !== undefined || moment.phase === Phase.QUEUED || moment.phase === Phase.WAITING_FOR_PID;
  const delay = random.fraction() * (isHeld ? HELD : durations.of(undertaking, moment.phase));
  const own = fault === 'client gone' ? await connectToBeCutOff(daemon) : undefined;
  const client = own?.client ?? daemon.client;
  const requestId = randomUUID();
  const gate = fault === 'deadline' ? gateBefore(undertaking, moment) : undefined;
  const timeout =
    fault === 'deadline'
      ? Math.max(1, timeToReach(stage, undertaking, moment, gate) + (gate ? 0 : delay))
      : undefined;

  const hook = moment.hook ?? gate?.hook;
  const begun = await undertake(client, undertaking, subject, checkpoint, { requestId, hook, timeout });
  const name = begun?.name ?? '';
  const watch = watchOperation(client, name);
  const waiting = await watch.reached(gate ?? moment);
  const wrongs: Wrong[] = [];
  let time = Date.now();
  let came = true;
  if (timeout !== undefined) {
    time = milliseconds(begun?.createTime) + timeout;
    if (gate !== undefined && typeof waiting === 'object') {
      const { before } = durations;
      const lead = before(undertaking, moment.phase) - before(undertaking, gate.next) + delay;
      await wait(time - lead - Date.now());
      const answer = { name, hook: waiting.hook, answer: HookAnswer.PROCEED };
      await client.operations.answerHook(answer).catch(() => {});
    }
  } else {
    const criu = fault === 'kill CRIU' ? await criusOf(daemon) : [];
    await wait(delay);
    time = Date.now();
    came = await bring(fault, daemon, name, own, criu);
  }
  watch.close();

  const goOn = async (): Promise<void> => {
    // Wherever CRIU is held still: a fault that ends the operation does not need it.
    const answer = { name, answer: HookAnswer.PROCEED };
    if (typeof waiting === 'object') {
      await daemon.client.operations.answerHook({ ...answer, hook: waiting.hook }).catch(() => {});
    }
    subject.reap();
    await occupier?.leave();
  };
  if (endsCriud(fault)) {
    if (fault === 'stop criud with drain') await goOn();
    subject.reap();
    const code = await stage.serveAgain();
    if (fault !== 'kill criud' && code !== 0) {
      wrongs.push({ kind: 'outcome untrue', text: `criud ended with ${code} after SIGTERM` });
    }
  } else {
    if (fault === 'client gone' || fault === 'kill CRIU') await goOn();
    else if (moment.phase === Phase.WAITING_FOR_PID) {
      await stage.daemon.client.operations.waitOperation({ name, wait: PATIENCE });
      await goOn();
    } else if (moment.phase === Phase.QUEUED) await goOn();
  }
  const { operation } = await stage.daemon.client.operations
    .waitOperation({ name, wait: PATIENCE })
    .catch((error: unknown) => {
      if (textOf(error).includes('There is no operation')) return { operation: undefined };
      throw error;
    });
  if (operation !== undefined && operation.outcome === undefined) {
    throw new Error(
      `${name} has no outcome within ${PATIENCE.seconds} s; its phases: ${phasesOf(operation)}`,
    );
  }
  return { operation, time: came ? time : undefined, wrongs };
}

/** A hook, and the phase that begins when it is answered. */
interface Gate extends Moment {
  readonly next: Phase;
}

/** Where CRIU can be held so that a phase after it begins at a time that is known. */
function gateBefore({ kind }: Undertaking, { phase }: Moment): Gate | undefined {
  const name = 'gate';
  if (kind === 'dump' && [Phase.RELEASING, Phase.CONFIRMING, Phase.DIGESTING].includes(phase)) {
    return { name, phase: Phase.HELD, hook: 'post-dump', next: Phase.RELEASING };
  }
  if (kind === 'restore' && [Phase.RESUMING, Phase.CONFIRMING].includes(phase)) {
    return { name, phase: Phase.HELD, hook: 'post-restore', next: Phase.RESUMING };
  }
  return undefined;
}

/** From the beginning of an operation to a moment, where a hook holds CRIU long enough for all faults. */
function timeToReach(
  { durations }: Stage,
  undertaking: Undertaking,
  { phase, hook }: Moment,
  gate: Gate | undefined,
): number {
  if (phase === Phase.QUEUED) return 0;
  if (hook === undefined && gate === undefined) return durations.before(undertaking, phase);
  // At the end of what goes before, and some more, since it takes its time.
  const last = undertaking.kind === 'dump' ? Phase.RELEASING : Phase.RESUMING;
  return 2 * durations.before(undertaking, last) + 50;
}

/** Timers are not exact enough for phases of few milliseconds. */
async function wait(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  if (milliseconds > 4) await pause(milliseconds - 2);
  while (performance.now() < end) {
    // It is less than one turn of a timer.
  }
}

function phasesOf({ phases }: Operation): string {
  return phases.map(({ phase }) => Phase[phase]).join(', ');
}
