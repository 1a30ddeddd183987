import { FinalState, HookAnswer, Phase } from '../../src/client/index.js';
import type { Daemon } from '../integration/daemon.js';
import { startWorkload } from '../integration/workload.js';
import type { Moment } from './moment.js';
import { PATIENCE } from './undertake.js';
import { watchOperation } from './watch.js';

/** Something else that criud does meanwhile. */
export interface Occupier extends AsyncDisposable {
  /** Makes room. */
  leave(): Promise<void>;
}

/** Another operation, on another tree, that takes the room of a criud that carries out one at a time. */
export async function occupy({ client }: Daemon): Promise<Occupier> {
  const workload = await startWorkload('counter');
  const hooks = [{ notification: 'pre-dump', timeLimit: PATIENCE }];
  const finalState = FinalState.RUNNING;
  const { operation } = await client.checkpoints.dump({ target: { pid: workload.pid }, finalState, hooks });
  const name = operation?.name ?? '';
  const moment: Moment = { name: '', phase: Phase.HELD, hook: 'pre-dump' };
  const watch = watchOperation(client, name);
  const waiting = await watch.reached(moment);
  watch.close();
  return {
    async leave() {
      if (typeof waiting !== 'object') return;
      const answer = { name, hook: waiting.hook, answer: HookAnswer.REFUSE };
      await client.operations.answerHook(answer).catch(() => {});
    },
    [Symbol.asyncDispose]: () => workload.stop(),
  };
}
