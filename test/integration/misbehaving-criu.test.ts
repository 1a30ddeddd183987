import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, type ExpectStatic, expect, it } from 'vitest';
import { CriudError, FinalState, type Operation, TreeState } from '../../src/client/index.js';
import { installScriptedCriu, type ScriptedCriu } from '../fixtures/scripted-criu/install.js';
import type { Step } from '../fixtures/scripted-criu/script.mjs';
import { images, type Scripts } from '../fixtures/scripted-criu/scripts.js';
import { type ScriptedService, startScriptedService } from '../fixtures/scripted-criu/service.js';
import { type Daemon, startDaemon } from './daemon.js';

/** Of an operation that CRIU does not answer. */
const SHORT = { seconds: 2n };
/** Longer than any operation here takes. */
const LONG = { seconds: 60n };

const good = (pid: number): readonly Step[] => [
  { hold: 'pre-dump' },
  ...images(pid),
  { hold: 'post-dump' },
  { answer: { type: 'DUMP', success: true } },
];

/** The ways through a dump up to where something goes wrong. */
const PLACES = [
  { place: 'before pre-dump', passed: [] },
  { place: 'at pre-dump', passed: [{ notify: 'pre-dump' }] },
  { place: 'after pre-dump', passed: [{ hold: 'pre-dump' }] },
  { place: 'at network-lock', passed: [{ hold: 'pre-dump' }, { notify: 'network-lock' }] },
  {
    place: 'at post-dump',
    passed: [{ hold: 'pre-dump' }, { hold: 'network-lock' }, { notify: 'post-dump' }],
  },
  {
    place: 'after post-dump',
    passed: [{ hold: 'pre-dump' }, { hold: 'network-lock' }, { hold: 'post-dump' }],
  },
] as const;

/** A real process with no relation to us. Nothing is ever done to it, unless a script kills it. */
interface Target extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcess;
}

async function startTarget(): Promise<Target> {
  const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore', cwd: '/' });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A target that has a child, and lives on without it. */
async function startFamily(): Promise<Target & { readonly childPid: number }> {
  const script = 'sleep 1000 & echo $!; wait; sleep 1000';
  const child = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd: '/',
  });
  const pid = child.pid ?? 0;
  const [childPid] = await once(child.stdout, 'data');
  return {
    pid,
    child,
    childPid: Number(childPid),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      process.kill(-pid, 'SIGKILL');
      await exited;
    },
  };
}

interface Subject<Criu = Scripts> {
  readonly daemon: Daemon;
  readonly criu: Criu;
}

async function dump(
  { daemon, criu }: Subject,
  { pid }: Target,
  steps: readonly Step[],
  { finalState = FinalState.RUNNING, timeout = LONG } = {},
): Promise<Operation> {
  await criu.script('DUMP', steps, pid);
  const request = { target: { pid }, finalState, skipInspection: true, wait: LONG, timeout };
  const { operation } = await daemon.client.checkpoints.dump(request);
  await criu.unscript('DUMP', pid);
  return ended(operation);
}

function ended(operation: Operation | undefined): Operation {
  if (operation?.outcome === undefined) throw new Error('the operation has not ended');
  return operation;
}

/** How an operation failed. */
function errorOf({ outcome }: Operation): CriudError {
  if (outcome?.$case !== 'error') throw new Error(`the operation did not fail: ${outcome?.$case}`);
  return new CriudError(outcome.value);
}

/** Names of checkpoints in a folder of the state. */
function entriesOf({ stateFolder }: Daemon, folder: string): Promise<string[]> {
  return readdir(join(stateFolder, folder)).catch(() => []);
}

/** What a daemon holds of the kernel and of the disk for operations that go on. */
async function holdings(daemon: Daemon) {
  return {
    descriptors: (await daemon.descriptors()).length,
    children: await daemon.children(),
    incoming: await entriesOf(daemon, 'incoming'),
    work: await entriesOf(daemon, 'work'),
  };
}

/** The state letter of a process, and who traces it. */
async function stateOf({ pid }: Target): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return `${/^State:\s+(\w)/m.exec(status)?.[1]} ${/^TracerPid:\s+(\d+)/m.exec(status)?.[1]}`;
}

describe('one daemon, with', () => {
  /** The daemon of most tests, and what it holds when nothing goes on. */
  let criu: ScriptedCriu;
  let daemon: Daemon;
  let level: Awaited<ReturnType<typeof holdings>>;
  let target: Target;

  beforeAll(async () => {
    criu = await installScriptedCriu();
    daemon = await startDaemon({ criu: criu.program, flags: ['--grace', '1'] });
    await using first = await startTarget();
    expect((await dump({ daemon, criu }, first, good(first.pid))).outcome?.$case).toBe('dump');
    level = await holdings(daemon);
    expect(level).toMatchObject({ children: [], incoming: [], work: [] });
  });

  afterAll(async () => {
    await daemon[Symbol.asyncDispose]();
    await criu[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    target = await startTarget();
  });

  // After every misbehaviour: nothing is left of it, and the next dump is a good one.
  afterEach(async () => {
    await target[Symbol.asyncDispose]();
    await using next = await startTarget();
    await expect.poll(() => holdings(daemon)).toEqual(level);
    expect((await dump({ daemon, criu }, next, good(next.pid))).outcome?.$case).toBe('dump');
  });

  /** A dump that fails, and leaves the tree as it is. */
  async function failedDump(
    steps: readonly Step[],
    settings: Parameters<typeof dump>[3] = {},
  ): Promise<CriudError> {
    const checkpoints = await entriesOf(daemon, 'checkpoints');
    const operation = await dump({ daemon, criu }, target, steps, settings);
    const error = errorOf(operation);
    expect(error.cure).not.toBe('');
    expect(await stateOf(target)).toBe('S 0');
    expect(error.treeState).toBe(TreeState.RUNNING);
    expect(await entriesOf(daemon, 'checkpoints')).toEqual(checkpoints);
    return error;
  }

  describe.each(PLACES)('a CRIU that, $place,', ({ passed }) => {
    it('ends', async () => {
      const error = await failedDump([...passed, { exit: 1 }]);
      expect(error).toMatchObject({ reason: 'CRIU_EXITED', code: 'INTERNAL', criu: { ending: 'exit 1' } });
    });

    it.each(['SIGSEGV', 'SIGABRT'] as const)('crashes with %s', async (signal) => {
      const error = await failedDump([...passed, { die: signal }]);
      expect(error).toMatchObject({ reason: 'CRIU_EXITED', criu: { ending: `signal ${signal}` } });
    });

    it('says something that is not its protocol', async () => {
      const error = await failedDump([...passed, { bytes: 'deadbeef' }, { waitForEnd: true }]);
      expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', metadata: { head: 'deadbeef' } });
    });

    it('answers as if something else had been asked', async () => {
      const other = { answer: { type: 'CHECK', success: true }, descriptors: 2 };
      const error = await failedDump([...passed, other, { waitForEnd: true }]);
      expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', metadata: { response: 'CHECK' } });
    });

    it('sends a packet without bytes', async () => {
      const error = await failedDump([...passed, { bytes: '' }, { exit: 1 }]);
      expect(error).toMatchObject({ reason: 'CRIU_EXITED', criu: { ending: 'exit 1' } });
    });

    it('stands still for ever is killed after timeout and grace time', async () => {
      const error = await failedDump([...passed, { hang: true }], { timeout: SHORT });
      expect(error).toMatchObject({ reason: 'DEADLINE_EXCEEDED', metadata: { timeout_ms: '2000' } });
    });
  });

  describe('a CRIU that dumps', () => {
    it('and says why it dies on stderr only', async () => {
      const text = 'criu: symbol lookup error: undefined symbol: protobuf_c_message_init\n';
      const error = await failedDump([{ stderr: text }, { exit: 127 }]);
      expect(error).toMatchObject({
        reason: 'CRIU_EXITED',
        criu: { ending: 'exit 127', causeLine: text.trim(), excerpt: [text.trim()] },
      });
    });

    it.each([FinalState.RUNNING, FinalState.DEAD])(
      'and reports success without an inventory, final state %i',
      async (finalState) => {
        const steps = [
          { hold: 'pre-dump' },
          { hold: 'post-dump' },
          { answer: { type: 'DUMP', success: true } },
        ];
        const error = await failedDump(steps, { finalState });
        expect(error).toMatchObject({ reason: 'CRIU_FAILED', metadata: { file: 'inventory.img' } });
      },
    );

    it('and reports failure without a word of why', async () => {
      const error = await failedDump([{ hold: 'pre-dump' }, { answer: { type: 'DUMP', success: false } }]);
      expect(error.reason).toBe('CRIU_FAILED');
    });

    it('and answers twice', async () => {
      const twice = { answer: { type: 'DUMP', success: true } };
      const error = await failedDump([...good(target.pid), twice]);
      expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', metadata: { response: 'DUMP' } });
    });

    it('and does not understand the request', async () => {
      const error = await failedDump([{ answer: { type: 'EMPTY', success: false } }, { exit: 255 }]);
      expect(error.reason).toBe('CRIU_FAILED');
    });

    it('and has a notification that nobody knows, with descriptors nobody wants, succeeds', async () => {
      const [preDump, ...rest] = good(target.pid);
      const novelty = {
        answer: { type: 'NOTIFY', success: true, notify: { script: 'new' } },
        descriptors: 3,
      };
      const steps = [...(preDump ? [preDump] : []), { hold: 'pre-stream' }, ...rest];
      expect((await dump({ daemon, criu }, target, steps)).outcome?.$case).toBe('dump');
      const error = await failedDump([novelty, { exit: 1 }]);
      expect(error.reason).toBe('CRIU_EXITED');
    });

    it('and dies after it has killed the tree of a whole checkpoint, has succeeded', async () => {
      const steps = [
        ...good(target.pid).slice(0, -1),
        { killTree: true } as const,
        { die: 'SIGSEGV' } as const,
      ];
      const operation = await dump({ daemon, criu }, target, steps, { finalState: FinalState.DEAD });
      expect(operation.outcome?.$case).toBe('dump');
      expect(await entriesOf(daemon, 'checkpoints')).toContain(operation.checkpoint.split('/')[1]);
    });

    it('and dies when it has killed a part of the tree, leaves the whole checkpoint there', async () => {
      await using family = await startFamily();
      const steps = [
        ...good(family.pid).slice(0, -1),
        { kill: family.childPid } as const,
        { die: 'SIGSEGV' } as const,
      ];
      const operation = await dump({ daemon, criu }, family, steps, { finalState: FinalState.DEAD });
      expect(errorOf(operation)).toMatchObject({ reason: 'CRIU_EXITED', treeState: TreeState.RUNNING });
      expect(await entriesOf(daemon, 'checkpoints')).toContain(operation.checkpoint.split('/')[1]);
    });
  });

  describe('a CRIU that pre-dumps', () => {
    async function preDump(steps: readonly Step[], timeout = LONG): Promise<CriudError> {
      await criu.script('SINGLE_PRE_DUMP', steps, target.pid);
      const request = { target: { pid: target.pid }, skipInspection: true, wait: LONG, timeout };
      const { operation } = await daemon.client.checkpoints.preDump(request);
      const error = errorOf(ended(operation));
      expect(error.treeState).toBe(TreeState.RUNNING);
      return error;
    }

    it('and crashes', async () => {
      expect(await preDump([{ die: 'SIGABRT' }])).toMatchObject({
        reason: 'CRIU_EXITED',
        criu: { ending: 'signal SIGABRT' },
      });
    });

    it('and stands still for ever is killed after timeout and grace time', async () => {
      expect((await preDump([{ hang: true }], SHORT)).reason).toBe('DEADLINE_EXCEEDED');
    });

    it('and stops at a notification, which a pre-dump has not', async () => {
      expect(await preDump([{ hold: 'pre-dump' }])).toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });

  describe('a CRIU that restores', () => {
    /** A pid that nobody has: images of a tree in a pid namespace of its own name pids of that. */
    const NOBODY = 2 ** 22 + 1;

    async function restore(steps: readonly Step[], timeout = LONG): Promise<Operation> {
      const { checkpoint } = await dump({ daemon, criu }, target, good(NOBODY));
      await criu.script('RESTORE', steps);
      const { operation } = await daemon.client.checkpoints.restore({
        checkpoint,
        wait: LONG,
        timeout,
      });
      return ended(operation);
    }

    async function failedRestore(steps: readonly Step[], timeout = LONG): Promise<CriudError> {
      const error = errorOf(await restore(steps, timeout));
      expect(error.cure).not.toBe('');
      return error;
    }

    const restored = (pid: number) => ({ answer: { type: 'RESTORE', success: true, restore: { pid } } });

    it('and does so', async () => {
      const steps = [{ hold: 'pre-restore' }, { hold: 'post-restore' }, { hold: 'pre-resume' }];
      const operation = await restore([...steps, restored(target.pid)]);
      expect(operation.outcome).toMatchObject({ $case: 'restore', value: { pid: target.pid } });
    });

    it('and names a process that is not there', async () => {
      const error = await failedRestore([{ hold: 'pre-restore' }, restored(NOBODY)]);
      expect(error).toMatchObject({ reason: 'CRIU_FAILED', metadata: { pid: String(NOBODY) } });
    });

    it.each([0, -1, -4711])('and names process %i', async (pid) => {
      const error = await failedRestore([{ hold: 'pre-restore' }, restored(pid)]);
      expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', metadata: { field: 'restore.pid' } });
    });

    it('and names no process at all', async () => {
      const error = await failedRestore([{ answer: { type: 'RESTORE', success: true } }]);
      expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', metadata: { field: 'restore.pid' } });
    });

    it.each(['pre-restore', 'post-restore', 'pre-resume'])('and crashes at %s', async (name) => {
      const error = await failedRestore([{ notify: name }, { die: 'SIGSEGV' }]);
      expect(error).toMatchObject({ reason: 'CRIU_EXITED', criu: { ending: 'signal SIGSEGV' } });
    });

    it.each(['pre-restore', 'post-restore', 'pre-resume'])(
      'and says something that is not its protocol after %s',
      async (name) => {
        const error = await failedRestore([{ hold: name }, { bytes: 'ff' }, { waitForEnd: true }]);
        expect(error.reason).toBe('CRIU_PROTOCOL');
      },
    );

    it('and stands still for ever is killed after timeout and grace time', async () => {
      const error = await failedRestore([{ hold: 'pre-restore' }, { hang: true }], SHORT);
      expect(error.reason).toBe('DEADLINE_EXCEEDED');
    });

    it('and answers twice', async () => {
      const error = await failedRestore([restored(target.pid), restored(target.pid)]);
      expect(error.reason).toBe('CRIU_PROTOCOL');
    });
  });

  describe('a CRIU that is asked for its version', () => {
    /** Another program lies there now; what is said of a call that needs to know it. */
    async function asked(type: string, steps: readonly Step[]): Promise<CriudError> {
      await criu.script(type, steps);
      await criu.renew();
      try {
        await dump({ daemon, criu }, target, good(target.pid));
      } catch (error) {
        if (error instanceof CriudError) return error;
        throw error;
      } finally {
        await criu.unscript(type);
      }
      throw new Error('the call did not fail');
    }

    it.each([
      { says: 'garbage', steps: [{ bytes: '00' }], reason: 'CRIU_PROTOCOL' },
      { says: 'nothing and ends', steps: [{ exit: 1 }], reason: 'CRIU_EXITED' },
      { says: 'nothing and crashes', steps: [{ die: 'SIGSEGV' }], reason: 'CRIU_EXITED' },
      { says: 'yes', steps: [{ answer: { type: 'VERSION', success: true } }], reason: 'CRIU_PROTOCOL' },
      { says: 'what?', steps: [{ answer: { type: 'EMPTY', success: false } }], reason: 'CRIU_PROTOCOL' },
    ] as const)('and says $says', async ({ steps, reason }) => {
      expect(await asked('VERSION', steps)).toMatchObject({ reason });
    });

    it('and answers twice', async () => {
      const answer = { type: 'VERSION', success: true, version: { majorNumber: 4, minorNumber: 2 } };
      expect(await asked('VERSION', [{ answer }, { answer }])).toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });

    it('and ends when it is asked for its features', async () => {
      expect(await asked('FEATURE_CHECK', [{ exit: 1 }])).toMatchObject({ reason: 'CRIU_EXITED' });
    });
  });
});

describe('a service that', () => {
  let service: ScriptedService;
  let client: Daemon;
  let before: Awaited<ReturnType<typeof holdings>>;
  let tree: Target;

  beforeAll(async () => {
    service = await startScriptedService();
    client = await startDaemon({ flags: ['--grace', '1', '--criu-service', service.socket] });
    await using first = await startTarget();
    await dump({ daemon: client, criu: service }, first, good(first.pid));
    before = await holdings(client);
  });

  afterAll(async () => {
    await client[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  beforeEach(async () => {
    tree = await startTarget();
  });

  afterEach(async () => {
    await tree[Symbol.asyncDispose]();
    await expect.poll(() => holdings(client)).toEqual(before);
    expect(service.open).toBe(0);
  });

  const through = (steps: readonly Step[], timeout = LONG) =>
    dump({ daemon: client, criu: service }, tree, steps, { timeout });

  it('dumps and restores', async () => {
    const { outcome, checkpoint } = await through(good(2 ** 22 + 1));
    expect(outcome?.$case).toBe('dump');
    await service.script('RESTORE', [
      { hold: 'post-restore' },
      { answer: { type: 'RESTORE', success: true, restore: { pid: tree.pid } } },
    ]);
    const { operation } = await client.client.checkpoints.restore({ checkpoint, wait: LONG });
    expect(operation?.outcome).toMatchObject({ $case: 'restore', value: { pid: tree.pid } });
  });

  it.each(PLACES)('closes $place', async ({ passed }) => {
    const error = errorOf(await through([...passed, { exit: 1 }]));
    expect(error).toMatchObject({ reason: 'CRIU_EXITED', treeState: TreeState.RUNNING });
  });

  it.each(PLACES)('says something that is not the protocol of CRIU $place', async ({ passed }) => {
    const error = errorOf(await through([...passed, { bytes: 'deadbeef' }, { waitForEnd: true }]));
    expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', treeState: TreeState.RUNNING });
  });

  it('does not answer is left alone after timeout and grace time', async () => {
    const error = errorOf(await through([{ hold: 'pre-dump' }, { waitForEnd: true }], SHORT));
    expect(error).toMatchObject({ reason: 'DEADLINE_EXCEEDED', treeState: TreeState.RUNNING });
  });

  it('answers twice', async () => {
    const error = errorOf(await through([...good(tree.pid), { answer: { type: 'DUMP', success: true } }]));
    expect(error).toMatchObject({ reason: 'CRIU_PROTOCOL', treeState: TreeState.RUNNING });
  });

  it('is not there any more', async () => {
    service.close();
    const error = errorOf(await through(good(tree.pid)));
    expect(error).toMatchObject({ reason: 'CRIU_UNREACHABLE', code: 'UNAVAILABLE' });
  });
});

// Each of these waits for a limit of criud; they wait at the same time, with a daemon each.
describe.concurrent('a limit of criud', () => {
  async function withSubject(
    expect: ExpectStatic,
    work: (subject: Subject<ScriptedCriu>, tree: Target) => Promise<void>,
  ): Promise<void> {
    await using own = await installScriptedCriu();
    await using ownDaemon = await startDaemon({ criu: own.program, flags: ['--grace', '1'] });
    await using tree = await startTarget();
    // The first call connects.
    await dump({ daemon: ownDaemon, criu: own }, tree, good(tree.pid));
    const before = await holdings(ownDaemon);
    await work({ daemon: ownDaemon, criu: own }, tree);
    await expect.poll(() => holdings(ownDaemon)).toEqual(before);
  }

  it('ends the wait for a version that does not come', ({ expect }) =>
    withSubject(expect, async (subject, tree) => {
      await subject.criu.script('VERSION', [{ hang: true }]);
      await subject.criu.renew();
      await expect(dump(subject, tree, [])).rejects.toMatchObject({
        reason: 'CRIU_NO_ANSWER',
        metadata: { request: 'VERSION' },
      });
      await subject.criu.unscript('VERSION');
      expect((await dump(subject, tree, good(tree.pid))).outcome?.$case).toBe('dump');
    }));

  it('ends a CRIU that closes its socket and goes on', ({ expect }) =>
    withSubject(expect, async (subject, tree) => {
      const operation = await dump(subject, tree, [{ hold: 'pre-dump' }, { close: true }, { hang: true }]);
      expect(errorOf(operation)).toMatchObject({
        reason: 'CRIU_EXITED',
        criu: { ending: 'signal SIGKILL' },
        treeState: TreeState.RUNNING,
      });
    }));

  it('ends a CRIU that succeeds and goes on', ({ expect }) =>
    withSubject(expect, async (subject, tree) => {
      const operation = await dump(subject, tree, [...good(tree.pid), { hang: true }]);
      expect(operation.outcome?.$case).toBe('dump');
    }));

  it('ends the wait for a tree that CRIU says it has killed', ({ expect }) =>
    withSubject(expect, async (subject, tree) => {
      const operation = await dump(subject, tree, good(tree.pid), { finalState: FinalState.DEAD });
      expect(errorOf(operation)).toMatchObject({
        reason: 'CRIU_FAILED',
        treeState: TreeState.RUNNING,
        metadata: { pid: String(tree.pid) },
      });
      expect(await stateOf(tree)).toBe('S 0');
    }));

  it('ends the wait for a tree that a crashed CRIU may have killed, and takes the checkpoint back', ({
    expect,
  }) =>
    withSubject(expect, async (subject, tree) => {
      const checkpoints = await entriesOf(subject.daemon, 'checkpoints');
      const steps = [...good(tree.pid).slice(0, -1), { die: 'SIGSEGV' } as const];
      const operation = await dump(subject, tree, steps, { finalState: FinalState.DEAD });
      expect(errorOf(operation)).toMatchObject({ reason: 'CRIU_EXITED', treeState: TreeState.RUNNING });
      expect(await entriesOf(subject.daemon, 'checkpoints')).toEqual(checkpoints);
    }));
});
