import {
  check,
  type Fault,
  FIRST_WORLD,
  type Lie,
  type Machines,
  pack,
  unpack,
  Violation,
  type World,
  worldOf,
} from './handover-world.js';

export interface Exploration {
  readonly states: number;
  /** Worlds from which the fair schedule was followed to its end, each but once. */
  readonly settled: number;
  /** How they ended: the source's phase, the target's, and whether the operator had to speak. */
  readonly endings: ReadonlyMap<string, number>;
  /** The first thing that must not be, and what led to it. */
  readonly violation?: { readonly message: string; readonly trace: readonly string[] };
}

export interface Bounds {
  readonly faults: number;
  /** Which faults there are. All. */
  readonly kinds?: readonly Fault[];
  /** False where no operator says anything while the faults go on. True. */
  readonly operator?: boolean;
  readonly lies?: readonly Lie[];
}

/**
 * Breadth-first through every interleaving within the bounds, so that what is
 * found is found by the shortest way. In each world the invariants are checked,
 * and then the fair schedule: nothing goes wrong any more, what can happen
 * happens, and where nothing can the operator tells the truth. With lies, only the
 * invariants.
 */
export function explore(machines: Machines, bounds: Bounds): Exploration {
  const { faults, kinds, operator = true, lies = [] } = bounds;
  const world = worldOf(machines);
  const told = new Set(lies);
  const first = pack({ ...FIRST_WORLD, faultsLeft: faults });
  const indexes = new Map([[first, 0]]);
  const worlds = [first];
  const comingFrom = [0];
  const labels = ['begin'];
  const settlement = settlementOf(world);

  function traceTo(index: number): string[] {
    const trace: string[] = [];
    for (let at = index; at > 0; at = comingFrom[at] ?? 0) trace.unshift(labels[at] ?? '');
    return trace;
  }

  let at = 0;
  try {
    for (; at < worlds.length; at += 1) {
      const w = unpack(worlds[at] ?? first);
      check(w);
      if (lies.length === 0) settlement.settle(w);
      for (const moves of [
        world.criudAtSource(w),
        world.criudAtTarget(w),
        world.criuAtSource(w),
        world.criuAtTarget(w),
        world.messages(w, true),
        world.givingUp(w),
        operator ? world.operator(w) : [],
        world.lies(w, told),
        world.faults(w, kinds),
      ]) {
        for (const [label, next] of moves) {
          if (next === undefined) continue;
          const key = pack(next);
          if (indexes.has(key)) continue;
          indexes.set(key, worlds.length);
          worlds.push(key);
          comingFrom.push(at);
          labels.push(label);
        }
      }
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    const trace = [...traceTo(at), ...settlement.trace()];
    const violation = { message: error.message, trace };
    return { states: worlds.length, settled: settlement.size(), endings: settlement.endings, violation };
  }
  return { states: worlds.length, settled: settlement.size(), endings: settlement.endings };
}

/** More moves than any way to the end has. */
const LONGEST = 500;

/** The fair schedule, followed from any world to the end, and never twice through the same. */
function settlementOf(world: ReturnType<typeof worldOf>) {
  const known = new Map<string, string>();
  const endings = new Map<string, number>();
  let labels: string[] = [];

  /** What comes next where nothing goes wrong, and undefined where nothing does. */
  function next(w: World): readonly [string, World] | undefined {
    for (const moves of [
      world.criudAtTarget(w),
      world.criudAtSource(w),
      world.criuAtTarget(w),
      world.criuAtSource(w),
      world.messages(w, false),
    ]) {
      for (const [label, after] of moves) if (after !== undefined) return [label, after];
    }
    return undefined;
  }

  /** Time passes: the source calls again, and what waits for something that will not come gives up. */
  function nextInTime(w: World, seen: ReadonlySet<string>): readonly [string, World] | undefined {
    const again = w.targetLost ? undefined : world.callAgain(w);
    if (again !== undefined && !seen.has(pack(again))) return ['source calls again', again];
    if (w.targetLost && w.sourceState?.phase === 'held') {
      for (const [label, after] of world.givingUp(w)) if (after !== undefined) return [label, after];
    }
    const isWaiting = w.targetState?.phase === 'receiving' || w.targetState?.phase === 'preparing';
    if (w.targetState?.phase === 'discarding' || (w.sourceLost && isWaiting)) {
      for (const [label, after] of world.givingUp(w)) if (after !== undefined) return [label, after];
    }
    return undefined;
  }

  function nextByOperator(w: World): readonly [string, World] | undefined {
    for (const [label, after] of world.operator(w)) {
      // What is a choice is made so that the tree lives on where it was meant to.
      if (label === 'operator: take-back' && w.targetState?.phase !== 'receiving') continue;
      if (label === 'operator gives the images up') continue;
      if (label === 'operator restores at the source') continue;
      if (label === 'operator: run-there' && w.sourceTree === 'running') continue;
      if (after !== undefined) return [label, after];
    }
    return undefined;
  }

  function settle(from: World): void {
    let w: World = { ...from, network: 0, faultsLeft: 0 };
    let key = pack(w);
    const path: string[] = [];
    const seen = new Set<string>();
    let operatorSpoke = false;
    labels = ['— from here on nothing fails —'];
    while (!known.has(key)) {
      path.push(key);
      seen.add(key);
      check(w);
      let move = next(w) ?? nextInTime(w, seen);
      if (move === undefined) {
        move = nextByOperator(w);
        if (move !== undefined) operatorSpoke = true;
      }
      if (move === undefined) {
        const ending = endingOf(w);
        known.set(key, ending);
        path.pop();
        break;
      }
      labels.push(move[0]);
      w = move[1];
      key = pack(w);
      if (path.length > LONGEST) throw new Violation('There is no end to it.');
    }
    const ending = known.get(key) ?? '';
    const told = operatorSpoke && !ending.endsWith('operator') ? `${ending}, by the operator` : ending;
    for (const passed of path) known.set(passed, told);
    endings.set(told, (endings.get(told) ?? 0) + 1);
    labels = [];
  }

  return { settle, endings, size: () => known.size, trace: () => labels };
}

/** Throws where a handover must not come to rest. */
function endingOf(w: World): string {
  const source = w.sourceLost ? 'lost' : (w.sourceState?.phase ?? 'down');
  const target = w.targetLost ? 'lost' : (w.targetState?.phase ?? 'down');
  const ending = `${source} / ${target}`;
  const isAtRest =
    ['lost', 'done', 'aborted', 'released'].includes(source) &&
    ['lost', 'running', 'discarded'].includes(target);
  if (!isAtRest) throw new Violation(`It rests at ${ending}.`);
  const copies =
    Number(w.sourceTree === 'running' || w.sourceTree === 'half') + Number(w.targetTree === 'running');
  if (copies > 1 || (copies === 0 && !w.isExcused))
    throw new Violation(`${copies} copies at the end, ${ending}.`);
  if (!w.isExcused && source === 'done' && w.targetTree !== 'running')
    throw new Violation(`Not there: ${ending}.`);
  if (source === 'aborted' && target === 'running' && !w.isExcused)
    throw new Violation(`Aborted, and it runs there.`);
  return ending;
}
