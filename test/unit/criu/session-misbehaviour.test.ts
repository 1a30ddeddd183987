import { describe, expect, it } from 'vitest';
import type { Outcome, Session } from '../../../src/criu/session.js';
import {
  criu,
  encodeAnswer,
  failure,
  inSession,
  notification,
  type Script,
  settledLater,
  success,
} from './scripted-peer.js';

const quiet = { signal: new AbortController().signal };
const OPTIONS = { imagesDirFd: 7, pid: 4711, trackMem: true };
const WITH_PAGES = { imagesDirFd: 7, ps: { fd: 4 } };

const VERSION = success('VERSION', { version: { majorNumber: 4, minorNumber: 2 } });
const FEATURES = success('FEATURE_CHECK', { features: { memTrack: true } });
const SERVER = success('PAGE_SERVER', { ps: { pid: 812, port: 4000 } });

/** A request of the protocol, what is said before it, and how it is made. */
interface Exchange {
  readonly type: string;
  readonly before?: (script: Script) => Script;
  readonly make: (session: Session) => Promise<unknown>;
  /** An answer that is whole. */
  readonly good: Record<string, unknown>;
}

/** Requests that CRIU answers at once. */
const QUESTIONS: readonly Exchange[] = [
  { type: 'VERSION', make: (session) => session.queryVersion(), good: VERSION },
  { type: 'FEATURE_CHECK', make: (session) => session.checkFeatures({ memTrack: true }), good: FEATURES },
  {
    type: 'CPUINFO_DUMP',
    make: (session) => session.dumpCpuInfo({ imagesDirFd: 7 }),
    good: success('CPUINFO_DUMP'),
  },
  {
    type: 'CPUINFO_CHECK',
    make: (session) => session.checkCpuInfo({ imagesDirFd: 7 }),
    good: success('CPUINFO_CHECK'),
  },
  { type: 'PAGE_SERVER_CHLD', make: (session) => session.startPageServer(WITH_PAGES), good: SERVER },
  { type: 'PAGE_SERVER', make: (session) => session.startPageServerDaemon(WITH_PAGES), good: SERVER },
  { type: 'CHECK', make: (session) => session.check(), good: success('CHECK') },
];

/** The outcome; thrown is the breach in it, as with the questions. */
async function outcomeOf(work: Promise<Outcome>): Promise<Outcome> {
  const outcome = await work;
  if (outcome.breach === undefined) return outcome;
  expect(outcome.success).toBe(false);
  throw outcome.breach;
}

async function proceedThrough(session: Session, operation: 'dump' | 'restore'): Promise<Outcome> {
  const going = session[operation](OPTIONS, quiet);
  for await (const held of going) await held.proceed();
  return going.outcome;
}

/** Requests that take as long as they take. */
const WORK: readonly Exchange[] = [
  {
    type: 'SINGLE_PRE_DUMP',
    make: (session) => outcomeOf(session.preDump(OPTIONS, quiet)),
    good: success('SINGLE_PRE_DUMP'),
  },
  {
    type: 'PRE_DUMP',
    make: (session) => outcomeOf(session.startChain().preDump(OPTIONS, quiet)),
    good: success('PRE_DUMP'),
  },
  { type: 'DUMP', make: (session) => outcomeOf(proceedThrough(session, 'dump')), good: success('DUMP') },
  {
    type: 'RESTORE',
    make: (session) => outcomeOf(proceedThrough(session, 'restore')),
    good: success('RESTORE', { restore: { pid: 4711 } }),
  },
];

const WAITING: Exchange = {
  type: 'WAIT_PID',
  before: (script) => script.expects('PAGE_SERVER_CHLD').sends(SERVER),
  make: async (session) => (await session.startPageServer(WITH_PAGES)).wait(quiet),
  good: success('WAIT_PID', { status: 0 }),
};

const ALL = [...QUESTIONS, ...WORK, WAITING];

/** A CRIU that has received the request. */
function asked({ type, before = (script) => script }: Exchange): Script {
  return before(criu()).expects(type);
}

/** What is made of CRIU ending where an answer was due. */
async function endsWith(exchange: Exchange, script: Script, signal: NodeJS.Signals): Promise<void> {
  await inSession(script, async (session) => {
    const making = exchange.make(session);
    if (WORK.includes(exchange)) {
      expect(await making).toMatchObject({ success: false, ending: { signal, stderr: 'died' } });
    } else {
      await expect(making).rejects.toMatchObject({
        reason: 'CRIU_EXITED',
        metadata: { request: exchange.type, ending: `signal ${signal}` },
        criu: { ending: `signal ${signal}`, excerpt: ['died'] },
      });
    }
  });
}

describe.each(QUESTIONS)('$type without an answer', (exchange) => {
  it('is given up after the limit, and CRIU with all that works for it is killed', async () => {
    await inSession(asked(exchange).hangs(), async (session, { kills }) => {
      await expect(exchange.make(session)).rejects.toMatchObject({
        reason: 'CRIU_NO_ANSWER',
        metadata: { request: exchange.type, limit_ms: '300' },
      });
      expect(kills).toEqual(['group']);
    });
  });

  it('is given up also where the kernel cannot kill', async () => {
    await inSession(
      asked(exchange).hangsForGood(),
      async (session) => {
        await expect(exchange.make(session)).rejects.toMatchObject({ reason: 'CRIU_NO_ANSWER' });
      },
      { answer: 50, exit: 50 },
    );
  });
});

describe.each(ALL)('$type', (exchange) => {
  const { make, good } = exchange;

  it('answered with garbage is a breach of the protocol', async () => {
    const garbage = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');
    await inSession(asked(exchange).sends(garbage), async (session) => {
      await expect(make(session)).rejects.toMatchObject({
        reason: 'CRIU_PROTOCOL',
        metadata: { bytes: '28', head: garbage.toString('hex') },
      });
    });
  });

  it('answered with half a packet is a breach of the protocol', async () => {
    const whole = encodeAnswer({ ...good, crErrmsg: 'something longer' });
    const half = whole.subarray(0, whole.length - 8);
    await inSession(asked(exchange).sends(half, 1), async (session) => {
      await expect(make(session)).rejects.toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });

  it('answered without type and success is a breach of the protocol', async () => {
    // cr_errno and nothing else.
    const bare = Uint8Array.of(0x38, 1);
    await inSession(asked(exchange).sends(bare), async (session) => {
      await expect(make(session)).rejects.toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });

  it('answered with a type that nobody has is a breach of the protocol', async () => {
    const unknown = Uint8Array.of(0x08, 99, 0x10, 1);
    await inSession(asked(exchange).sends(unknown), async (session) => {
      await expect(make(session)).rejects.toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });

  const others = ALL.map(({ good }) => good).filter(({ type }) => type !== good.type);
  it.each(others)(
    'answered with $type is a breach of the protocol, and what came with it is closed',
    async (other) => {
      await inSession(asked(exchange).sends(other, 2), async (session) => {
        await expect(make(session)).rejects.toMatchObject({
          reason: 'CRIU_PROTOCOL',
          metadata: { response: other.type },
        });
      });
    },
  );

  it('answered with an empty success is a breach of the protocol', async () => {
    await inSession(asked(exchange).sends(success('EMPTY')), async (session) => {
      await expect(make(session)).rejects.toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });

  it('not understood by CRIU fails', async () => {
    await inSession(asked(exchange).sends(failure('EMPTY')).ends({ code: 255 }), async (session) => {
      const result = await make(session).catch((error: unknown) => error);
      // A question fails where its answer has a content; an outcome says so itself.
      if (result instanceof Error) {
        expect(result).toMatchObject({
          reason: expect.stringMatching(/^CRIU_(PROTOCOL|FAILED|CHECK_FAILED)$/),
        });
      } else expect(result).toEqual({ success: false });
    });
  });

  it('answered with a packet of no bytes ends as if CRIU had closed', async () => {
    const script = asked(exchange).sends(new Uint8Array(0), 1).ends({ signal: 'SIGABRT', stderr: 'died' });
    await endsWith(exchange, script, 'SIGABRT');
  });

  it('ends with how CRIU ended where it dies instead', async () => {
    await endsWith(exchange, asked(exchange).ends({ signal: 'SIGSEGV', stderr: 'died' }), 'SIGSEGV');
  });

  it('ends with how CRIU ended also where a child of it keeps the socket', async () => {
    const script = asked(exchange).endsButForASocket({ signal: 'SIGKILL', stderr: 'died' });
    await endsWith(exchange, script, 'SIGKILL');
  });

  it('is not lost when CRIU ends right after its answer while a child of it keeps the socket', async () => {
    await inSession(asked(exchange).sends(good).endsButForASocket({ code: 0 }), async (session) => {
      const result = await make(session);
      expect(result).toBeDefined();
      expect(result).not.toHaveProperty('ending');
    });
  });

  it('has no use for descriptors, and closes those that came', async () => {
    await inSession(asked(exchange).sends(good, 3).ends({ code: 0 }), async (session) => {
      expect(await make(session)).toBeDefined();
    });
  });
});

describe.each(ALL)('$type, when CRIU has died before it,', (exchange) => {
  it('says how it died', async () => {
    const dead = settledLater<void>();
    const script = (exchange.before ?? ((empty) => empty))(criu())
      .ends({ code: 1, stderr: 'criu: error while loading shared libraries' })
      .does(dead.settle);
    await inSession(script, async (session) => {
      if (exchange.before === undefined) await dead.promise;
      const result = await exchange.make(session).catch((error: unknown) => error);
      if (WORK.includes(exchange)) expect(result).toMatchObject({ success: false, ending: { code: 1 } });
      else
        expect(result).toMatchObject({
          reason: 'CRIU_EXITED',
          criu: { ending: 'exit 1', excerpt: ['criu: error while loading shared libraries'] },
        });
    });
  });
});

describe('an answer that lacks what it must have', () => {
  it.each([
    { type: 'VERSION', answer: success('VERSION'), field: 'version' },
    { type: 'FEATURE_CHECK', answer: success('FEATURE_CHECK'), field: 'features' },
    { type: 'PAGE_SERVER_CHLD', answer: success('PAGE_SERVER'), field: 'ps.pid' },
    { type: 'PAGE_SERVER_CHLD', answer: success('PAGE_SERVER', { ps: { port: 4000 } }), field: 'ps.pid' },
    { type: 'PAGE_SERVER_CHLD', answer: success('PAGE_SERVER', { ps: { pid: 0 } }), field: 'ps.pid' },
    { type: 'PAGE_SERVER_CHLD', answer: success('PAGE_SERVER', { ps: { pid: -1 } }), field: 'ps.pid' },
    { type: 'PAGE_SERVER', answer: success('PAGE_SERVER'), field: 'ps.port' },
    { type: 'RESTORE', answer: success('RESTORE'), field: 'restore.pid' },
    { type: 'RESTORE', answer: success('RESTORE', { restore: { pid: 0 } }), field: 'restore.pid' },
    { type: 'RESTORE', answer: success('RESTORE', { restore: { pid: -1 } }), field: 'restore.pid' },
    { type: 'WAIT_PID', answer: success('WAIT_PID'), field: 'status' },
  ])('is a breach of the protocol that names it: $type, $field, $answer', async (row) => {
    const exchange = ALL.find(({ type }) => type === row.type);
    if (exchange === undefined) return expect.unreachable();
    await inSession(asked(exchange).sends(row.answer).ends({ code: 0 }), async (session) => {
      await expect(exchange.make(session)).rejects.toMatchObject({
        reason: 'CRIU_PROTOCOL',
        metadata: { request: row.type, field: row.field },
      });
    });
  });

  it('is none where CRIU says that it could not look at the kernel', async () => {
    const check = ALL.find(({ type }) => type === 'FEATURE_CHECK');
    if (check === undefined) return expect.unreachable();
    const answer = failure('FEATURE_CHECK', { crErrmsg: 'vdso: no\n' });
    await inSession(asked(check).sends(answer).ends({ code: 0 }), async (session) => {
      await expect(check.make(session)).rejects.toMatchObject({
        reason: 'CRIU_CHECK_FAILED',
        criu: { causeLine: 'vdso: no' },
        cure: expect.stringContaining('too old for the running kernel'),
      });
    });
  });

  it('is a breach of the protocol where part of a part is missing', async () => {
    const script = criu()
      .expects('VERSION')
      // VERSION, success, and a version with a major number only.
      .sends(Uint8Array.of(0x08, 10, 0x10, 1, 0x52, 2, 0x08, 4));
    await inSession(script, async (session) => {
      await expect(session.queryVersion()).rejects.toMatchObject({ reason: 'CRIU_PROTOCOL' });
    });
  });
});

describe('two answers', () => {
  it.each([...WORK.filter(({ type }) => type !== 'PRE_DUMP'), WAITING])(
    'to $type are one too many',
    async (exchange) => {
      await inSession(asked(exchange).sends(exchange.good).sends(exchange.good, 1), async (session) => {
        await expect(exchange.make(session)).rejects.toMatchObject({
          reason: 'CRIU_PROTOCOL',
          metadata: { response: exchange.type, state: 'ended' },
        });
      });
    },
  );

  it('to a question are found with the next one', async () => {
    const script = criu().expects('VERSION').sends(VERSION).sends(VERSION, 1).expects('FEATURE_CHECK');
    await inSession(script, async (session) => {
      await session.queryVersion();
      await expect(session.checkFeatures({ memTrack: true })).rejects.toMatchObject({
        reason: 'CRIU_PROTOCOL',
        metadata: { response: 'VERSION', state: 'asking' },
      });
    });
  });

  it('to a pre-dump of a chain are found with the dump', async () => {
    const script = criu()
      .expects('PRE_DUMP')
      .sends(success('PRE_DUMP'))
      .sends(success('PRE_DUMP'))
      .expects('DUMP');
    await inSession(script, async (session) => {
      const chain = session.startChain();
      await chain.preDump(OPTIONS, quiet);
      const dump = chain.dump(OPTIONS, quiet);
      for await (const held of dump) expect.unreachable(held.name);
      expect(await dump.outcome).toMatchObject({ success: false, breach: { reason: 'CRIU_PROTOCOL' } });
    });
  });

  it('of which the second is not read leave no descriptor behind', async () => {
    const script = criu().expects('VERSION').sends(VERSION).sends(VERSION, 4);
    await inSession(script, async (session) => {
      await session.queryVersion();
    });
  });
});

describe('a last answer that comes at a wrong time', () => {
  it('does not make a dump fail that waits at a notification: nothing of it is lost', async () => {
    const script = criu()
      .expects('DUMP')
      .sends(notification('post-dump'))
      .sends(success('DUMP'))
      .expects('NOTIFY', { notifySuccess: true })
      .ends({ code: 0 });
    await inSession(script, async (session) => {
      expect(await proceedThrough(session, 'dump')).toEqual({ success: true });
    });
  });

  it('is not waited for where CRIU does not end after it', async () => {
    await inSession(criu().expects('DUMP').sends(success('DUMP')).hangs(), async (session, { kills }) => {
      expect(await proceedThrough(session, 'dump')).toEqual({ success: true });
      expect(kills).toEqual(['process']);
    });
  });

  it('is no answer where nothing was asked', async () => {
    const script = criu().sends(VERSION).expects('CHECK');
    await inSession(script, async (session) => {
      await expect(session.check()).rejects.toMatchObject({
        reason: 'CRIU_PROTOCOL',
        metadata: { response: 'VERSION' },
      });
    });
  });
});

describe('a notification where CRIU has none', () => {
  it.each([...QUESTIONS, ...WORK.filter(({ type }) => type.includes('PRE_DUMP')), WAITING])(
    'is a breach of the protocol: $type',
    async (exchange) => {
      await inSession(asked(exchange).sends(notification('pre-dump'), 1), async (session) => {
        await expect(exchange.make(session)).rejects.toMatchObject({
          reason: 'CRIU_PROTOCOL',
          metadata: { response: 'NOTIFY' },
        });
      });
    },
  );
});

describe.each([
  { operation: 'dump', type: 'DUMP', points: ['pre-dump', 'network-lock', 'post-dump'] },
  { operation: 'restore', type: 'RESTORE', points: ['pre-restore', 'post-restore', 'pre-resume'] },
] as const)('a $operation', ({ operation, type, points }) => {
  it.each(points.map((_, index) => points.slice(0, index + 1)))(
    'tells how CRIU ended where it ends at %s %s %s',
    async (...passed) => {
      const script = criu().expects(type);
      for (const name of passed) script.sends(notification(name)).expects('NOTIFY');
      script.ends({ signal: 'SIGABRT', stderr: 'BUG at criu/mem.c:12' });
      await inSession(script, async (session) => {
        expect(await proceedThrough(session, operation)).toEqual({
          success: false,
          ending: { code: null, signal: 'SIGABRT', stderr: 'BUG at criu/mem.c:12' },
        });
      });
    },
  );

  it.each(points)('is broken off where garbage comes instead of what follows %s', async (name) => {
    const script = criu()
      .expects(type)
      .sends(notification(name))
      .expects('NOTIFY')
      .sends(Uint8Array.of(0xff, 0xff), 1)
      .expectsEnd()
      .ends({ code: 1, stderr: 'not a criu' });
    await inSession(script, async (session) => {
      expect(await proceedThrough(session, operation)).toMatchObject({
        success: false,
        ending: { code: 1, stderr: 'not a criu' },
        breach: { reason: 'CRIU_PROTOCOL', metadata: { bytes: '2', head: 'ffff' } },
      });
    });
  });
});
