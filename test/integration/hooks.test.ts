import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Durability,
  FinalState,
  HookAnswer,
  HookAnswerer,
  Phase,
  TreeState,
} from '../../src/client/index.js';
import { failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { dump, goesOn, restore } from './round-trip.js';
import { anotherClient, waitingHook } from './waiting-hook.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startTcpClient, startWorkload, type Workload } from './workload.js';

const at = (notification: string, otherwise = HookAnswer.UNSPECIFIED) => ({ notification, otherwise });

let daemon: WatchedDaemon;
beforeAll(async () => {
  daemon = await startWatchedDaemon({ flags: ['--allow-option', 'namespaces.external=*'] });
});
afterAll(() => daemon?.endLevel());

function target(workload: Workload) {
  return { pid: workload.pid };
}

async function ended(name: string) {
  return (await daemon.client.operations.waitOperation({ name, wait: PATIENCE })).operation;
}

describe('A dump held at post-dump', () => {
  it('has its whole checkpoint in the catalogue, and kills the tree when a client says so', async () => {
    await using workload = await startWorkload('pipe-tree');
    const hooks = [at('post-dump')];
    const { operation } = await daemon.client.checkpoints.dump({ target: target(workload), hooks });
    const name = operation?.name ?? '';
    const waiting = await waitingHook(daemon.client, name);
    expect(waiting).toMatchObject({ notification: 'post-dump', otherwise: HookAnswer.REFUSE });

    const held = (await daemon.client.operations.getOperation({ name })).operation;
    expect(held?.waitingHook).toEqual(waiting);
    expect(held?.phases.at(-1)?.phase).toBe(Phase.HELD);
    expect(held?.checkpoint).toMatch(/^checkpoints\//);
    const id = held?.checkpoint.split('/')[1] ?? '';
    expect(await readdir(join(daemon.stateFolder, 'checkpoints'))).toContain(id);
    const count = workload.count();
    expect(workload.isGone()).toBe(false);

    // A client that comes later and knows nothing but the name finds the hook, and answers it.
    using other = anotherClient(daemon.socket);
    const seen = await waitingHook(other, name);
    expect(seen).toEqual(waiting);
    await other.operations.answerHook({ name, hook: seen.hook, answer: HookAnswer.PROCEED });
    succeeded(await ended(name));
    expect(workload.isGone()).toBe(true);
    expect(workload.count()).toBe(count);

    const { operation: restored } = await daemon.client.checkpoints.restore({
      checkpoint: held?.checkpoint ?? '',
      wait: PATIENCE,
    });
    succeeded(restored);
    await goesOn(workload, count);
  });

  it('that is refused lets the tree and its connection go on, and leaves no checkpoint', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const before = await readdir(join(daemon.stateFolder, 'checkpoints'));
    const { operation } = await daemon.client.checkpoints.dump({
      target: target(server),
      hooks: [at('post-dump')],
      options: { tcp: { established: true } },
    });
    const name = operation?.name ?? '';
    const { hook } = await waitingHook(daemon.client, name);
    await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
    const failed = await ended(name);
    expect(failureOfOperation(failed)).toMatchObject({
      code: 'ABORTED',
      reason: 'HOOK_REFUSED',
      treeState: TreeState.RUNNING,
    });
    expect(failed?.checkpoint).toBe('');
    expect(await readdir(join(daemon.stateFolder, 'checkpoints'))).toEqual(before);
    await goesOn(server);
    await goesOn(client);
  });

  it.each([
    ['refuses', HookAnswer.UNSPECIFIED, 'error'],
    ['proceeds', HookAnswer.PROCEED, 'dump'],
  ] as const)('%s when nobody answers in time, as was asked for', async (_, otherwise, outcome) => {
    await using workload = await startWorkload('counter');
    const { operation } = await daemon.client.checkpoints.dump({
      target: target(workload),
      finalState: FinalState.RUNNING,
      hooks: [{ ...at('post-dump', otherwise), timeLimit: { seconds: 0n, nanos: 50_000_000 } }],
      wait: PATIENCE,
    });
    expect(operation?.outcome?.$case).toBe(outcome);
    const answers = [];
    for await (const { event } of daemon.client.operations.watchOperation({ name: operation?.name ?? '' })) {
      if (event?.$case === 'hookAnswered') answers.push(event.value);
    }
    expect(answers).toMatchObject([
      {
        answerer: HookAnswerer.TIME_LIMIT,
        answer: outcome === 'dump' ? HookAnswer.PROCEED : HookAnswer.REFUSE,
      },
    ]);
    await goesOn(workload);
  });

  it('goes on waiting when its client goes, and lets the tree run when it is cancelled', async () => {
    await using workload = await startWorkload('counter');
    let name = '';
    {
      using leaving = anotherClient(daemon.socket);
      const hooks = [at('post-dump')];
      const { operation } = await leaving.checkpoints.dump({ target: target(workload), hooks });
      name = operation?.name ?? '';
      await waitingHook(leaving, name);
    }
    const { hook } = await waitingHook(daemon.client, name);
    await daemon.client.operations.cancelOperation({ name });
    expect(failureOfOperation(await ended(name)).reason).toBe('CANCELLED');
    await goesOn(workload);
    const late = { name, hook, answer: HookAnswer.PROCEED };
    expect(await failureOf(daemon.client.operations.answerHook(late))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'HOOK_NOT_WAITING',
    });
  });
});

describe('A dump held at more than one place', () => {
  it('waits at each in its order', async () => {
    await using workload = await startWorkload('counter');
    const { operation } = await daemon.client.checkpoints.dump({
      target: target(workload),
      finalState: FinalState.STOPPED,
      durability: Durability.PAGE_CACHE,
      hooks: [at('post-dump'), at('query-ext-files'), at('pre-dump'), at('network-lock')],
    });
    const name = operation?.name ?? '';
    const waited: string[] = [];
    for await (const { event } of daemon.client.operations.watchOperation({ name })) {
      if (event?.$case !== 'hookWaiting') continue;
      const { hook, notification } = event.value;
      // Nothing is touched before the dump has begun.
      if (notification === 'pre-dump') await goesOn(workload);
      waited.push(notification);
      await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    }
    expect(waited).toEqual(['pre-dump', 'query-ext-files', 'post-dump']);
    const { warnings } = succeeded(await ended(name));
    // A tree in the network of the host has no lock of its own.
    expect(warnings).toMatchObject([{ metadata: { notification: 'network-lock' } }]);
    await daemon.client.processes.continueTree({ target: target(workload) });
    await goesOn(workload);
  });
});

describe('A restore held at post-restore', () => {
  it('has built the tree, which does not run; refused, there is none, and it can be restored again', async () => {
    await using workload = await startWorkload('pipe-tree');
    const { checkpoint } = await dump(daemon, workload);
    const count = workload.count();
    const request = { checkpoint: checkpoint.name, hooks: [at('post-restore')] };
    const { operation } = await daemon.client.checkpoints.restore(request);
    const name = operation?.name ?? '';
    const { hook, pid } = await waitingHook(daemon.client, name);
    expect(pid).toBe(checkpoint.pid);
    expect(workload.isGone()).toBe(false);
    expect(workload.count()).toBe(count);
    await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
    expect(failureOfOperation(await ended(name))).toMatchObject({
      reason: 'HOOK_REFUSED',
      treeState: TreeState.GONE,
    });
    expect(workload.isGone()).toBe(true);

    await restore(daemon, workload, checkpoint);
    await goesOn(workload, count);
  });

  it('runs when a client says so', async () => {
    await using workload = await startWorkload('counter');
    const { checkpoint } = await dump(daemon, workload);
    const count = workload.count();
    const request = { checkpoint: checkpoint.name, hooks: [at('post-restore'), at('pre-resume')] };
    const { operation } = await daemon.client.checkpoints.restore(request);
    const name = operation?.name ?? '';
    for await (const { event } of daemon.client.operations.watchOperation({ name })) {
      if (event?.$case !== 'hookWaiting') continue;
      const { hook, notification } = event.value;
      if (notification === 'pre-resume') {
        const refusal = { name, hook, answer: HookAnswer.REFUSE };
        expect(await failureOf(daemon.client.operations.answerHook(refusal))).toMatchObject({
          reason: 'INVALID_REQUEST',
          violations: [{ field: 'answer' }],
        });
      }
      await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    }
    succeeded(await ended(name));
    await goesOn(workload, count);
  });
});

describe('A request for a hook', () => {
  it('that can never come is refused before anything is touched', async () => {
    await using workload = await startWorkload('counter');
    for (const hooks of [[at('post-restore')], [at('post-dump'), at('post-dump')], [at('')]]) {
      const call = daemon.client.checkpoints.dump({ target: target(workload), hooks });
      expect(await failureOf(call)).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    }
    await goesOn(workload);
  });
});
