import { describe, expect, it } from 'vitest';
import {
  atLeast,
  type CriuVersion,
  compareVersions,
  formatVersion,
  parseVersion,
} from '../../../src/criu/version.js';

const release = (major: number, minor: number, sublevel = 0): CriuVersion => ({ major, minor, sublevel });

describe('the version of CRIU', () => {
  it('is taken from the answer to VERSION, where absent numbers are null', () => {
    expect(
      parseVersion({
        majorNumber: 4,
        minorNumber: 2,
        sublevel: 1,
        gitid: null,
        extra: null,
        name: 'CRIUTIBILITY',
      }),
    ).toEqual({ major: 4, minor: 2, sublevel: 1, name: 'CRIUTIBILITY' });
    expect(parseVersion({ majorNumber: 3, minorNumber: 15, gitid: '', sublevel: null })).toEqual(
      release(3, 15),
    );
  });

  it('is ordered by numbers, not by text', () => {
    const ordered = [
      release(3, 9),
      release(3, 15),
      release(3, 16),
      release(3, 16, 1),
      release(4, 0),
      release(4, 1, 1),
    ];
    expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
    expect(compareVersions(release(4, 2), release(4, 2))).toBe(0);
  });

  it('is at least every release up to its own', () => {
    expect(atLeast(release(3, 18), '3.19')).toBe(false);
    expect(atLeast(release(3, 19), '3.19')).toBe(true);
    expect(atLeast(release(4, 0), '3.19')).toBe(true);
    expect(atLeast(release(4, 1, 1), '4.1.2')).toBe(false);
    expect(atLeast(release(4, 1, 1), '4.1.1')).toBe(true);
  });

  it('of a build from git counts as the release before it', () => {
    const built = { ...release(3, 18), git: 'v3.18-77-g0123456' };
    expect(atLeast(built, '3.18')).toBe(true);
    expect(atLeast(built, '3.19')).toBe(false);
  });

  it('is written as people write it', () => {
    expect(formatVersion(release(4, 2, 1))).toBe('4.2.1');
    expect(formatVersion(release(3, 19))).toBe('3.19');
    expect(formatVersion({ ...release(4, 2), git: 'v4.2-22-g2cf8f13ca' })).toBe(
      '4.2 (git v4.2-22-g2cf8f13ca)',
    );
  });
});
