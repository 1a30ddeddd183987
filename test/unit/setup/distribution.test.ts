import { describe, expect, it } from 'vitest';
import { newerSuites, parseOsRelease, pickMirror } from '../../../setup/distribution.mjs';

/** What `apt-get --print-uris update` prints for these sources. */
function printed(...releases: string[]): string {
  return releases.map((release) => `'${release}/InRelease' name_of_a_file 0 \n`).join('');
}

describe('the distribution', () => {
  it('is read from os-release with and without quotes', () => {
    const debian =
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
    expect(parseOsRelease(debian)).toEqual({
      id: 'debian',
      codename: 'bookworm',
      name: 'Debian GNU/Linux 12 (bookworm)',
    });
    expect(parseOsRelease("ID='ubuntu'\nVERSION_CODENAME='noble'\n")).toEqual({
      id: 'ubuntu',
      codename: 'noble',
      name: 'ubuntu noble',
    });
  });

  it.each(['ID=fedora\nVERSION_CODENAME=""\n', 'ID=debian\n', ''])('is none of ours with %j', (text) => {
    expect(parseOsRelease(text)).toBeUndefined();
  });

  it('names the suites with a newer CRIU, the more settled one first', () => {
    expect(newerSuites({ id: 'debian', codename: 'bookworm', name: '' })).toEqual(['forky', 'sid']);
    expect(newerSuites({ id: 'ubuntu', codename: 'noble', name: '' })).toEqual(['devel']);
  });
});

describe("the distribution's mirror", () => {
  const bookworm = { id: 'debian', codename: 'bookworm' } as const;

  it('is where the release is and not where only its security updates are', () => {
    const uris = printed(
      'mirror://security.invalid/debian-security/dists/bookworm-security',
      'mirror://debian.invalid/debian/dists/bookworm',
      'mirror://debian.invalid/debian/dists/bookworm-updates',
    );
    expect(pickMirror(uris, bookworm)).toBe('mirror://debian.invalid/debian');
  });

  it('is not the archive of somebody else who publishes for the release', () => {
    const uris = printed(
      'mirror://vendor.invalid/linux/debian/dists/bookworm',
      'mirror://debian.invalid/debian/dists/bookworm',
      'mirror://debian.invalid/debian/dists/bookworm-updates',
    );
    expect(pickMirror(uris, bookworm)).toBe('mirror://debian.invalid/debian');
  });

  it('may name the release by its role, and may have no updates', () => {
    const uris = printed('mirror://debian.invalid/debian/dists/unstable');
    expect(pickMirror(uris, { id: 'debian', codename: 'forky' })).toBe('mirror://debian.invalid/debian');
  });

  it('is unknown when apt names none', () => {
    expect(pickMirror('', bookworm)).toBeUndefined();
    expect(pickMirror(printed('mirror://vendor.invalid/dists/nodistro'), bookworm)).toBeUndefined();
  });
});
