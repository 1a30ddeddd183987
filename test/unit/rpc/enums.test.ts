import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  OperationKind,
  type Operation as OperationMessage,
  Phase,
  Verdict,
} from '../../../src/client/index.js';
import type {
  OperationKind as InternalKind,
  Phase as InternalPhase,
  RoundReport,
} from '../../../src/operations/index.js';
import { NEW, roundReport } from '../operations/work.js';
import { DUMPED, type RpcFixture, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

const target = { pid: 4711 };
const minute = { seconds: 60n, nanos: 0 };

type Verdicts = RoundReport['judgement']['verdict'];

function present(operation: OperationMessage | undefined): OperationMessage {
  if (operation === undefined) throw new Error('the answer has no operation');
  return operation;
}

/** Every value that an enum of the API can have on the wire, but the one that is never sent. */
function publicValues(values: Readonly<Record<string, string | number>>): readonly number[] {
  return Object.values(values).filter((value) => typeof value === 'number' && value > 0) as number[];
}

/** Fails where two have the same. */
function expectOneForEach(sent: readonly unknown[], values: Readonly<Record<string, string | number>>): void {
  expect([...sent].sort((a, b) => Number(a) - Number(b))).toEqual(
    [...publicValues(values)].sort((a, b) => a - b),
  );
}

describe('the enums of the API', () => {
  it('have a value for each verdict, and no other', async () => {
    const verdicts: Record<Verdicts, true> = {
      continue: true,
      converged: true,
      'goal-percent-met': true,
      'target-downtime-met': true,
      'target-downtime-impossible': true,
      growing: true,
      'dirty-rate-above-bandwidth': true,
      'max-rounds': true,
      'max-duration': true,
    };
    // Object.keys forgets the type of the keys.
    const names = Object.keys(verdicts) as Verdicts[];
    const { judgement, ...rest } = roundReport(1);
    rpc.work = async (run) => {
      for (const verdict of names) run.judged({ ...rest, judgement: { ...judgement, verdict } });
      return DUMPED;
    };
    const { operation } = await rpc.client.checkpoints.dumpIteratively({ target, wait: minute });
    const sent = present(operation).rounds.map((round) => round.judgement?.verdict ?? 0);
    expectOneForEach(sent, Verdict);
    expect(sent.map((value) => Verdict[value])).toEqual(names.map(publicName));
  });

  it('have a value for each phase, and no other', async () => {
    const phases: Record<InternalPhase, true> = {
      preparing: true,
      dumping: true,
      committing: true,
      releasing: true,
      confirming: true,
      verifying: true,
      'waiting-for-pid': true,
      restoring: true,
      resuming: true,
      'pre-dumping': true,
      pausing: true,
      digesting: true,
      queued: true,
      resolving: true,
      held: true,
      checking: true,
      'handing-over': true,
      receiving: true,
      'in-doubt': true,
      'fetching-memory': true,
      flattening: true,
      transferring: true,
    };
    const names = Object.keys(phases) as InternalPhase[];
    rpc.work = async (run) => {
      for (const phase of names) run.enter(phase);
      return DUMPED;
    };
    const { operation } = await rpc.client.checkpoints.dumpIteratively({ target, wait: minute });
    const sent = present(operation).phases.map(({ phase }) => phase);
    expectOneForEach(sent, Phase);
    expect(sent.map((value) => Phase[value])).toEqual(names.map(publicName));
  });

  it('have a value for each kind of operation, and no other', async () => {
    const kinds: Record<InternalKind, true> = {
      dump: true,
      'pre-dump': true,
      'dump-iteratively': true,
      restore: true,
      migrate: true,
      receive: true,
      flatten: true,
      pull: true,
      push: true,
    };
    const names = Object.keys(kinds) as InternalKind[];
    const sent: OperationKind[] = [];
    for (const kind of names) {
      const { id } = rpc.operations.begin({ ...NEW, kind }, async () => DUMPED);
      const { operation } = await rpc.client.operations.waitOperation({ name: `operations/${id}` });
      sent.push(present(operation).kind);
    }
    expectOneForEach(sent, OperationKind);
    expect(sent.map((value) => OperationKind[value])).toEqual(names.map(publicName));
  });

  function publicName(name: string): string {
    return name.replaceAll('-', '_').toUpperCase();
  }
});
