import { setTimeout as pause } from 'node:timers/promises';
import { MigrationStrategy, MigrationWord, type Operation } from '../../src/client/index.js';
import type { Place, Tree } from '../faults/migration/pair.js';
import type { Lab } from './lab.js';
import { type LabPair, type LabPlace, openLabPlace, pairOf } from './migration-pair.js';

/** How long what must not happen is waited for, in milliseconds: a target that is told to runs its tree within one or two. */
const HELD = 6_000;

const PATIENCE = { seconds: 60n, nanos: 0 };
const PROOF_PATIENCE = 20_000;

/**
 * The host of the source loses its power when the source has recorded COMMITTING,
 * and again when the target has COMMITTED. The first time nobody can know whether
 * the tree is dead there: it is held until the operator says so. The second time
 * it runs.
 *
 * @returns what was seen; throws when it was anything else
 */
export async function loseSources(lab: Lab, { places }: LabPair): Promise<readonly string[]> {
  const [first, target] = places;
  const held = await afterCommitting(pairOf(lab, first, target));
  const ran = await afterCommitted(pairOf(lab, await openLabPlace(lab), target));
  return [held, ran];
}

async function afterCommitting(pair: LabPair): Promise<string> {
  const [source, target] = pair.places;
  const tree = await pair.startTree();
  const name = await moveInto(source, pair, tree, {
    ...{ kind: 'migrate' as const, from: 'record committing', before: 'record committed' },
  });
  await source.host.kill();
  await pause(HELD);
  await expectStill(target);
  const migration = name.replace('operations', 'migrations');
  const { migration: seen } = await target.criud.client.migrations.getMigration({ name: migration });
  if (!seen?.words.includes(MigrationWord.RUN_HERE))
    throw new Error(`the word would not be taken: ${seen?.words}`);
  await target.criud.client.migrations.resolveMigration({ name: migration, word: MigrationWord.RUN_HERE });
  await expectRun(target, tree, name);
  return `source host lost after COMMITTING: held for ${HELD / 1_000} s, runs by the word of the operator`;
}

async function afterCommitted(pair: LabPair): Promise<string> {
  const [source, target] = pair.places;
  const tree = await pair.startTree();
  const name = await moveInto(target, pair, tree, {
    ...{ kind: 'receive' as const, from: 'record committed', before: 'record running' },
  });
  await source.host.kill();
  await target.lookout.signal([target.criud.pid], 'SIGCONT');
  const { crius } = await target.lookout.look(tree.pid);
  await target.lookout.signal(
    crius.map(({ pid }) => pid),
    'SIGCONT',
  );
  await expectRun(target, tree, name);
  return 'source host lost after COMMITTED: runs';
}

/** Moves the tree until one side stands still in the moment. @returns the operation at the source */
async function moveInto(
  witness: LabPlace,
  { places: [source, target] }: LabPair,
  tree: Tree,
  moment: { readonly kind: 'migrate' | 'receive'; readonly from: string; readonly before: string },
): Promise<string> {
  await target.lookout.watch(tree.file, true);
  const waiting = witness.lookout.ambush({
    ...{ ...moment, spin: 0, criud: witness.criud.pid, tree: tree.pid, deadlineMs: 60_000 },
  });
  const { operation } = await source.criud.client.migrations.migrate({
    ...{ target: { pid: tree.pid }, destination: target.address },
    ...{ policy: { maxRounds: 2 }, strategy: MigrationStrategy.PRE_COPY },
  });
  const { hit, signs } = await waiting;
  if (!hit) throw new Error(`the moment has passed: ${signs.join(', ')}`);
  return operation?.name ?? '';
}

async function received({ criud }: Place, name: string): Promise<Operation> {
  const { operations } = await criud.client.operations.listOperations({});
  const found = operations.find(({ sourceMigration }) => sourceMigration === name);
  if (found === undefined) throw new Error(`nothing of ${name} has come`);
  return found;
}

async function expectStill({ lookout }: Place): Promise<void> {
  const [beat] = await lookout.beats();
  if (beat !== undefined)
    throw new Error(`nobody has said that it is dead, and it has counted to ${beat[1]}`);
}

async function expectRun(target: Place, tree: Tree, name: string): Promise<void> {
  const operation = await received(target, name);
  const { operations } = target.criud.client;
  const ended = (await operations.waitOperation({ name: operation.name, wait: PATIENCE })).operation;
  if (ended?.outcome?.$case !== 'restore') throw new Error(`it does not run: ${ended?.outcome?.$case}`);
  const wrong = await target.lookout.prove(tree.pid, tree.file, PROOF_PATIENCE);
  if (wrong !== undefined) throw new Error(wrong);
}
