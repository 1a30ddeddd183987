import { setTimeout as pause } from 'node:timers/promises';
import {
  type Client,
  CriudError,
  MigrationState,
  MigrationStrategy,
  MigrationWord,
  type Operation,
  Phase,
} from '../../../src/client/index.js';
import type { Random } from '../random.js';
import type { Cell, Fault } from './cell.js';
import type { Place, Tree } from './pair.js';
import type { Stage } from './stage.js';
import { judge, type Wrong } from './verdict.js';

/** Two rounds, with a pause between them, and then the final dump. */
const POLICY = {
  maxRounds: 2,
  minDirtyPages: 0n,
  maxGrowthPercent: 1e6,
  interval: { seconds: 0n, nanos: 100_000_000 },
};

/** How long a moment is waited for, and how long an outcome, in milliseconds. */
const MOMENT_PATIENCE = 30_000;
const OUTCOME_PATIENCE = 45_000;

/** How long a criud that stands still may have left an answer on its way, in milliseconds. */
const ANSWER_PATIENCE = 2_000;

/** How long a criud may take to end, in milliseconds. */
const END_PATIENCE = 20_000;

/** Longest time from the sign of a moment to its fault, in milliseconds; most come early, since moments are short. */
const SPIN = 12;

/** How long a link stays cut, from and up to, in milliseconds. */
const CUT = [1_000, 3_000] as const;

export type Doubt = 'none' | 'for a time' | 'up to a word';

/** A fault that has come, and what became of it. */
export interface Attempt {
  /** It came in its moment. */
  readonly hit: boolean;
  /** In few words, to be counted. */
  readonly outcome: string;
  /**
   * Whether the target held the tree and could not ask, up to the end of the fault; or neither criud could tell by
   * itself where it has to run, up to a word of the operator.
   */
  readonly doubt: Doubt;
  readonly wrongs: readonly Wrong[];
  readonly milliseconds: number;
}

/** Moves the tree, lets a fault come in the moment of the cell, and looks at everything on both hosts. */
export async function attempt(stage: Stage, cell: Cell, random: Random): Promise<Attempt> {
  const begin = performance.now();
  let attempted: Omit<Attempt, 'milliseconds'>;
  try {
    attempted = await suffer(stage, cell, random);
  } catch (error) {
    // Whatever else went wrong: nobody can say then that all is well.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const wrongs: readonly Wrong[] = [{ kind: 'outcome untrue', text }];
    attempted = { hit: false, outcome: 'could not be told', doubt: 'none', wrongs };
  }
  if (attempted.wrongs.length > 0) await stage.clear();
  return { ...attempted, milliseconds: performance.now() - begin };
}

async function suffer(
  stage: Stage,
  { moment, fault }: Cell,
  random: Random,
): Promise<Omit<Attempt, 'milliseconds'>> {
  const tree = await stage.tree();
  const [source, target] = [stage.source(), stage.target()];
  const witness = moment.at === 'source' ? source : target;
  const waiting = witness.lookout.ambush({
    ...{ kind: moment.at === 'source' ? 'migrate' : 'receive', from: moment.from, before: moment.before },
    ...{ spin: Math.floor(random.fraction() ** 3 * SPIN), criud: witness.criud.pid, tree: tree.pid },
    deadlineMs: MOMENT_PATIENCE,
  });
  // When these have answered, what is asked for first is waited for.
  await Promise.all([source.lookout.watch(tree.file, false), target.lookout.watch(tree.file, true)]);
  const own = await source.client();
  const begun = begin(own.client, tree, target, stage.pair.hasRounds);
  begun.catch(() => {});
  const { hit, stopped = [], signs } = await waiting;
  const goOn = () => witness.lookout.signal(stopped, 'SIGCONT');
  // Stopped before it has answered, criud is of no use: a fault needs the name of the operation.
  const isAnswered = await Promise.race([begun.then(Boolean, Boolean), pause(ANSWER_PATIENCE, false)]);
  let brought: Brought = { came: false };
  try {
    if (hit && isAnswered)
      brought = await bring(stage, fault, random, { own, goOn, tree, name: await begun });
  } finally {
    await goOn();
    await stage.pair.link.join();
    await own.breakOff();
  }
  const outcomes = await untilOver(await begun, source, target, tree);
  const verdict = await judge(stage, tree, outcomes);
  const missed = brought.came ? '' : `missed (${hit ? 'nothing to kill' : signs.at(-1)}): `;
  const held = brought.isHeld ? 'held, then ' : '';
  return {
    hit: brought.came,
    outcome: `${missed}${held}${verdict.outcome}`,
    doubt: outcomes.neededWord ? 'up to a word' : brought.isHeld ? 'for a time' : 'none',
    wrongs: verdict.wrongs,
  };
}

/** @returns the name of the operation at the source */
async function begin(
  { migrations }: Client,
  { pid }: Tree,
  { address }: Place,
  hasRounds: boolean,
): Promise<string> {
  const { PRE_COPY, STOP_AND_COPY } = MigrationStrategy;
  const { operation } = await migrations.migrate({
    ...{ target: { pid }, destination: address, policy: POLICY },
    strategy: hasRounds ? PRE_COPY : STOP_AND_COPY,
  });
  if (operation === undefined) throw new Error('a migration without an operation');
  return operation.name;
}

interface Surroundings {
  /** The client that has begun the migration, and the operation. */
  readonly own: Awaited<ReturnType<Place['client']>>;
  readonly name: string;
  readonly tree: Tree;
  /** Lets go on what stands still at the side that has told of the moment. */
  goOn(): Promise<void>;
}

/** What became of a fault itself. */
interface Brought {
  /** There was something that it could come to. */
  readonly came: boolean;
  /** The target held the tree up to the end of the fault, and could ask nobody. */
  readonly isHeld?: boolean;
}

/** Lets the fault come, and undoes what of it is not for ever. */
async function bring(
  stage: Stage,
  fault: Fault,
  random: Random,
  { own, name, tree, goOn }: Surroundings,
): Promise<Brought> {
  const [source, target] = [stage.source(), stage.target()];
  const side = fault.includes('target') ? target : source;
  switch (fault) {
    case 'kill source criud':
    case 'kill target criud': {
      await side.lookout.signal([side.criud.pid], 'SIGKILL');
      await goOn();
      await pause(random.fraction() * 500);
      await side.serveAgain();
      return { came: true };
    }
    case 'stop source criud':
    case 'stop target criud': {
      await side.lookout.signal([side.criud.pid], 'SIGTERM');
      await goOn();
      await untilEnded(side);
      await side.serveAgain();
      return { came: true };
    }
    case 'kill source CRIU':
    case 'kill target CRIU': {
      const killed = await side.lookout.killCrius(side.criud.pid, tree.pid);
      return { came: killed.length > 0 };
    }
    case 'kill client':
      await own.breakOff();
      return { came: true };
    case 'cut link':
    case 'cut link and cancel': {
      await stage.pair.link.cut();
      await goOn();
      const [from, to] = CUT;
      if (fault === 'cut link and cancel') {
        await pause(random.fraction() * 300);
        await source.criud.client.operations.cancelOperation({ name });
      }
      await pause(from + random.fraction() * (to - from));
      return { came: true, isHeld: await isPrepared(target, name) };
    }
  }
}

/** The target has built the tree and waits: it is in doubt while the source cannot tell it anything. */
async function isPrepared({ criud }: Place, operation: string): Promise<boolean> {
  const { migrations } = await criud.client.migrations.listMigrations({});
  const name = operation.replace('operations', 'migrations');
  return migrations.some((each) => each.name === name && each.state === MigrationState.PREPARED);
}

/** @throws when a criud that was told to end does not */
async function untilEnded({ name, criud, lookout }: Place): Promise<void> {
  const end = performance.now() + END_PATIENCE;
  while ((await lookout.look(criud.pid)).tree !== null) {
    if (performance.now() > end) throw new Error(`criud of host ${name} does not end`);
    await pause(50);
  }
}

/** What both sides say in the end. */
export interface Outcomes {
  /** Absent when its criud was killed before it was on the disk. */
  readonly source: Operation | undefined;
  /** Absent when nothing has come there. */
  readonly target: Operation | undefined;
  readonly neededWord: boolean;
}

async function untilOver(name: string, source: Place, target: Place, tree: Tree): Promise<Outcomes> {
  let neededWord = false;
  const end = performance.now() + OUTCOME_PATIENCE;
  for (;;) {
    const atSource = await source.criud.client.operations
      .waitOperation({ name, wait: { seconds: 1n, nanos: 0 } })
      .then(
        ({ operation }) => operation,
        (error: unknown) => {
          if (error instanceof CriudError && error.reason === 'OPERATION_NOT_FOUND') return undefined;
          throw error;
        },
      );
    const { operations } = await target.criud.client.operations.listOperations({});
    const atTarget = operations.find(({ sourceMigration }) => sourceMigration === name);
    const isLast = performance.now() > end;
    const isOver = atSource === undefined || atSource.outcome !== undefined;
    if (isLast || (isOver && (atTarget === undefined || atTarget.outcome !== undefined))) {
      return { source: atSource, target: atTarget, neededWord };
    }
    if (atSource?.phases.at(-1)?.phase === Phase.IN_DOUBT && !neededWord) {
      neededWord = true;
      await resolve(name, source, tree);
    }
    await pause(20);
  }
}

/** As an operator would: the images are all there is of a tree that is dead, and it is dead or it is not. */
async function resolve(operation: string, { criud, lookout }: Place, tree: Tree): Promise<void> {
  const name = operation.replace('operations', 'migrations');
  const { migration } = await criud.client.migrations.getMigration({ name });
  const isDead = (await lookout.look(tree.pid)).tree === null;
  const word = isDead ? MigrationWord.RUN_THERE : MigrationWord.DISCARD;
  if (!migration?.words.includes(word)) throw new Error(`in doubt, ${word} is none of ${migration?.words}`);
  await criud.client.migrations.resolveMigration({ name, word });
}

/** Why an operation failed; '' when it did not, or goes on. */
export function reasonOf(operation: Operation | undefined): string {
  return operation?.outcome?.$case === 'error' ? (new CriudError(operation.outcome.value).reason ?? '') : '';
}
