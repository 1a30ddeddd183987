import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import { criu, failure, inSession, notification, success } from './scripted-peer.js';

const VERSION = success('VERSION', { version: { majorNumber: 4, minorNumber: 2, sublevel: 1 } });
const OPTIONS = { imagesDirFd: 7, pid: 4711, trackMem: true };
const quiet = { signal: new AbortController().signal };

/** Names of the notifications, each of them answered with yes. */
async function proceedThrough(operation: AsyncIterable<{ name: string; proceed(): Promise<void> }>) {
  const names: string[] = [];
  for await (const each of operation) {
    names.push(each.name);
    await each.proceed();
  }
  return names;
}

describe('a session that does not know the version', () => {
  it('sends no dump without a pid, which would dump whoever asks for it', async () => {
    await inSession(criu(), async (session, { heard }) => {
      expect(() => session.dump({ imagesDirFd: 7 }, quiet)).toThrow(
        expect.objectContaining({ reason: 'INVALID_REQUEST' }),
      );
      expect(heard).toEqual([]);
    });
  });
});

describe('questions', () => {
  it('are asked in one conversation that stays open, and closed without a request more', async () => {
    const script = criu()
      .expects('VERSION', { keepOpen: true })
      .sends(VERSION)
      .expects('FEATURE_CHECK', { keepOpen: true, features: { memTrack: true, lazyPages: true } })
      .sends(success('FEATURE_CHECK', { features: { memTrack: false, lazyPages: true } }))
      .expectsEnd()
      .ends({ code: 255 });
    await inSession(script, async (session) => {
      expect(await session.queryVersion()).toEqual({ major: 4, minor: 2, sublevel: 1 });
      const features = await session.checkFeatures({ memTrack: true, lazyPages: true });
      expect(features).toMatchObject({ memTrack: false, lazyPages: true });
      expect(await session.close()).toEqual({ code: 255, signal: null, stderr: '' });
    });
  });

  it('about the CPU say what CRIU says, and the conversation goes on after a no', async () => {
    const script = criu()
      .expects('CPUINFO_DUMP', { keepOpen: true, opts: { imagesDirFd: 7 } })
      .sends(success('CPUINFO_DUMP'))
      .expects('CPUINFO_CHECK', { keepOpen: true, opts: { imagesDirFd: 7 } })
      .sends(failure('CPUINFO_CHECK', { crErrno: 95, crErrmsg: 'CPU has no avx512' }))
      .expects('VERSION')
      .sends(VERSION);
    await inSession(script, async (session) => {
      expect(await session.dumpCpuInfo({ imagesDirFd: 7 })).toEqual({ success: true });
      expect(await session.checkCpuInfo({ imagesDirFd: 7 })).toEqual({
        success: false,
        errno: 95,
        message: 'CPU has no avx512',
      });
      expect((await session.queryVersion()).major).toBe(4);
    });
  });

  it('about features say which ones the version cannot be asked about', async () => {
    await inSession(
      criu(),
      async (session, { heard }) => {
        const asked = session.checkFeatures({ pidfdStore: true }, { imagesDirFd: 7 });
        await expect(asked).rejects.toMatchObject({ reason: 'CRIU_TOO_OLD' });
        expect(heard).toEqual([]);
      },
      { version: { major: 3, minor: 15, sublevel: 0 } },
    );
  });

  it('can precede an operation', async () => {
    const script = criu().expects('VERSION').sends(VERSION).expects('CHECK').sends(success('CHECK')).ends({});
    await inSession(script, async (session) => {
      await session.queryVersion();
      expect(await session.check()).toEqual({ success: true });
    });
  });
});

describe('a check', () => {
  it('is asked once, without keeping the conversation open', async () => {
    const script = criu()
      .expects('CHECK', { opts: { imagesDirFd: 7 } })
      .sends(failure('CHECK', { crErrno: 56 }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      expect(await session.check({ imagesDirFd: 7 })).toEqual({ success: false, errno: 56 });
    });
  });
});

describe('a page server', () => {
  const started = success('PAGE_SERVER', { ps: { pid: 812, port: 40_000 } });

  it('is announced under the type of the plain one, and waited for', async () => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD', { keepOpen: true, opts: { ps: { address: '127.0.0.1', port: 0 } } })
      .sends(started)
      .expects('WAIT_PID', { pid: 812 })
      .sends(success('WAIT_PID', { status: 0 }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const server = await session.startPageServer({
        imagesDirFd: 7,
        ps: { address: '127.0.0.1', port: 0 },
      });
      expect(server).toMatchObject({ pid: 812, port: 40_000 });
      expect(await server.wait(quiet)).toEqual({ exit: 0 });
    });
  });

  it.each([
    { status: 0x0000, means: { exit: 0 } },
    { status: 0xff00, means: { exit: 255 } },
    { status: 0x0100, means: { exit: 1 } },
    { status: 9, means: { signal: 9 } },
    { status: 0x80 | 11, means: { signal: 11 } },
  ])('that ends with status $status has ended with $means', async ({ status, means }) => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(started)
      .expects('WAIT_PID')
      .sends(success('WAIT_PID', { status }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const server = await session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } });
      expect(await server.wait(quiet)).toEqual(means);
    });
  });

  it('has port 0 where it serves a descriptor', async () => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(success('PAGE_SERVER', { ps: { pid: 9 } }));
    await inSession(script, async (session) => {
      expect(await session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } })).toMatchObject({ port: 0 });
    });
  });

  it('that does not start is a failure with what CRIU said, after which CRIU can be asked again', async () => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(failure('PAGE_SERVER', { crErrmsg: "Can't bind: Address already in use\n" }))
      .expects('VERSION')
      .sends(VERSION);
    await inSession(script, async (session) => {
      const starting = session.startPageServer({ imagesDirFd: 7, ps: { address: '::1' } });
      await expect(starting).rejects.toMatchObject({
        reason: 'CRIU_FAILED',
        criu: { causeLine: "Can't bind: Address already in use" },
      });
      await session.queryVersion();
    });
  });

  it('that CRIU cannot wait for is a failure of CRIU, not of the protocol', async () => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(started)
      .expects('WAIT_PID')
      .sends(failure('WAIT_PID'))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const server = await session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } });
      await expect(server.wait(quiet)).rejects.toMatchObject({ reason: 'CRIU_FAILED' });
    });
  });

  it('of its own has a port and no pid, though CRIU sends 0 for one', async () => {
    const script = criu()
      .expects('PAGE_SERVER', { opts: { ps: { address: '::1' } } })
      .sends(success('PAGE_SERVER', { ps: { pid: 0, port: 40_001 } }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const server = await session.startPageServerDaemon({ imagesDirFd: 7, ps: { address: '::1' } });
      expect(server).toEqual({ port: 40_001 });
    });
  });
});

describe('pre-dumps', () => {
  it('one by itself ends the conversation and asks for no notifications', async () => {
    const script = criu()
      .expects('SINGLE_PRE_DUMP', { opts: { pid: 4711, trackMem: true } })
      .sends(success('SINGLE_PRE_DUMP'))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      expect(await session.preDump({ ...OPTIONS, trackMem: true }, quiet)).toEqual({ success: true });
    });
  });

  it('in a chain, and the dump, go to one process, and each carries all options', async () => {
    const script = criu()
      .expects('PRE_DUMP', { opts: { imagesDirFd: 7, pid: 4711, trackMem: true } })
      .sends(success('PRE_DUMP'))
      .expects('PRE_DUMP', { opts: { imagesDirFd: 8, pid: 4711, trackMem: true, parentImg: '../1' } })
      .sends(success('PRE_DUMP'))
      .expects('DUMP', { opts: { imagesDirFd: 9, pid: 4711, trackMem: true, notifyScripts: true } })
      .sends(notification('pre-dump'))
      .expects('NOTIFY', { notifySuccess: true })
      .sends(success('DUMP', { dump: { restored: false } }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const chain = session.startChain();
      const all = { pid: 4711, trackMem: true };
      expect(await chain.preDump({ ...all, imagesDirFd: 7 }, quiet)).toEqual({ success: true });
      expect(await chain.preDump({ ...all, imagesDirFd: 8, parentImg: '../1' }, quiet)).toEqual({
        success: true,
      });
      const dump = chain.dump({ ...all, imagesDirFd: 9 }, quiet);
      expect(await proceedThrough(dump)).toEqual(['pre-dump']);
      expect(await dump.outcome).toEqual({ success: true });
    });
  });

  it('of which one fails end the chain', async () => {
    const script = criu()
      .expects('PRE_DUMP')
      .sends(success('PRE_DUMP'))
      .expects('PRE_DUMP')
      .sends(failure('PRE_DUMP', { crErrmsg: 'No space left on device' }))
      .ends({ code: 255 });
    await inSession(script, async (session, { heard }) => {
      const chain = session.startChain();
      await chain.preDump(OPTIONS, quiet);
      expect(await chain.preDump(OPTIONS, quiet)).toEqual({
        success: false,
        message: 'No space left on device',
      });
      await expect(chain.preDump(OPTIONS, quiet)).rejects.toMatchObject({ reason: 'INTERNAL' });
      expect(heard).toEqual(['PRE_DUMP', 'PRE_DUMP']);
    });
  });
});

describe('a dump', () => {
  it('stops at each notification in order and then says how it ended', async () => {
    const names = ['pre-dump', 'network-lock', 'query-ext-files', 'post-dump', 'network-unlock'];
    const script = criu().expects('DUMP', { opts: { ...OPTIONS, notifyScripts: true } });
    for (const name of names) script.sends(notification(name)).expects('NOTIFY', { notifySuccess: true });
    script.sends(success('DUMP', { dump: { restored: false } })).ends({ code: 0 });
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      expect(await proceedThrough(dump)).toEqual(names);
      expect(await dump.outcome).toEqual({ success: true });
    });
  });

  it('carries the errno and the message of CRIU where it fails', async () => {
    const script = criu()
      .expects('DUMP')
      .sends(failure('DUMP', { crErrno: 3, crErrmsg: 'Unable to connect a transport socket' }))
      .ends({ code: 1 });
    await inSession(script, async (session) => {
      const dump = session.dump(OPTIONS, quiet);
      expect(await proceedThrough(dump)).toEqual([]);
      expect(await dump.outcome).toEqual({
        success: false,
        errno: 3,
        message: 'Unable to connect a transport socket',
      });
    });
  });

  it('sends nothing before somebody iterates', async () => {
    await inSession(criu(), async (session, { heard }) => {
      session.dump(OPTIONS, quiet);
      await session.close();
      expect(heard).toEqual([]);
    });
  });
});

describe('a restore', () => {
  it('tells the pid of the tree at the notifications that have it, and at the end', async () => {
    const script = criu()
      .expects('RESTORE', { opts: { imagesDirFd: 7, notifyScripts: true } })
      .sends(notification('pre-restore'))
      .expects('NOTIFY', { notifySuccess: true })
      .sends(notification('post-restore', 4711))
      .expects('NOTIFY', { notifySuccess: true })
      .sends(success('RESTORE', { restore: { pid: 4711 } }))
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      const pids: (number | undefined)[] = [];
      const restore = session.restore({ imagesDirFd: 7 }, quiet);
      for await (const each of restore) {
        pids.push(each.pid);
        await each.proceed();
      }
      expect(pids).toEqual([undefined, 4711]);
      expect(await restore.outcome).toEqual({ success: true, pid: 4711 });
    });
  });

  it.each([-1, 4711])('that fails has no pid, though CRIU sends %i', async (pid) => {
    const script = criu()
      .expects('RESTORE')
      .sends(failure('RESTORE', { crErrno: 17, restore: { pid } }))
      .ends({ code: 1 });
    await inSession(script, async (session) => {
      const restore = session.restore({ imagesDirFd: 7 }, quiet);
      await proceedThrough(restore);
      expect(await restore.outcome).toEqual({ success: false, errno: 17 });
    });
  });
});

describe('what CRIU would not take', () => {
  it('is not sent after a page server was started', async () => {
    const script = criu()
      .expects('PAGE_SERVER_CHLD')
      .sends(success('PAGE_SERVER', { ps: { pid: 812 } }));
    await inSession(script, async (session, { heard }) => {
      await session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } });
      await expect(session.queryVersion()).rejects.toThrow(Failure);
      await expect(session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } })).rejects.toThrow(Failure);
      await expect(proceedThrough(session.dump(OPTIONS, quiet))).rejects.toMatchObject({
        reason: 'INTERNAL',
        metadata: { request: 'DUMP', state: 'serving-pages' },
      });
      expect(heard).toEqual(['PAGE_SERVER_CHLD']);
    });
  });

  it('is not sent after a pre-dump of a chain', async () => {
    const script = criu().expects('PRE_DUMP').sends(success('PRE_DUMP'));
    await inSession(script, async (session, { heard }) => {
      await session.startChain().preDump(OPTIONS, quiet);
      await expect(session.queryVersion()).rejects.toMatchObject({
        reason: 'INTERNAL',
        metadata: { request: 'VERSION', state: 'pre-dumped' },
      });
      await expect(session.preDump(OPTIONS, quiet)).rejects.toMatchObject({ reason: 'INTERNAL' });
      expect(heard).toEqual(['PRE_DUMP']);
    });
  });

  it.each(['check', 'dump', 'close'] as const)(
    'is not sent after the conversation has ended with %s',
    async (how) => {
      const script = criu();
      if (how === 'check') script.expects('CHECK').sends(success('CHECK')).ends({});
      if (how === 'dump') script.expects('DUMP').sends(success('DUMP')).ends({});
      await inSession(script, async (session, { heard }) => {
        if (how === 'check') await session.check();
        if (how === 'dump') await proceedThrough(session.dump(OPTIONS, quiet));
        if (how === 'close') await session.close();
        const said = [...heard];
        await expect(session.queryVersion()).rejects.toMatchObject({ reason: 'INTERNAL' });
        await expect(session.check()).rejects.toMatchObject({ reason: 'INTERNAL' });
        await expect(proceedThrough(session.restore({ imagesDirFd: 7 }, quiet))).rejects.toThrow(Failure);
        expect(heard).toEqual(said);
      });
    },
  );

  it('is not sent while an answer is due', async () => {
    const script = criu().expects('VERSION').sends(VERSION);
    await inSession(script, async (session, { heard }) => {
      const asked = session.queryVersion();
      await expect(session.queryVersion()).rejects.toMatchObject({
        reason: 'INTERNAL',
        metadata: { request: 'VERSION', state: 'asking' },
      });
      await asked;
      expect(heard).toEqual(['VERSION']);
    });
  });

  it('is not sent while it waits at a notification', async () => {
    const script = criu()
      .expects('DUMP')
      .sends(notification('pre-dump'))
      .expects('NOTIFY', { notifySuccess: true })
      .sends(success('DUMP'))
      .ends({});
    await inSession(script, async (session, { heard }) => {
      for await (const held of session.dump(OPTIONS, quiet)) {
        await expect(session.queryVersion()).rejects.toMatchObject({
          reason: 'INTERNAL',
          metadata: { state: 'held' },
        });
        await held.proceed();
      }
      expect(heard).toEqual(['DUMP', 'NOTIFY']);
    });
  });

  it('is refused over a service before it is sent: numbers of our descriptors', async () => {
    await inSession(
      criu(),
      async (session, { heard }) => {
        expect(session.kind).toBe('service');
        await expect(session.startPageServer({ imagesDirFd: 7, ps: { fd: 4 } })).rejects.toMatchObject({
          reason: 'CRIU_SERVICE_LIMIT',
        });
        expect(heard).toEqual([]);
      },
      { kind: 'service' },
    );
  });

  it('is refused for an older CRIU before it is sent', async () => {
    await inSession(
      criu(),
      async (session, { heard }) => {
        expect(() => session.dump({ ...OPTIONS, leaveStopped: true }, quiet)).toThrow(Failure);
        await expect(session.preDump({ ...OPTIONS, trackMem: true }, quiet)).rejects.toMatchObject({
          reason: 'CRIU_TOO_OLD',
        });
        expect(heard).toEqual([]);
      },
      { version: { major: 3, minor: 16, sublevel: 1 } },
    );
  });

  it('cannot be encoded: then nothing is sent, and the conversation stands where it stood', async () => {
    const script = criu().expects('VERSION').sends(VERSION);
    await inSession(script, async (session, { heard }) => {
      // A caller without types.
      const wrong = { imagesDirFd: 'seven' } as unknown as { imagesDirFd: number };
      await expect(session.check(wrong)).rejects.toMatchObject({ reason: 'CRIU_BAD_OPTION' });
      await session.queryVersion();
      expect(heard).toEqual(['VERSION']);
    });
  });
});

describe('closing', () => {
  it('kills a process that does not end by itself', async () => {
    const script = criu().expects('VERSION').sends(VERSION).hangs();
    await inSession(script, async (session, { kills }) => {
      await session.queryVersion();
      expect(await session.close()).toEqual({ code: null, signal: 'SIGKILL', stderr: '' });
      expect(kills).toEqual(['process']);
    });
  });

  it('gives up a process that not even SIGKILL ends', async () => {
    const script = criu().expects('VERSION').sends(VERSION).hangsForGood();
    await inSession(script, async (session, { kills }) => {
      await session.queryVersion();
      expect(await session.close()).toEqual({ code: null, signal: null, stderr: '' });
      expect(kills).toEqual(['process']);
    });
  });

  it('twice at once kills once', async () => {
    const script = criu().expects('VERSION').sends(VERSION).hangsForGood();
    await inSession(script, async (session, { kills }) => {
      await session.queryVersion();
      await Promise.all([session.close(), session.close()]);
      expect(kills).toEqual(['process']);
    });
  });

  it('can be done again and by leaving the scope', async () => {
    await inSession(criu().expectsEnd().ends({ code: 255 }), async (session) => {
      await using scoped = session;
      expect(await scoped.close()).toEqual(await session.close());
    });
  });
});
