import type {
  advanceSource,
  advanceTarget,
  Call,
  MigrationIdentity,
  recoverSource,
  recoverTarget,
  SourceEffect,
  SourceEvent,
  SourceRecord,
  SourceState,
  SourceTree,
  Standing,
  Step,
  TargetEffect,
  TargetEvent,
  TargetRecord,
  TargetState,
  TargetTree,
} from '../../../src/migration/handover/index.js';

export const MIGRATION: MigrationIdentity = {
  migrationId: 'm-1',
  sourceBootId: 'b-1',
  rootPid: 4_711,
  rootStartTime: 815n,
};

/** What is put to the test: the machine of src, or one with a defect. */
export interface Machines {
  readonly advanceSource: typeof advanceSource;
  readonly recoverSource: typeof recoverSource;
  readonly advanceTarget: typeof advanceTarget;
  readonly recoverTarget: typeof recoverTarget;
}

/** What the world does to a handover beside letting it be. Each costs one of the faults there are. */
export type Fault =
  | 'kill -9 source criud'
  | 'kill -9 target criud'
  | 'kill -9 source CRIU'
  | 'kill -9 target CRIU'
  | 'source host boots anew'
  | 'target host boots anew'
  | 'source host lost for good'
  | 'target host lost for good'
  | 'source journal fails'
  | 'target journal fails'
  | 'tree at the source ends by itself'
  | 'tree at the target ends by itself';

/** What an operator may say though it is not so. */
export type Lie =
  | 'target: run-here, the source is dead'
  | 'target: discard, the source has aborted'
  | 'source: target-is-dead';

const CALLS: readonly Call[] = ['prepare', 'commit', 'discard'];
const STANDINGS: readonly Standing[] = [
  'prepared',
  'unbuilt',
  'not-prepared',
  'committed',
  'restore-failed',
  'running',
  'discarded',
];

const SOURCE_CRIU = ['none', 'dumping', 'holding', 'killing', 'rolling-back', 'ended'] as const;
const SOURCE_TREE = ['running', 'frozen', 'half-killed', 'half', 'dead'] as const;
const TARGET_CRIU = ['none', 'building', 'holding', 'resuming', 'killing', 'ended'] as const;
const TARGET_TREE = ['none', 'built', 'half-built', 'partly-running', 'running'] as const;
const IMAGES = ['none', 'arrived', 'durable', 'removed'] as const;

/**
 * Both hosts and the network between them. What is durable outlives everything
 * but the loss of its host; what is queued for a journal is written or not when
 * criud dies. The network is the set of all that was ever sent: each message can
 * come at any time, any number of times, or never.
 */
export interface World {
  /** Undefined while criud is down. */
  sourceState: SourceState | undefined;
  sourceJournal: SourceRecord;
  sourceQueue: readonly SourceRecord[];
  sourceLost: boolean;
  sourceCriu: (typeof SOURCE_CRIU)[number];
  /** half-killed: frozen, and some of it is dead already. half: some is dead, the rest runs. */
  sourceTree: (typeof SOURCE_TREE)[number];
  /** CRIU's stats-dump is there. */
  killIsShown: boolean;
  /** This criud has let CRIU go, and saw it alive after that. */
  letGoByThis: boolean;
  /** criud wants to know what became of the tree when CRIU has ended. */
  sourceLooks: boolean;
  /** The source has images of its own, and whether they may be restored. */
  imagesKept: boolean;
  imagesReleased: boolean;

  targetState: TargetState | undefined;
  targetJournal: TargetRecord;
  targetQueue: readonly TargetRecord[];
  targetLost: boolean;
  targetCriu: (typeof TARGET_CRIU)[number];
  targetTree: (typeof TARGET_TREE)[number];
  targetLooks: boolean;
  targetImages: (typeof IMAGES)[number];
  securing: boolean;
  restoring: boolean;
  clearing: boolean;
  /** A call has come and is not answered yet. */
  callWaits: boolean;
  /** The host was booted since COMMITTED was recorded. */
  bootedSinceCommit: boolean;

  /** A bit for each call, then for each answer. */
  network: number;
  faultsLeft: number;

  /** The tree ran on at the source after its image was made. */
  hasRunOn: boolean;
  /** It has run at the target, since the last restore. */
  hasRunThere: boolean;
  /** A fault, or a word of the operator whose meaning it is, took the last copy or could have. */
  isExcused: boolean;
  /** The operator has said that it is to run from the images, whatever has been. */
  isRuled: boolean;
}

export const FIRST_WORLD: World = {
  sourceState: { phase: 'rounds' },
  sourceJournal: { phase: 'rounds' },
  sourceQueue: [],
  sourceLost: false,
  sourceCriu: 'none',
  sourceTree: 'running',
  killIsShown: false,
  letGoByThis: false,
  sourceLooks: false,
  imagesKept: true,
  imagesReleased: false,
  targetState: { phase: 'receiving' },
  targetJournal: 'receiving',
  targetQueue: [],
  targetLost: false,
  targetCriu: 'none',
  targetTree: 'none',
  targetLooks: false,
  targetImages: 'none',
  securing: false,
  restoring: false,
  clearing: false,
  callWaits: false,
  bootedSinceCommit: false,
  network: 0,
  faultsLeft: 0,
  hasRunOn: false,
  hasRunThere: false,
  isExcused: false,
  isRuled: false,
};

/** What must never be. */
export class Violation extends Error {}

function callBit(call: Call): number {
  return 1 << CALLS.indexOf(call);
}

function answerBit(standing: Standing): number {
  return 1 << (CALLS.length + STANDINGS.indexOf(standing));
}

/** Values by number, so that a world is a short string. What comes back is one object for equal values. */
function internment<T>(nameOf: (value: T) => string): {
  readonly numberOf: (value: T) => number;
  readonly valueOf: (n: number) => T;
} {
  const values: T[] = [];
  const byName = new Map<string, number>();
  const byIdentity = new WeakMap<object, number>();
  return {
    numberOf(value) {
      const isObject = typeof value === 'object' && value !== null;
      const known = isObject ? byIdentity.get(value) : undefined;
      if (known !== undefined) return known;
      const name = nameOf(value);
      let number = byName.get(name);
      if (number === undefined) {
        number = values.push(value) - 1;
        byName.set(name, number);
      }
      if (isObject) byIdentity.set(value, number);
      return number;
    },
    valueOf: (number) => values[number] as T, // Only numbers given out above come back.
  };
}

/** All that tells one state, record or event from another, without the cost of JSON. */
function nameOf(value: Readonly<Record<string, unknown>> | undefined): string {
  let name = '';
  for (const key in value) {
    const part = value[key];
    if (key === 'record' && typeof part === 'object') name += nameOf({ ...part });
    else if (typeof part !== 'object') name += `${part} `;
  }
  return name;
}

const sourceStates = internment<SourceState | undefined>(nameOf);
const sourceRecords = internment<SourceRecord>(nameOf);
const sourceQueues = internment<readonly SourceRecord[]>((queue) => queue.map(nameOf).join());
const targetStates = internment<TargetState | undefined>(nameOf);
const targetRecords = internment<TargetRecord>((record) => record);
const targetQueues = internment<readonly TargetRecord[]>((queue) => queue.join());

/** A world as a string, equal for equal worlds. */
export function pack(w: World): string {
  return String.fromCharCode(
    sourceStates.numberOf(w.sourceState),
    sourceRecords.numberOf(w.sourceJournal),
    sourceQueues.numberOf(w.sourceQueue),
    targetStates.numberOf(w.targetState),
    targetRecords.numberOf(w.targetJournal),
    targetQueues.numberOf(w.targetQueue),
    w.network,
    SOURCE_CRIU.indexOf(w.sourceCriu) +
      8 * SOURCE_TREE.indexOf(w.sourceTree) +
      64 * TARGET_CRIU.indexOf(w.targetCriu) +
      512 * TARGET_TREE.indexOf(w.targetTree) +
      4_096 * IMAGES.indexOf(w.targetImages),
    Number(w.sourceLost) +
      2 * Number(w.killIsShown) +
      4 * Number(w.letGoByThis) +
      8 * Number(w.sourceLooks) +
      16 * Number(w.imagesKept) +
      32 * Number(w.targetLost) +
      64 * Number(w.targetLooks) +
      128 * Number(w.securing) +
      256 * Number(w.restoring) +
      512 * Number(w.clearing) +
      1_024 * Number(w.bootedSinceCommit) +
      2_048 * Number(w.callWaits) +
      4_096 * Number(w.imagesReleased),
    Number(w.hasRunOn) +
      2 * Number(w.hasRunThere) +
      4 * Number(w.isExcused) +
      8 * Number(w.isRuled) +
      16 * w.faultsLeft,
  );
}

/** The world that was packed. */
export function unpack(packed: string): World {
  const at = (index: number) => packed.charCodeAt(index);
  const pick = <T>(names: readonly T[], by: number) => names[Math.floor(at(7) / by) & 7] as T; // As packed.
  const has = (index: number, bit: number) => (at(index) & bit) !== 0;
  return {
    sourceState: sourceStates.valueOf(at(0)),
    sourceJournal: sourceRecords.valueOf(at(1)),
    sourceQueue: sourceQueues.valueOf(at(2)),
    sourceLost: has(8, 1),
    sourceCriu: pick(SOURCE_CRIU, 1),
    sourceTree: pick(SOURCE_TREE, 8),
    killIsShown: has(8, 2),
    letGoByThis: has(8, 4),
    sourceLooks: has(8, 8),
    imagesKept: has(8, 16),
    imagesReleased: has(8, 4_096),
    targetState: targetStates.valueOf(at(3)),
    targetJournal: targetRecords.valueOf(at(4)),
    targetQueue: targetQueues.valueOf(at(5)),
    targetLost: has(8, 32),
    targetCriu: pick(TARGET_CRIU, 64),
    targetTree: pick(TARGET_TREE, 512),
    targetLooks: has(8, 64),
    targetImages: pick(IMAGES, 4_096),
    securing: has(8, 128),
    restoring: has(8, 256),
    clearing: has(8, 512),
    callWaits: has(8, 2_048),
    bootedSinceCommit: has(8, 1_024),
    network: at(6),
    faultsLeft: at(9) >> 4,
    hasRunOn: has(9, 1),
    hasRunThere: has(9, 2),
    isExcused: has(9, 4),
    isRuled: has(9, 8),
  };
}

export interface Move {
  readonly label: string;
  readonly next: World;
}

/** The machines and the world around them: what can come next. */
export function worldOf(machines: Machines) {
  const sourceSteps = new Map<string, Step<SourceState, SourceEffect>>();
  const targetSteps = new Map<string, Step<TargetState, TargetEffect>>();

  /** Undefined where the event is refused or changes nothing. */
  function source(w: World, event: SourceEvent, change: Partial<World> = {}): World | undefined {
    const state = w.sourceState;
    if (state === undefined) return undefined;
    const key = `${sourceStates.numberOf(state)} ${nameOf(event)}`;
    const taken = sourceSteps.get(key) ?? machines.advanceSource(MIGRATION, state, event);
    sourceSteps.set(key, taken);
    if (taken.refusal?.reason === 'out-of-order') throw new Violation(taken.refusal.message);
    if (taken.refusal !== undefined) return undefined;
    return enactSource({ ...w, ...change }, taken);
  }

  function enactSource(next: World, { state, effects }: Step<SourceState, SourceEffect>): World {
    next.sourceState = state;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'journal':
          next.sourceQueue = [...next.sourceQueue, effect.record];
          break;
        case 'dump':
          next.sourceLooks = true;
          // The tree may have ended by itself: CRIU fails at once.
          if (next.sourceTree !== 'running') next.sourceCriu = 'ended';
          else Object.assign(next, { sourceCriu: 'dumping', sourceTree: 'frozen' });
          break;
        case 'let-criu-go':
          if (next.sourceCriu === 'holding') {
            Object.assign(next, { letGoByThis: true, sourceCriu: 'killing' });
          }
          break;
        case 'refuse-criu':
          if (next.sourceCriu === 'dumping' || next.sourceCriu === 'holding')
            next.sourceCriu = 'rolling-back';
          break;
        case 'look':
          next.sourceLooks = true;
          break;
        case 'call':
          next.network |= callBit(effect.call);
          break;
        case 'unlock-network':
          if (next.sourceTree !== 'dead') throw new Violation('The network of a living tree is unlocked.');
          break;
        case 'release-images':
          next.imagesReleased = true;
          break;
        case 'remove-images':
          next.imagesKept = false;
          break;
        case 'repair-tree':
          break;
      }
    }
    return next;
  }

  function target(w: World, event: TargetEvent, change: Partial<World> = {}): World | undefined {
    const state = w.targetState;
    if (state === undefined) return undefined;
    const key = `${targetStates.numberOf(state)} ${nameOf(event)}`;
    const taken = targetSteps.get(key) ?? machines.advanceTarget(MIGRATION, state, event);
    targetSteps.set(key, taken);
    if (taken.refusal?.reason === 'out-of-order') throw new Violation(taken.refusal.message);
    if (taken.refusal !== undefined) return undefined;
    return enactTarget({ ...w, ...change }, taken);
  }

  function enactTarget(next: World, { state, effects }: Step<TargetState, TargetEffect>): World {
    next.targetState = state;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'journal':
          next.targetQueue = [...next.targetQueue, effect.record];
          break;
        case 'secure-images':
          next.securing = true;
          break;
        case 'restore':
          next.restoring = true;
          break;
        case 'let-criu-go':
          if (next.targetCriu === 'holding') next.targetCriu = 'resuming';
          break;
        case 'refuse-criu':
          next.restoring = false;
          if (next.targetCriu === 'building' || next.targetCriu === 'holding') next.targetCriu = 'killing';
          break;
        case 'look':
          next.targetLooks = true;
          break;
        case 'clear-away':
          next.clearing = true;
          break;
        case 'answer':
          if (next.callWaits) next.network |= answerBit(effect.standing);
          next.callWaits = false;
          break;
      }
    }
    return next;
  }

  function seenAtSource(w: World): SourceTree {
    switch (w.sourceTree) {
      case 'dead':
        return w.killIsShown || w.letGoByThis ? 'killed' : 'ended';
      case 'half':
      case 'half-killed':
        return 'partial';
      default:
        return 'alive';
    }
  }

  function seenAtTarget(w: World): TargetTree {
    if (w.targetTree === 'running') return 'running';
    if (w.targetTree === 'partly-running' || w.bootedSinceCommit) return 'unclear';
    return w.hasRunThere ? 'ended' : 'never-ran';
  }

  /** CRIU and what it makes of the tree, of its own accord. */
  function* criuAtSource(w: World): Generator<[string, World | undefined]> {
    switch (w.sourceCriu) {
      case 'dumping': {
        const images = w.targetLost || w.targetImages !== 'none' ? w.targetImages : 'arrived';
        yield [
          'source CRIU waits at post-dump',
          source(w, { kind: 'dump-held' }, { sourceCriu: 'holding', targetImages: images }),
        ];
        break;
      }
      case 'killing':
        if (w.sourceTree === 'frozen') {
          yield ['source CRIU kills a part of the tree', kill(w, 'half-killed')];
        } else if (w.sourceTree === 'half-killed') {
          yield ['source CRIU has killed the tree', kill(w, 'dead')];
        } else {
          yield ['source CRIU ends', { ...w, sourceCriu: 'ended', killIsShown: true }];
        }
        break;
      case 'rolling-back':
        yield ['source CRIU has rolled back', { ...w, ...released(w), sourceCriu: 'ended' }];
        break;
    }
  }

  function kill(w: World, sourceTree: 'half-killed' | 'dead'): World {
    const isSafe =
      w.targetImages === 'durable' && (w.targetJournal === 'prepared' || w.targetJournal === 'committed');
    if (w.targetLost) return { ...w, sourceTree, isExcused: true };
    if (!isSafe && !w.isExcused && w.targetTree !== 'running') {
      throw new Violation('The tree is killed before the target is prepared.');
    }
    return { ...w, sourceTree };
  }

  /** What the tree does when nothing holds it any more. */
  function released({ sourceTree, hasRunOn }: World): Pick<World, 'sourceTree' | 'hasRunOn'> {
    if (sourceTree === 'frozen') return { sourceTree: 'running', hasRunOn: true };
    return sourceTree === 'half-killed' ? { sourceTree: 'half', hasRunOn: true } : { sourceTree, hasRunOn };
  }

  function* criuAtTarget(w: World): Generator<[string, World | undefined]> {
    const isFree = w.targetCriu === 'none' || w.targetCriu === 'ended';
    if (w.restoring && isFree) {
      if (w.targetTree === 'running') throw new Violation('A restore over a tree that runs.');
      if (w.targetImages !== 'arrived' && w.targetImages !== 'durable') {
        throw new Violation('A restore without images.');
      }
      if (w.hasRunThere && !w.isRuled) throw new Violation('The tree is to run twice at the target.');
      yield [
        'target CRIU begins to restore',
        {
          ...w,
          restoring: false,
          targetLooks: true,
          targetCriu: 'building',
          targetTree: 'none',
          hasRunThere: false,
        },
      ];
    }
    if (w.clearing && isFree) {
      if (w.targetTree === 'running') throw new Violation('A tree that runs is cleared away.');
      const change = { clearing: false, targetTree: 'none', targetImages: 'removed' } as const;
      yield ['target has cleared away', target(w, { kind: 'cleared' }, change)];
    }
    switch (w.targetCriu) {
      case 'building': {
        const change = { targetCriu: 'holding', targetTree: 'built' } as const;
        yield ['target CRIU waits at post-restore', target(w, { kind: 'built' }, change)];
        break;
      }
      case 'resuming':
        if (w.targetTree === 'built') {
          check({ ...w, targetTree: 'partly-running' });
          if (!w.isRuled && w.hasRunOn) throw new Violation('The tree goes back to what it was.');
          yield ['target tree runs in part', { ...w, targetTree: 'partly-running', hasRunThere: true }];
        } else if (w.targetTree === 'partly-running') {
          yield ['target tree runs', { ...w, targetTree: 'running' }];
        } else {
          yield ['target CRIU ends', { ...w, targetCriu: 'ended' }];
        }
        break;
      case 'killing':
        yield ['target CRIU has killed what it built', { ...w, targetCriu: 'ended', targetTree: 'none' }];
        break;
    }
  }

  function* criudAtSource(w: World): Generator<[string, World | undefined]> {
    if (w.sourceLost) return;
    if (w.sourceState === undefined) {
      yield ['source criud starts', enactSource({ ...w }, machines.recoverSource(w.sourceJournal))];
      return;
    }
    const [record, ...queue] = w.sourceQueue;
    if (record !== undefined) {
      const change = { sourceJournal: record, sourceQueue: queue };
      yield [`source has recorded ${record.phase}`, source(w, { kind: 'journaled', record }, change)];
    }
    if (w.sourceLooks && (w.sourceCriu === 'none' || w.sourceCriu === 'ended')) {
      const tree = seenAtSource(w);
      yield [`source sees the tree ${tree}`, source(w, { kind: 'dump-ended', tree }, { sourceLooks: false })];
    }
    if (w.sourceState.phase === 'rounds') yield ['source freezes', source(w, { kind: 'freeze' })];
  }

  function* criudAtTarget(w: World): Generator<[string, World | undefined]> {
    if (w.targetLost) return;
    if (w.targetState === undefined) {
      yield ['target criud starts', enactTarget({ ...w }, machines.recoverTarget(w.targetJournal))];
      return;
    }
    const [record, ...queue] = w.targetQueue;
    if (record !== undefined) {
      const change = {
        targetJournal: record,
        targetQueue: queue,
        bootedSinceCommit: w.bootedSinceCommit && record !== 'committed',
      };
      yield [`target has recorded ${record}`, target(w, { kind: 'journaled', record }, change)];
    }
    if (w.securing) {
      const targetImages = w.targetImages === 'arrived' ? 'durable' : w.targetImages;
      yield [
        'target has flushed the images',
        target(w, { kind: 'images-durable' }, { securing: false, targetImages }),
      ];
    }
    if (w.targetLooks && (w.targetCriu === 'none' || w.targetCriu === 'ended')) {
      const tree = seenAtTarget(w);
      yield [
        `target sees the tree ${tree}`,
        target(w, { kind: 'restore-ended', tree }, { targetLooks: false }),
      ];
    }
  }

  /** With `isKept`, a message that has come can come again. */
  function* messages(w: World, isKept: boolean): Generator<[string, World | undefined]> {
    for (const standing of STANDINGS) {
      const bit = answerBit(standing);
      if ((w.network & bit) === 0) continue;
      const change = isKept ? {} : { network: w.network & ~bit };
      yield [`source hears "${standing}"`, source(w, { kind: 'answered', by: MIGRATION, standing }, change)];
    }
    for (const call of CALLS) {
      const bit = callBit(call);
      if ((w.network & bit) === 0) continue;
      const change = { callWaits: true, network: isKept ? w.network : w.network & ~bit };
      yield [`target is called to ${call}`, target(w, { kind: 'called', by: MIGRATION, call }, change)];
    }
  }

  /** Neither criud needs a reason to give up before its point of no return. */
  function* givingUp(w: World): Generator<[string, World | undefined]> {
    yield ['source aborts', source(w, { kind: 'abort' })];
    if (w.targetState !== undefined) yield ['target gives up', target(w, { kind: 'failed' })];
  }

  /** What an operator can say in truth. */
  function* operator(w: World): Generator<[string, World | undefined]> {
    // A disk is faster than an operator; and so the journals' queues are bounded.
    if (w.sourceQueue.length > 0 || w.targetQueue.length > 0) return;
    const phase = w.sourceState?.phase;
    const isDead = w.sourceTree === 'dead';
    if (phase === 'in-doubt') {
      if (w.sourceTree === 'half') {
        yield ['operator kills the rest of the tree', { ...w, sourceTree: 'dead' }];
      }
      yield ['operator: run-there', source(w, { kind: 'operator', word: 'run-there' }, { isRuled: true })];
      const givesUp = w.isExcused || w.sourceTree !== 'running';
      yield [
        'operator: discard at the source',
        source(w, { kind: 'operator', word: 'discard' }, { isExcused: givesUp }),
      ];
    }
    if (phase === 'committed') {
      yield ['operator: take-back', source(w, { kind: 'operator', word: 'take-back' }, { isExcused: true })];
    }
    if (w.targetLost) {
      yield ['operator: target-is-dead', source(w, { kind: 'operator', word: 'target-is-dead' })];
    }
    if (w.imagesReleased && w.imagesKept && isDead) {
      yield ['operator restores at the source', { ...w, sourceTree: 'running', imagesKept: false }];
    }
    if (w.targetState?.phase === 'prepared') {
      if (isDead) {
        yield ['operator: run-here', target(w, { kind: 'operator', word: 'run-here' }, { isRuled: true })];
      }
      if (w.sourceTree === 'running' && (phase === 'aborting' || phase === 'aborted')) {
        yield ['operator: discard at the target', target(w, { kind: 'operator', word: 'discard' })];
      }
    }
    if (w.targetState?.phase === 'restore-failed') {
      yield ['operator: once more', target(w, { kind: 'operator', word: 'run-here' }, { isRuled: true })];
      yield [
        'operator gives the images up',
        target(w, { kind: 'operator', word: 'discard' }, { isExcused: true }),
      ];
    }
  }

  function* lies(w: World, told: ReadonlySet<Lie>): Generator<[Lie, World | undefined]> {
    if (w.sourceQueue.length > 0 || w.targetQueue.length > 0) return;
    if (told.has('target: run-here, the source is dead')) {
      const next = target(w, { kind: 'operator', word: 'run-here' }, { isRuled: true });
      yield ['target: run-here, the source is dead', next];
    }
    if (told.has('target: discard, the source has aborted')) {
      const next = target(w, { kind: 'operator', word: 'discard' }, { isExcused: true });
      yield ['target: discard, the source has aborted', next];
    }
    if (told.has('source: target-is-dead')) {
      const next = source(w, { kind: 'operator', word: 'target-is-dead' }, { isExcused: true });
      yield ['source: target-is-dead', next];
    }
  }

  function* faults(
    before: World,
    kinds: readonly Fault[] | undefined,
  ): Generator<[Fault, World | undefined]> {
    if (before.faultsLeft === 0) return;
    for (const fault of everyFault(before)) if (kinds?.includes(fault[0]) ?? true) yield fault;
  }

  function* everyFault(before: World): Generator<[Fault, World | undefined]> {
    const w = { ...before, faultsLeft: before.faultsLeft - 1 };
    if (w.sourceState !== undefined) {
      for (const written of prefixes(w.sourceQueue)) {
        yield ['kill -9 source criud', crashSource(w, written)];
        yield ['source host boots anew', bootSource(w, written)];
      }
    }
    if (w.targetState !== undefined) {
      for (const written of prefixes(w.targetQueue)) {
        yield ['kill -9 target criud', crashTarget(w, written)];
        yield ['target host boots anew', bootTarget(w, written)];
      }
    }
    if (!w.sourceLost) {
      yield [
        'source host lost for good',
        { ...bootSource(w, undefined), sourceLost: true, imagesKept: false },
      ];
    }
    if (!w.targetLost) {
      const isGone = w.sourceTree === 'dead' || w.sourceTree === 'half-killed' || w.sourceTree === 'half';
      yield [
        'target host lost for good',
        {
          ...bootTarget(w, undefined),
          targetLost: true,
          targetImages: 'none',
          isExcused: w.isExcused || isGone,
        },
      ];
    }
    if (w.sourceCriu !== 'none' && w.sourceCriu !== 'ended') {
      yield ['kill -9 source CRIU', { ...w, ...released(w), sourceCriu: 'ended' }];
    }
    if (w.targetCriu !== 'none' && w.targetCriu !== 'ended') {
      const isHalf = w.targetTree === 'built' || w.targetCriu === 'building';
      const targetTree = isHalf ? 'half-built' : w.targetTree;
      yield ['kill -9 target CRIU', { ...w, targetCriu: 'ended', targetTree }];
    }
    const [sourceRecord, ...sourceQueue] = w.sourceQueue;
    if (sourceRecord !== undefined) {
      const event = { kind: 'journal-failed', record: sourceRecord } as const;
      yield ['source journal fails', source(w, event, { sourceQueue })];
      yield ['source journal fails', source(w, event, { sourceQueue, sourceJournal: sourceRecord })];
    }
    const [targetRecord, ...targetQueue] = w.targetQueue;
    if (targetRecord !== undefined) {
      const event = { kind: 'journal-failed', record: targetRecord } as const;
      yield ['target journal fails', target(w, event, { targetQueue })];
      yield ['target journal fails', target(w, event, { targetQueue, targetJournal: targetRecord })];
    }
    // What criud cannot tell from a kill by CRIU: the instant between the death of that CRIU and its look.
    const isUnheld = w.sourceTree === 'running' || w.sourceTree === 'half';
    if (w.sourceTree !== 'dead' && !(isUnheld && w.sourceLooks && w.letGoByThis)) {
      yield ['tree at the source ends by itself', { ...w, sourceTree: 'dead', isExcused: true }];
    }
    if (w.targetTree === 'running') {
      yield ['tree at the target ends by itself', { ...w, targetTree: 'none', isExcused: true }];
    }
  }

  function crashSource(w: World, written: SourceRecord | undefined): World {
    const isRefused = w.sourceCriu === 'dumping' || w.sourceCriu === 'holding';
    return {
      ...w,
      sourceState: undefined,
      sourceJournal: written ?? w.sourceJournal,
      sourceQueue: [],
      sourceLooks: false,
      letGoByThis: false,
      sourceCriu: isRefused ? 'rolling-back' : w.sourceCriu,
    };
  }

  function bootSource(w: World, written: SourceRecord | undefined): World {
    return {
      ...crashSource(w, written),
      sourceCriu: 'none',
      sourceTree: 'dead',
      killIsShown: false,
      isExcused: w.isExcused || w.sourceTree !== 'dead',
    };
  }

  function crashTarget(w: World, written: TargetRecord | undefined): World {
    const isRefused = w.targetCriu === 'building' || w.targetCriu === 'holding';
    return {
      ...w,
      targetState: undefined,
      targetJournal: written ?? w.targetJournal,
      bootedSinceCommit: w.bootedSinceCommit && written !== 'committed',
      targetQueue: [],
      targetLooks: false,
      securing: false,
      restoring: false,
      clearing: false,
      callWaits: false,
      targetCriu: isRefused ? 'killing' : w.targetCriu,
    };
  }

  function bootTarget(w: World, written: TargetRecord | undefined): World {
    const crashed = crashTarget(w, written);
    return {
      ...crashed,
      targetCriu: 'none',
      targetTree: 'none',
      targetImages: w.targetImages === 'arrived' ? 'none' : w.targetImages,
      bootedSinceCommit: true,
      isExcused: w.isExcused || w.targetTree === 'partly-running' || w.targetTree === 'running',
    };
  }

  return {
    criuAtSource,
    criuAtTarget,
    criudAtSource,
    criudAtTarget,
    messages,
    givingUp,
    operator,
    lies,
    faults,
    /** The source makes its call again. */
    callAgain: (w: World) => source(w, { kind: 'unanswered' }),
  };
}

/** What may have reached the disk when the power goes: nothing new, or any of what was queued. */
function prefixes<T>(queue: readonly T[]): readonly (T | undefined)[] {
  return [undefined, ...queue];
}

/** Throws where a world must not be. */
export function check(w: World): void {
  if (w.targetTree === 'running' || w.targetTree === 'partly-running') {
    if (w.sourceTree !== 'dead') throw new Violation(`Two copies: the one at the source is ${w.sourceTree}.`);
    return;
  }
  if (w.isExcused || w.sourceTree === 'running' || w.sourceTree === 'frozen') return;
  const isHeld = w.targetImages === 'durable' && !['receiving', 'discarded'].includes(w.targetJournal);
  if (!isHeld) throw new Violation(`The tree is lost: ${w.sourceTree} here, ${w.targetJournal} there.`);
}
