import { describe, expect, it } from 'vitest';
import { refuseAnswer, resolveHooks } from '../../../src/checkpoint/hooks.js';
import { STANDSTILLS } from '../../../src/criu/index.js';

const NEW = { major: 4, minor: 2, sublevel: 1 };
const OLD = { major: 3, minor: 18, sublevel: 0 };
const timeLimit = 1_000;

describe('hooks that are asked for', () => {
  it.each(Object.entries(STANDSTILLS))('can wait wherever CRIU stands still in a %s', (use, standstills) => {
    const asked = Object.keys(standstills).map((notification) => ({ notification, timeLimit }));
    expect(resolveHooks(asked, use as keyof typeof STANDSTILLS, NEW)).toEqual(
      Object.entries(standstills).map(([notification, how]) => ({
        notification,
        timeLimit,
        otherwise: how === 'refusable' ? 'refuse' : 'proceed',
      })),
    );
  });

  it.each([
    ['a name that is none', 'dump', ['post-dmup'], 'hooks[0].notification'],
    ['one of a restore in a dump', 'dump', ['post-restore'], 'hooks[0].notification'],
    ['one at which a terminal is handed over', 'restore', ['orphan-pts-master'], 'hooks[0].notification'],
    ['one of every object', 'dump', ['toString'], 'hooks[0].notification'],
    ['one twice', 'dump', ['pre-dump', 'post-dump', 'pre-dump'], 'hooks[2].notification'],
  ] as const)('cannot be at %s', (_, use, names, field) => {
    const asked = names.map((notification) => ({ notification, timeLimit }));
    expect(() => resolveHooks(asked, use, NEW)).toThrow(
      expect.objectContaining({
        reason: 'INVALID_REQUEST',
        violations: [expect.objectContaining({ field })],
      }),
    );
  });

  it.each(['network-unlock', 'pre-resume', 'post-resume'])('cannot refuse at %s', (notification) => {
    const hook = { notification, timeLimit, otherwise: 'refuse' } as const;
    expect(() => resolveHooks([hook], 'restore', NEW)).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ field: 'hooks[0].otherwise' })] }),
    );
  });

  it('cannot be where an older CRIU passes without stopping', () => {
    const hook = { notification: 'query-ext-files', timeLimit };
    expect(() => resolveHooks([hook], 'dump', OLD)).toThrow(
      expect.objectContaining({
        reason: 'CRIU_TOO_OLD',
        metadata: expect.objectContaining({ needed: '3.19' }),
      }),
    );
  });
});

describe('an answer', () => {
  const waitingAt = (notification: string) =>
    ({ notification, hook: 1, deadline: new Date(), otherwise: 'proceed' }) as const;
  const external = ['mnt[/data]:data'];

  it.each(['pre-dump', 'post-dump', 'pre-restore', 'post-restore'])('can refuse at %s', (name) => {
    refuseAnswer(waitingAt(name), { answer: 'refuse', external: [] }, []);
    refuseAnswer(waitingAt(name), { answer: 'proceed', external: [] }, []);
  });

  it.each(['network-unlock', 'pre-resume', 'post-resume'])('cannot refuse at %s', (name) => {
    expect(() => refuseAnswer(waitingAt(name), { answer: 'refuse', external: [] }, [])).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ field: 'answer' })] }),
    );
    refuseAnswer(waitingAt(name), { answer: 'proceed', external: [] }, []);
  });

  it('names external resources only where CRIU asks for them', () => {
    const allowed = ['namespaces.external=*'];
    refuseAnswer(waitingAt('query-ext-files'), { answer: 'proceed', external }, allowed);
    for (const [name, answer] of [
      ['post-dump', 'proceed'],
      ['query-ext-files', 'refuse'],
    ] as const) {
      expect(() => refuseAnswer(waitingAt(name), { answer, external }, allowed)).toThrow(
        expect.objectContaining({ violations: [expect.objectContaining({ field: 'external' })] }),
      );
    }
  });

  it('names only external resources that the operator gives leave for', () => {
    const waiting = waitingAt('query-ext-files');
    expect(() => refuseAnswer(waiting, { answer: 'proceed', external }, [])).toThrow(
      expect.objectContaining({ reason: 'OPTION_NOT_ALLOWED' }),
    );
    refuseAnswer(waiting, { answer: 'proceed', external }, ['namespaces.external=mnt[/data]:data']);
  });
});
