import { describe, expect, it } from 'vitest';
import { asFailure, Failure, invalidRequest, storageFailure } from '../../../src/failure/index.js';

describe('a failure', () => {
  it('has a reason, its class and a message, and nothing else that nobody said', () => {
    const failure = new Failure('PID_TAKEN', 'Process 4711 is there already.');
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({
      name: 'Failure',
      reason: 'PID_TAKEN',
      class: 'already-exists',
      message: 'Process 4711 is there already.',
      cure: '',
      metadata: {},
      violations: [],
    });
    expect(failure.criu).toBeUndefined();
    expect('cause' in failure).toBe(false);
  });

  it('has all that was said', () => {
    const details = {
      cure: 'End it.',
      metadata: { pid: '4711' },
      violations: [{ field: 'pid', description: 'is taken' }],
      criu: { errno: 17, causeLine: 'Error: File exists', excerpt: ['Error: File exists'], ending: 'exit 1' },
      cause: new Error('File exists'),
    };
    expect(new Failure('PID_TAKEN', 'Taken.', details)).toMatchObject(details);
  });
});

describe('any error as a failure', () => {
  it('is itself when it is one', () => {
    const failure = new Failure('CRIU_FAILED', 'No.');
    expect(asFailure(failure)).toBe(failure);
  });

  it.each([
    ['an error', new TypeError('secret of the host')],
    ['a text', 'secret of the host'],
    ['what looks like one', { reason: 'PID_TAKEN', message: 'secret of the host' }],
    ['null', null],
  ])('is INTERNAL with nothing of its text when it is %s', (_, error) => {
    const failure = asFailure(error);
    expect(failure).toMatchObject({ reason: 'INTERNAL', class: 'internal', metadata: {}, violations: [] });
    expect(failure.cause).toBe(error);
    expect(failure.message + failure.cure).not.toContain('secret');
    expect(failure.cure).toContain('log');
  });
});

describe('a request that is not valid', () => {
  it('names every field in its message too, for clients that show nothing else', () => {
    const violations = [
      { field: 'target.pid', description: 'must be greater than 0' },
      { field: 'labels', description: 'must be at most 64' },
    ];
    expect(invalidRequest(violations)).toMatchObject({
      reason: 'INVALID_REQUEST',
      class: 'invalid-argument',
      violations,
      message: 'The request is not valid: target.pid: must be greater than 0; labels: must be at most 64.',
    });
  });
});

describe('a failure of storage', () => {
  const failed = (code: string) =>
    storageFailure('It could not be written', '/state', Object.assign(new Error('no'), { code }));

  it.each(['ENOSPC', 'EDQUOT'])('is DISK_FULL for %s', (errno) => {
    expect(failed(errno)).toMatchObject({
      reason: 'DISK_FULL',
      message: `It could not be written (${errno}).`,
      cure: expect.stringContaining('Make room'),
      metadata: { directory: '/state', errno },
    });
  });

  it.each([
    ['EIO', 'kernel'],
    ['EACCES', '--state'],
    ['EROFS', '--state'],
    ['ENOTDIR', '--state'],
  ])('is STATE_DIRECTORY_UNUSABLE for %s, with a cure for that', (errno, cure) => {
    expect(failed(errno)).toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      message: `It could not be written (${errno}).`,
      cure: expect.stringContaining(cure),
    });
  });

  it('keeps its cause, which need not be a system error', () => {
    const failure = storageFailure('It could not be written', '/state', 'broken');
    expect(failure).toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      message: 'It could not be written.',
    });
    expect(failure.cause).toBe('broken');
  });
});
