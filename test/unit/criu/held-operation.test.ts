import { fstatSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Control } from '../../../src/criu/held-operation.js';
import type { Notification } from '../../../src/criu/notification.js';
import type { Operation, Session } from '../../../src/criu/session.js';
import type { Descriptor } from '../../../src/native/index.js';
import {
  criu,
  failure,
  inSession,
  notification,
  type Script,
  settledLater,
  success,
} from './scripted-peer.js';

const OPTIONS = { imagesDirFd: 7, pid: 4711, trackMem: true };

/** Longer than any test: a grace time that must not run out. */
const ENDLESS = 1_000_000;

/** Short: a grace time that must run out. */
const SHORT = 50;

/** Time stands still, but for vi.advanceTimersByTime: what must not happen in it has no event to wait for. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

afterEach(() => {
  vi.useRealTimers();
});

function abortable(grace: number): { control: Control; abort(): void } {
  const controller = new AbortController();
  return { control: { signal: controller.signal, grace }, abort: () => controller.abort() };
}

const quiet: Control = { signal: new AbortController().signal };

async function iterate(operation: Operation, at: (held: Notification) => unknown): Promise<void> {
  for await (const held of operation) await at(held);
}

/** A dump that is refused at this notification. */
function refusedAt(name: string): Script {
  return criu()
    .expects('DUMP')
    .sends(notification(name))
    .expects('NOTIFY', { notifySuccess: false })
    .sends(failure('DUMP'))
    .ends({ code: 1 });
}

describe('a notification', () => {
  it('that is refused makes the operation fail', async () => {
    await inSession(refusedAt('post-dump'), async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      await iterate(dump, (held) => held.refuse());
      expect(await dump.outcome).toEqual({ success: false });
    });
  });

  it('takes its first answer only', async () => {
    await inSession(refusedAt('post-dump'), async (session, { heard }) => {
      await iterate(session.dump(OPTIONS, quiet), async (held) => {
        await held.refuse();
        await held.proceed();
        await held.refuse();
      });
      expect(heard).toEqual(['DUMP', 'NOTIFY']);
    });
  });

  it('can name external resources in its answer', async () => {
    const script = criu()
      .expects('DUMP')
      .sends(notification('query-ext-files'))
      .expects('NOTIFY', { notifySuccess: true, opts: { external: ['file[1a:2b]'] } })
      .sends(success('DUMP'))
      .ends({});
    await inSession(script, async (session) => {
      await iterate(session.dump(OPTIONS, quiet), (held) => held.proceed(['file[1a:2b]']));
    });
  });

  it('that nobody has heard of is handed out and answered like any other', async () => {
    const script = criu()
      .expects('DUMP')
      .sends(notification('pre-stream-of-tomorrow'))
      .expects('NOTIFY', { notifySuccess: true })
      .sends({ type: 'NOTIFY', success: true })
      .expects('NOTIFY', { notifySuccess: true })
      .sends(success('DUMP'))
      .ends({});
    await inSession(script, async (session) => {
      const names: string[] = [];
      const dump = session.dump(OPTIONS, quiet);
      await iterate(dump, (held) => {
        names.push(held.name);
        return held.proceed();
      });
      expect(names).toEqual(['pre-stream-of-tomorrow', '']);
      expect(await dump.outcome).toEqual({ success: true });
    });
  });

  it('whose loop is left is refused by the close of the socket', async () => {
    const refused = settledLater<void>();
    const script = criu()
      .expects('DUMP')
      .sends(notification('post-dump'))
      .expectsEnd()
      .does(refused.settle)
      .ends({ code: 1 });
    await inSession(script, async (session, { kills }) => {
      const dump = session.dump(OPTIONS, quiet);
      for await (const held of dump) {
        expect(held.name).toBe('post-dump');
        break;
      }
      await refused.promise;
      await expect(dump.outcome).rejects.toMatchObject({ reason: 'CANCELLED' });
      expect(kills).toEqual([]);
    });
  });

  it('at which the caller throws is refused likewise, and the error is the caller’s', async () => {
    const script = criu().expects('DUMP').sends(notification('post-dump')).expectsEnd().ends({ code: 1 });
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      const defect = new Error('disk full');
      const iterating = iterate(dump, () => {
        throw defect;
      });
      await expect(iterating).rejects.toBe(defect);
      await expect(dump.outcome).rejects.toMatchObject({ reason: 'CANCELLED' });
    });
  });

  it('that is left without an answer is refused likewise, and is a defect of the caller', async () => {
    const script = criu().expects('DUMP').sends(notification('post-dump')).expectsEnd().ends({ code: 1 });
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      const wrong = { reason: 'INTERNAL', metadata: { notification: 'post-dump' } };
      await expect(iterate(dump, () => {})).rejects.toMatchObject(wrong);
      await expect(dump.outcome).rejects.toMatchObject(wrong);
    });
  });

  it('whose answer cannot be encoded can still be refused', async () => {
    await inSession(refusedAt('query-ext-files'), async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      await iterate(dump, async (held) => {
        // A caller without types.
        const wrong = [4711] as unknown as string[];
        await expect(held.proceed(wrong)).rejects.toMatchObject({ reason: 'CRIU_BAD_OPTION' });
        await held.refuse();
      });
      expect(await dump.outcome).toEqual({ success: false });
    });
  });

  it('whose answer is too large for a packet can still be refused', async () => {
    await inSession(refusedAt('query-ext-files'), async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      await iterate(dump, async (held) => {
        await expect(held.proceed(['x'.repeat(10_000_000)])).rejects.toMatchObject({
          reason: 'CRIU_BAD_OPTION',
        });
        await held.refuse();
      });
      expect(await dump.outcome).toEqual({ success: false });
    });
  });

  it.each(['proceed', 'refuse'] as const)(
    'during which CRIU has died ends with how it died: %s',
    async (answer) => {
      const dead = settledLater<void>();
      const script = criu()
        .expects('DUMP')
        .sends(notification('post-dump'))
        .ends({ signal: 'SIGSEGV', stderr: 'Segmentation fault' })
        .does(dead.settle);
      await inSession(script, async (session) => {
        const dump = session.dump(OPTIONS, quiet);
        await iterate(dump, async (held) => {
          await dead.promise;
          await held[answer]();
        });
        expect(await dump.outcome).toEqual({
          success: false,
          ending: { code: null, signal: 'SIGSEGV', stderr: 'Segmentation fault' },
        });
      });
    },
  );
});

describe('an answer to a notification', () => {
  it('that CRIU dies without reading is followed by how it died', async () => {
    const answered = settledLater<void>();
    const script = criu()
      .expects('DUMP')
      .sends(notification('post-dump'))
      .does(() => answered.promise)
      .ends({ signal: 'SIGABRT' });
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      await iterate(dump, async (held) => {
        await held.proceed();
        answered.settle();
      });
      expect(await dump.outcome).toMatchObject({ success: false, ending: { signal: 'SIGABRT' } });
    });
  });
});

describe('the terminal that comes with a notification', () => {
  function restoreWithTerminal(descriptors: number): Script {
    return criu()
      .expects('RESTORE', { opts: { orphanPtsMaster: true } })
      .sends(notification('orphan-pts-master'), descriptors)
      .expects('NOTIFY', { notifySuccess: true })
      .sends(success('RESTORE', { restore: { pid: 4711 } }))
      .ends({});
  }
  const restore = (session: Session) => session.restore({ imagesDirFd: 7, orphanPtsMaster: true }, quiet);

  it('belongs to who takes it, and is there once', async () => {
    await inSession(restoreWithTerminal(1), async (session) => {
      let taken: Descriptor | undefined;
      await iterate(restore(session), async (held) => {
        taken = held.takeTerminal();
        expect(held.takeTerminal()).toBeUndefined();
        await held.proceed();
      });
      expect(fstatSync(taken?.number ?? -1).isCharacterDevice()).toBe(true);
      taken?.close();
    });
  });

  // What is left open is found by inSession.
  it('is closed with the answer when nobody takes it', async () => {
    await inSession(restoreWithTerminal(1), (session) => iterate(restore(session), (held) => held.proceed()));
  });

  it('is closed with the answer with all that came with it', async () => {
    await inSession(restoreWithTerminal(3), (session) => iterate(restore(session), (held) => held.proceed()));
  });

  it('is closed when the loop is left', async () => {
    const script = criu()
      .expects('RESTORE')
      .sends(notification('orphan-pts-master'), 2)
      .expectsEnd()
      .ends({ code: 1 });
    await inSession(script, async (session) => {
      for await (const held of restore(session)) {
        expect(held.name).toBe('orphan-pts-master');
        break;
      }
    });
  });

  it('is closed when the operation was aborted before', async () => {
    const { control, abort } = abortable(ENDLESS);
    const script = criu()
      .expects('RESTORE')
      .does(abort)
      .sends(notification('orphan-pts-master'), 1)
      .expects('NOTIFY', { notifySuccess: false })
      .sends(failure('RESTORE'))
      .ends({ code: 1 });
    await inSession(script, async (session) => {
      await iterate(session.restore({ imagesDirFd: 7 }, control), () => expect.unreachable());
    });
  });
});

describe('an abort', () => {
  it('before the start keeps everything unsaid', async () => {
    const { control, abort } = abortable(SHORT);
    abort();
    await inSession(criu().expectsEnd().ends({ code: 255 }), async (session, { heard, kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, () => expect.unreachable());
      expect(await dump.outcome).toEqual({
        success: false,
        ending: { code: 255, signal: null, stderr: '' },
      });
      expect({ heard, kills }).toEqual({ heard: [], kills: [] });
    });
  });

  it('before a pre-dump keeps it unsaid', async () => {
    const { control, abort } = abortable(SHORT);
    abort();
    await inSession(criu().expectsEnd().ends({ code: 255 }), async (session, { heard }) => {
      expect((await session.preDump(OPTIONS, control)).success).toBe(false);
      expect(heard).toEqual([]);
    });
  });

  it('while CRIU works is a refusal at the next notification, which nobody sees', async () => {
    const { control, abort } = abortable(ENDLESS);
    const script = criu()
      .expects('DUMP')
      .sends(notification('pre-dump'))
      .expects('NOTIFY', { notifySuccess: true })
      .does(abort)
      .sends(notification('post-dump'))
      .expects('NOTIFY', { notifySuccess: false })
      .sends(notification('network-unlock'))
      .expects('NOTIFY')
      .sends(failure('DUMP'))
      .ends({ code: 1 });
    await inSession(script, async (session, { kills }) => {
      const names: string[] = [];
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, (held) => {
        names.push(held.name);
        return held.proceed();
      });
      expect(names).toEqual(['pre-dump']);
      expect(await dump.outcome).toEqual({ success: false });
      expect(kills).toEqual([]);
    });
  });

  it.each([
    { type: 'DUMP', whom: 'group' },
    { type: 'SINGLE_PRE_DUMP', whom: 'group' },
    // Its children are the tree.
    { type: 'RESTORE', whom: 'process' },
  ])('while $type works and reaches no notification kills the $whom after the grace time', async (row) => {
    const { control, abort } = abortable(SHORT);
    const script = criu().expects(row.type).does(abort).hangs();
    await inSession(script, async (session, { kills }) => {
      if (row.type === 'SINGLE_PRE_DUMP') {
        expect(await session.preDump(OPTIONS, control)).toMatchObject({ ending: { signal: 'SIGKILL' } });
      } else {
        const operation =
          row.type === 'DUMP' ? session.dump(OPTIONS, control) : session.restore(OPTIONS, control);
        await iterate(operation, () => expect.unreachable());
        expect(await operation.outcome).toMatchObject({ ending: { signal: 'SIGKILL' } });
      }
      expect(kills).toEqual([row.whom]);
    });
  });

  it('while the page server works kills it with CRIU after the grace time', async () => {
    const { control, abort } = abortable(SHORT);
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(success('PAGE_SERVER', { ps: { pid: 812 } }))
      .expects('WAIT_PID')
      .does(abort)
      .hangs();
    await inSession(script, async (session, { kills }) => {
      const server = await session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } });
      await expect(server.wait(control)).rejects.toMatchObject({
        reason: 'CRIU_EXITED',
        metadata: { request: 'WAIT_PID', ending: 'signal SIGKILL' },
      });
      expect(kills).toEqual(['group']);
    });
  });

  it('ends the wait also where the kernel cannot kill', async () => {
    const { control, abort } = abortable(SHORT);
    const script = criu().expects('DUMP').does(abort).hangsForGood();
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, () => expect.unreachable());
      expect(await dump.outcome).toEqual({
        success: false,
        ending: { code: null, signal: null, stderr: '' },
      });
    });
  });

  it('while the caller holds a notification kills nobody, however long it holds', async () => {
    stopTheClock();
    const { control, abort } = abortable(SHORT);
    await inSession(refusedAt('post-dump'), async (session, { kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, async (held) => {
        abort();
        vi.advanceTimersByTime(ENDLESS);
        await held.refuse();
      });
      expect(await dump.outcome).toEqual({ success: false });
      expect(kills).toEqual([]);
    });
  });

  it('while the caller holds counts from its answer', async () => {
    const { control, abort } = abortable(SHORT);
    const script = criu()
      .expects('DUMP')
      .sends(notification('pre-dump'))
      .expects('NOTIFY', { notifySuccess: true })
      .hangs();
    await inSession(script, async (session, { kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, async (held) => {
        abort();
        await held.proceed();
      });
      expect(await dump.outcome).toMatchObject({ ending: { signal: 'SIGKILL' } });
      expect(kills).toEqual(['group']);
    });
  });

  it('leaves the grace time anew to roll back after a refusal', async () => {
    stopTheClock();
    const { control, abort } = abortable(SHORT);
    const script = criu()
      .expects('DUMP')
      .does(abort)
      .does(() => vi.advanceTimersByTime(SHORT - 1))
      .sends(notification('post-dump'))
      .expects('NOTIFY', { notifySuccess: false })
      .does(() => vi.advanceTimersByTime(SHORT - 1))
      .sends(failure('DUMP'))
      .ends({ code: 1 });
    await inSession(script, async (session, { kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, () => expect.unreachable());
      expect(await dump.outcome).toEqual({ success: false });
      expect(kills).toEqual([]);
    });
  });

  it('kills while the caller is still busy with what it has answered', async () => {
    stopTheClock();
    const { control, abort } = abortable(SHORT);
    const script = criu().expects('DUMP').sends(notification('pre-dump')).expects('NOTIFY').hangs();
    await inSession(script, async (session, { kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, async (held) => {
        abort();
        await held.proceed();
        vi.advanceTimersByTime(SHORT);
        expect(kills).toEqual(['group']);
      });
      expect(await dump.outcome).toMatchObject({ ending: { signal: 'SIGKILL' } });
    });
  });

  it('does not wait for ever for a CRIU that goes on to notify', async () => {
    stopTheClock();
    const { control, abort } = abortable(SHORT);
    const script = criu().expects('DUMP').does(abort);
    for (let count = 0; count < 10; count++) {
      script
        .sends(notification('pre-dump'))
        .expects('NOTIFY', { notifySuccess: false })
        .does(() => vi.advanceTimersByTime(SHORT / 3));
    }
    await inSession(script, async (session, { kills }) => {
      const dump = session.dump(OPTIONS, control);
      await iterate(dump, () => expect.unreachable());
      expect(await dump.outcome).toMatchObject({ ending: { signal: 'SIGKILL' } });
      expect(kills).toEqual(['group']);
    });
  });

  it('after the end has no effect', async () => {
    stopTheClock();
    const { control, abort } = abortable(SHORT);
    const script = criu().expects('PRE_DUMP').sends(success('PRE_DUMP'));
    await inSession(script, async (session, { kills }) => {
      await session.startChain().preDump(OPTIONS, control);
      abort();
      vi.advanceTimersByTime(ENDLESS);
      expect(kills).toEqual([]);
    });
  });
});
