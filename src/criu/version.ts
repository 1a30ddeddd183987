import type { criu } from '../../gen/criu/messages.js';

/** The version of one CRIU program, as its answer to VERSION tells it. */
export interface CriuVersion {
  readonly major: number;
  readonly minor: number;
  /** 0 where CRIU leaves it out. */
  readonly sublevel: number;
  /**
   * What `git describe` said where CRIU was built, `v4.2-22-g2cf8f13ca`. Only a
   * build from a git checkout has it. The numbers are then those of the release
   * before: the program is a development build of the next minor version, with
   * any part of what is new in it. The one exception is a checkout of a tag.
   */
  readonly git?: string;
  /** The name of the release, such as `CRIUTIBILITY`. */
  readonly name?: string;
}

/** A release as people write it: `3.19` or `4.1.1`. */
export type Release = `${number}.${number}` | `${number}.${number}.${number}`;

/** Takes over `criu_version`; CRIU sends absent numbers as 0 or not at all. */
export function parseVersion(version: criu.rpc.criu_version.$Properties): CriuVersion {
  return {
    major: version.majorNumber,
    minor: version.minorNumber,
    sublevel: version.sublevel ?? 0,
    ...(version.gitid && { git: version.gitid }),
    ...(version.name && { name: version.name }),
  };
}

/** Below 0 where `a` is older, 0 where both are the same release, above 0 where it is newer. */
export function compareVersions(a: CriuVersion, b: CriuVersion): number {
  return a.major - b.major || a.minor - b.minor || a.sublevel - b.sublevel;
}

/**
 * Whether this CRIU is of that release or a later one.
 *
 * A build from git counts as the release before it. It may already have what the
 * next one brings, but it need not, and what a field does to a CRIU that ignores
 * it can be fatal to the tree; to be refused without need can not.
 */
export function atLeast(version: CriuVersion, release: Release): boolean {
  return compareVersions(version, parseRelease(release)) >= 0;
}

/** The version that a release has. */
export function parseRelease(release: Release): CriuVersion {
  const [major = 0, minor = 0, sublevel = 0] = release.split('.').map(Number);
  return { major, minor, sublevel };
}

/** `4.2.1`, `3.19`, or `4.2 (git v4.2-22-g2cf8f13ca)` for a build from git. */
export function formatVersion(version: CriuVersion): string {
  const numbers = [version.major, version.minor, ...(version.sublevel > 0 ? [version.sublevel] : [])];
  return numbers.join('.') + (version.git === undefined ? '' : ` (git ${version.git})`);
}
