import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from '../../../src/client/index.js';
import { type Outcomes, reasonOf } from './attempt.js';
import type { Beat, Look } from './lookout.js';
import type { Tree } from './pair.js';
import type { Stage } from './stage.js';

/** Something that must not be. */
export interface Wrong {
  readonly kind: 'double copy' | 'lost tree' | 'left in doubt' | 'outcome untrue' | 'left over';
  readonly text: string;
}

export interface Verdict {
  readonly outcome: string;
  readonly wrongs: readonly Wrong[];
}

/** How far the clocks of two guests may be compared, in milliseconds. */
const CLOCKS = 60;

/** How long a tree may take to count on and to compare its memory, and what is left over to go, in milliseconds. */
const PROOF_PATIENCE = 15_000;
const LEFTOVER_PATIENCE = 5_000;

/** Looks at both hosts when both sides say that it is over, and tells the stage where the tree is. */
export async function judge(stage: Stage, tree: Tree, { source, target }: Outcomes): Promise<Verdict> {
  const wrongs: Wrong[] = [];
  const say = (kind: Wrong['kind'], text: string) => wrongs.push({ kind, text });
  const [from, to] = [stage.source(), stage.target()];
  const [here, there] = await Promise.all([from.lookout.look(tree.pid), to.lookout.look(tree.pid)]);
  const livesHere = here.tree !== null;
  const livesThere = there.tree !== null;
  const said = `source: ${textOf(source)}; target: ${textOf(target)}`;

  if (livesHere && livesThere) {
    // What was built and held has never run: it is no copy.
    const kind = (await to.lookout.beats()).length > 0 ? 'double copy' : 'left in doubt';
    say(kind, `the tree lives on both hosts; ${said}`);
  } else if (!livesHere && !livesThere) {
    const isHeld = target !== undefined && target.outcome === undefined;
    say(isHeld ? 'left in doubt' : 'lost tree', `the tree lives on no host; ${said}`);
  }
  if (source !== undefined && source.outcome === undefined) say('left in doubt', said);
  else if (target !== undefined && target.outcome === undefined) say('left in doubt', said);

  if (livesHere !== livesThere) {
    const wasMoved = livesThere;
    // A migration whose own operation was never on the disk, or failed, has left the tree where it was.
    const sourceSays = source?.outcome?.$case === 'migration';
    const targetSays = target?.outcome?.$case === 'restore';
    const wasDecided = reasonOf(source) === 'MIGRATION_IN_DOUBT';
    if ((sourceSays !== wasMoved && !wasDecided) || targetSays !== wasMoved) {
      say('outcome untrue', `the tree is at its ${wasMoved ? 'target' : 'source'}; ${said}`);
    }
    const place = wasMoved ? to : from;
    const wrong = await place.lookout.prove(tree.pid, tree.file, PROOF_PATIENCE);
    if (wrong !== undefined) say('lost tree', `at its ${wasMoved ? 'target' : 'source'}: ${wrong}; ${said}`);
    const [before, after] = await Promise.all([from.lookout.beats(), to.lookout.beats()]);
    const double = wasMoved ? overlap(before, after) : ranAt(after);
    if (double !== undefined) say('double copy', `${double}; ${said}`);
    if (wasMoved) stage.hasMoved();
  }

  const left = await leftovers(stage, tree, wrongs.length > 0);
  for (const text of left) say('left over', `${text}; ${said}`);
  return { outcome: livesThere ? 'moved' : `stays (${reasonOf(source) || 'not begun'})`, wrongs };
}

/** A tree that has moved has stopped on the one host before it began on the other, and has gone on from there. */
function overlap(source: readonly Beat[], target: readonly Beat[]): string | undefined {
  const last = source.at(-1);
  const first = target[0];
  if (last === undefined || first === undefined) return undefined;
  if (last[0] > first[0] + CLOCKS)
    return `it ran at its source ${last[0] - first[0]} ms after it ran at its target`;
  if (last[1] > first[1])
    return `it had counted to ${last[1]} at its source, and goes on at its target from ${first[1]}`;
  return undefined;
}

function ranAt(target: readonly Beat[]): string | undefined {
  const last = target.at(-1);
  return last && `it stays at its source, and has counted to ${last[1]} at its target`;
}

/** What must not be left when all is over. */
async function leftovers(stage: Stage, tree: Tree, isHopeless: boolean): Promise<readonly string[]> {
  const end = performance.now() + (isHopeless ? 0 : LEFTOVER_PATIENCE);
  for (;;) {
    const looks = await Promise.all(
      stage.pair.places.map(async ({ name, lookout }) => leftAt(name, await lookout.look(tree.pid))),
    );
    const left = looks.flat();
    if (left.length === 0 || performance.now() > end) return left;
    await pause(50);
  }
}

function leftAt(host: string, { crius, migrations }: Look): readonly string[] {
  return [
    ...crius.map(({ pid, about }) => `CRIU ${pid} on host ${host} (${about})`),
    ...migrations.map((name) => `images of ${name} on host ${host}`),
  ];
}

function textOf(operation: Operation | undefined): string {
  if (operation === undefined) return 'no operation';
  const { outcome } = operation;
  if (outcome === undefined) return `goes on in ${operation.phases.at(-1)?.phase}`;
  return outcome.$case === 'error' ? `${reasonOf(operation)} (${outcome.value.message})` : outcome.$case;
}
