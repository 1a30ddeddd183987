import { Failure } from '../failure/index.js';
import { readKernel } from '../host/index.js';
import type { ObjectStore } from '../object-store/index.js';
import type { Operation, OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import { checkpointOf } from './object-name.js';
import { atPeer, inStore, pullCheckpoint } from './pull.js';
import { pushCheckpoint } from './push.js';
import type { PullRequest, PushRequest, TransferParts } from './requests.js';

/** A checkpoint in an object store. */
export interface CheckpointInStore {
  readonly checkpoint: string;
  readonly bytes: number;
  readonly createdAt: Date;
}

/** Checkpoints that come from elsewhere and go there, as operations. What can be refused at once is thrown. */
export interface Transfers {
  /** @throws Failure STORE_NOT_FOUND */
  pull(request: PullRequest): Promise<Operation>;
  /** @throws Failure STORE_NOT_FOUND, CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED, PARENT_MISSING */
  push(request: PushRequest): Promise<Operation>;
  /**
   * The checkpoints of an object store, in the order of their ids; fewer than
   * `limit`, even none, where there are other objects between them.
   *
   * @param after empty for the beginning, and then `next` of the page before
   * @returns `next` where there may be more.
   * @throws Failure STORE_NOT_FOUND, STORE_UNREACHABLE, STORE_REFUSED
   */
  list(
    store: string,
    after: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ readonly checkpoints: readonly CheckpointInStore[]; readonly next?: string }>;
}

export function openTransfers(parts: TransferParts): Transfers {
  const { catalog, operations, stores, connectPeer, timeout } = parts;
  /** What is being sent, and to where. */
  const sending = new Set<string>();

  function storeOf(name: string): ObjectStore {
    const store = stores.get(name);
    if (store === undefined) throw storeNotFound(name);
    return store;
  }

  /** A repeated request gets the operation of the first. No tree is touched, so no pid is taken. */
  function begin(
    request: PullRequest | PushRequest,
    kind: 'pull' | 'push',
    check: () => Promise<unknown>,
    work: (run: Run) => Promise<SuccessfulOutcome>,
  ): Promise<Operation> {
    const start = async () => {
      await check();
      return operations.begin(
        {
          kind,
          pids: [],
          traces: { bootId: readKernel().bootId, processes: [] },
          timeout: request.timeout ?? timeout,
          ...(request.requestId !== undefined && { requestId: request.requestId }),
        },
        work,
      );
    };
    return request.requestId === undefined
      ? start()
      : operations.once(request.requestId, request.fingerprint, start);
  }

  return {
    pull(request) {
      const { checkpoint, from } = request;
      return begin(
        request,
        'pull',
        async () => 'store' in from && storeOf(from.store),
        async (run) => {
          if ('store' in from) return pullCheckpoint(parts, checkpoint, inStore(storeOf(from.store)), run);
          using peer = connectPeer(from.peer);
          return await pullCheckpoint(parts, checkpoint, atPeer(peer), run);
        },
      );
    },
    push(request) {
      const { checkpoint, store } = request;
      return begin(
        request,
        'push',
        async () => {
          storeOf(store);
          await catalog.chain(await catalog.get(checkpoint));
        },
        async (run) => {
          const what = `${store}/${checkpoint}`;
          if (sending.has(what)) throw busy(store, checkpoint);
          sending.add(what);
          try {
            return await pushCheckpoint(parts, checkpoint, storeOf(store), run);
          } finally {
            sending.delete(what);
          }
        },
      );
    },
    async list(name, after, limit, signal) {
      const store = storeOf(name);
      const { objects, isLast } = await store.list(after, limit, signal);
      const checkpoints = objects.flatMap(({ key, bytes, modifiedAt }) => {
        const checkpoint = checkpointOf(key);
        return checkpoint === undefined ? [] : [{ checkpoint, bytes, createdAt: modifiedAt }];
      });
      const next = objects.at(-1)?.key;
      return { checkpoints, ...(!isLast && next !== undefined && { next }) };
    },
  };
}

/**
 * What became of a transfer whose criud has ended: what came or was sent is kept.
 *
 * @throws Failure OPERATION_INTERRUPTED
 */
export async function resolveTransfer({ operation }: OperationRecord): Promise<never> {
  const { id, kind } = operation;
  throw new Failure('OPERATION_INTERRUPTED', `criud ended while the ${kind} went on.`, {
    metadata: { operation: `operations/${id}` },
    cure: 'Send the request again: it goes on where it stood.',
  });
}

function busy(store: string, checkpoint: string): Failure {
  return new Failure('UPLOAD_BUSY', `Another push sends checkpoint ${checkpoint} to ${store} already.`, {
    metadata: { store, checkpoint },
    cure: 'Wait for that one: ListOperations has it.',
  });
}

function storeNotFound(store: string): Failure {
  return new Failure('STORE_NOT_FOUND', `There is no object store ${store}.`, {
    metadata: { store },
    cure: 'The operator names object stores with --store of criud serve.',
  });
}
