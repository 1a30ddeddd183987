import { FailureDetail, type TreeCondition } from '../../gen/api/criud/v1/failure.js';
import {
  CriudError,
  FinalState,
  type Operation,
  Repair,
  RepairOutcome,
  TreeState,
} from '../../src/client/index.js';
import { until } from '../integration/workload.js';
import { damageOf, type Stage } from './stage.js';
import {
  lastWord,
  lookAtProcess,
  type ProcessLook,
  type Subject,
  saidBy,
  seeGoOn,
  textOf,
} from './subject.js';
import { restoreCleanly } from './undertake.js';

/** Something that must not be. */
export interface Wrong {
  readonly kind: 'tree lost' | 'outcome untrue' | 'connection lost';
  readonly text: string;
}

/** What became of an undertaking in which a fault came, after a look at everything. */
export interface Verdict {
  /** In few words, to be counted. */
  readonly outcome: string;
  readonly wrongs: readonly Wrong[];
  /** The tree is gone for a reason that no criud can help. */
  readonly crashed?: boolean;
}

/** What a look at all processes of a tree tells. */
type TreeLook = 'running' | 'stopped' | 'traced' | 'gone' | 'in part';

/**
 * Looks after a dump, and leaves the tree running where that is possible.
 *
 * @param mayCrash somebody killed CRIU while it rewrote registers of tasks, to run its own code in them: a task that is
 *   let go then crashes. That has to be told, and is then not held against criud.
 */
export async function judgeDump(
  stage: Stage,
  subject: Subject,
  finalState: FinalState,
  operation: Operation | undefined,
  mayCrash = false,
): Promise<Verdict> {
  const wrongs: Wrong[] = [];
  const say = (kind: Wrong['kind'], text: string) => wrongs.push({ kind, text });
  const look = lookAtTree(subject);
  const stored = stage.checkpoints();
  const named = operation?.checkpoint.replace('checkpoints/', '') ?? '';
  const reason = reasonOf(operation);

  for (const id of stored) {
    const damage = damageOf(stage.daemon.stateFolder, id);
    if (damage !== undefined) say('outcome untrue', `checkpoint ${id} in the catalogue: ${damage}`);
  }
  if (stored.join() !== named) {
    say(
      'outcome untrue',
      `checkpoints in the catalogue: ${stored.join() || 'none'}; the operation names ${named || 'none'}`,
    );
  }

  if (operation?.outcome?.$case === 'dump') {
    const wanted =
      finalState === FinalState.DEAD ? 'gone' : finalState === FinalState.STOPPED ? 'stopped' : 'running';
    if (look !== wanted)
      say('outcome untrue', `a dump to ${FinalState[finalState]} succeeded, and the tree is ${look}`);
    if (look === 'gone') {
      await bringBack(stage, subject, operation.checkpoint, say);
      return { outcome: 'dumped, restored', wrongs };
    }
    if (look === 'stopped')
      await stage.daemon.client.processes.continueTree({ target: { pid: subject.tree.pid } });
    await expectToGoOn(subject, say);
    if (subject.peer === undefined && wrongs.length === 0) {
      await subject.kill();
      await bringBack(stage, subject, operation.checkpoint, say);
      return { outcome: `dumped, ${wanted}, restored`, wrongs };
    }
    return { outcome: `dumped, ${wanted}`, wrongs };
  }

  const before = operation === undefined ? 'not begun' : `failed (${reason})`;
  if (look === 'gone') {
    if (named !== '' && stored.includes(named)) {
      await bringBack(stage, subject, `checkpoints/${named}`, say);
      return { outcome: `${before}, tree gone, checkpoint kept`, wrongs };
    }
    if (mayCrash && conditionIn(operation)?.state === TreeState.GONE) {
      return { outcome: `${before}, tree crashed with its CRIU, and reported GONE`, wrongs, crashed: true };
    }
    say(
      'tree lost',
      `${before}, and the tree is gone without a checkpoint: ${messageIn(operation)}; it said ${saidBy(subject.tree)}`,
    );
    return { outcome: `${before}, TREE LOST`, wrongs };
  }
  const condition = conditionIn(operation);
  expectTruth(condition, look, say);
  const repaired = await repair(stage, condition, say);
  const after = lookAtTree(subject);
  if (after !== 'running')
    say('outcome untrue', `${before}, and the tree is ${after}: ${messageIn(operation)}`);
  if (after === 'stopped')
    await stage.daemon.client.processes.continueTree({ target: { pid: subject.tree.pid } });
  await expectToGoOn(subject, say);
  return { outcome: `${before}, tree runs${repaired}`, wrongs };
}

/**
 * Looks after a restore, and leaves the tree running where that is possible.
 *
 * @param wasUnlocked CRIU was killed when it had joined the connection again and the tree did not run: then nobody
 *   answers for the tree while it is restored once more, and the connection may be lost.
 */
export async function judgeRestore(
  stage: Stage,
  subject: Subject,
  finalState: FinalState,
  checkpoint: string,
  operation: Operation | undefined,
  wasUnlocked: boolean,
): Promise<Verdict> {
  const wrongs: Wrong[] = [];
  let lost = '';
  const say = (kind: Wrong['kind'], text: string) => {
    if (kind === 'connection lost' && wasUnlocked) lost = ', connection lost';
    else wrongs.push({ kind, text });
  };
  const pids = subject.identities().map(({ pid }) => pid);

  const { outcome } = operation ?? {};
  if (outcome?.$case === 'restore') {
    const root = lookAtProcess(subject.tree.pid);
    if (outcome.value.pid !== subject.tree.pid || outcome.value.startTime !== root?.startTime) {
      say(
        'outcome untrue',
        `restored as ${outcome.value.pid}, begun at ${outcome.value.startTime}; there is ${text(root)}`,
      );
    }
    subject.restored();
    const look = lookAtTree(subject);
    const wanted = finalState === FinalState.STOPPED ? 'stopped' : 'running';
    if (look !== wanted || subject.identities().length !== pids.length) {
      say(
        'outcome untrue',
        `restored to be ${wanted}, and the tree is ${look}; it said ${saidBy(subject.tree)}`,
      );
    }
    if (look === 'stopped')
      await stage.daemon.client.processes.continueTree({ target: { pid: subject.tree.pid } });
    await expectToGoOn(subject, say);
    return { outcome: `restored, ${wanted}`, wrongs };
  }

  const before = operation === undefined ? 'not begun' : `failed (${reasonOf(operation)})`;
  const repaired = await repair(stage, conditionIn(operation), say);
  const left = pids.filter((pid) => isLiving(lookAtProcess(pid)));
  if (left.length > 0) {
    say(
      'outcome untrue',
      `${before}, and there are ${left.map((pid) => `${pid} (${text(lookAtProcess(pid))})`).join()}`,
    );
    for (const pid of left) process.kill(pid, 'SIGKILL');
  }
  // Let go in part, it has run, and has written into its own file that it cannot: nothing restores that.
  if (
    wasUnlocked &&
    conditionIn(operation)?.state === TreeState.GONE &&
    /failed=/.test(saidBy(subject.tree))
  ) {
    return { outcome: `${before}, tree crashed with its CRIU, and reported GONE`, wrongs, crashed: true };
  }
  await bringBack(stage, subject, checkpoint, say);
  return { outcome: `${before}${repaired}, restored again${lost}`, wrongs };
}

type Say = (kind: Wrong['kind'], text: string) => void;

/** A tree that is gone has to come back from its checkpoint, or it is lost. */
async function bringBack(stage: Stage, subject: Subject, checkpoint: string, say: Say): Promise<void> {
  try {
    // Of a tree that ran on after its dump the file tells more than it will know.
    const before = lastWord(subject.tree);
    await restoreCleanly(stage, subject, checkpoint);
    await until(
      'a first round of the restored tree',
      10_000,
      () => lastWord(subject.tree) > before || undefined,
    );
  } catch (error) {
    say('tree lost', `${textOf(error)}; it said ${saidBy(subject.tree)}`);
    return;
  }
  await expectToGoOn(subject, say);
}

async function expectToGoOn(subject: Subject, say: Say): Promise<void> {
  const { tree, connection } = await seeGoOn(subject);
  if (connection !== undefined) say('connection lost', `${connection}${tree ? `; tree: ${tree}` : ''}`);
  else if (tree !== undefined) say('tree lost', tree);
}

/** Does what the report says is to be done. @returns it for the outcome */
async function repair(stage: Stage, condition: TreeCondition | undefined, say: Say): Promise<string> {
  if (condition === undefined || condition.remedy === '') return '';
  const [, names] = /^Call RepairTree with ([A-Z_, ]+)\.$/.exec(condition.remedy) ?? [];
  const pid = condition.tasks.find(({ states }) => !states.includes(TreeState.GONE))?.pid;
  if (names === undefined || pid === undefined) {
    say('outcome untrue', `a remedy that names no repair: ${condition.remedy}`);
    return '';
  }
  // The enum has every name that a remedy can have.
  const repairs = names.split(', ').map((name) => Repair[name as keyof typeof Repair]);
  const answer = await stage.daemon.client.processes.repairTree({ target: { pid }, repairs });
  for (const { repair: each, outcome, detail } of answer.results) {
    if (outcome === RepairOutcome.DONE) continue;
    say('outcome untrue', `the remedy ${Repair[each]} is ${RepairOutcome[outcome]}: ${detail}`);
  }
  if (answer.after?.remedy) say('outcome untrue', `after ${names} there is still: ${answer.after.remedy}`);
  return `, ${names}`;
}

/** What was reported must be what is seen. */
function expectTruth(condition: TreeCondition | undefined, look: TreeLook, say: Say): void {
  if (condition === undefined) return;
  const { state } = condition;
  const reported =
    state === TreeState.TRACED
      ? 'traced'
      : state === TreeState.STOPPED
        ? 'stopped'
        : state === TreeState.GONE
          ? 'gone'
          : 'running';
  if (look !== reported) say('outcome untrue', `the tree was reported ${TreeState[state]}, and is ${look}`);
}

function lookAtTree(subject: Subject): TreeLook {
  const looks = subject.identities().map(({ pid, startTime }) => {
    const found = lookAtProcess(pid);
    return isLiving(found) && found?.startTime === startTime ? found : undefined;
  });
  const living = looks.filter((each) => each !== undefined);
  if (living.length === 0) return 'gone';
  if (living.length < looks.length) return 'in part';
  if (living.some(({ tracer }) => tracer !== 0)) return 'traced';
  const stopped = living.filter(({ state }) => state === 'T').length;
  if (stopped === 0) return 'running';
  return stopped === living.length ? 'stopped' : 'in part';
}

function isLiving(look: ProcessLook | undefined): boolean {
  return look !== undefined && look.state !== 'Z' && look.state !== 'X';
}

/** What a failed operation says of its tree. */
function conditionIn(operation: Operation | undefined): TreeCondition | undefined {
  if (operation?.outcome?.$case !== 'error') return undefined;
  const found = operation.outcome.value.details.find(({ typeUrl }) =>
    typeUrl.endsWith('/criud.v1.FailureDetail'),
  );
  return found && FailureDetail.decode(found.value).tree;
}

export function reasonOf(operation: Operation | undefined): string {
  return operation?.outcome?.$case === 'error' ? (new CriudError(operation.outcome.value).reason ?? '') : '';
}

function messageIn(operation: Operation | undefined): string {
  return operation?.outcome?.$case === 'error' ? operation.outcome.value.message : '';
}

function text(look: ProcessLook | undefined): string {
  return look === undefined
    ? 'nothing'
    : `${look.state}, begun at ${look.startTime}, traced by ${look.tracer}`;
}
