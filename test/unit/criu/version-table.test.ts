import { describe, expect, it } from 'vitest';
import { NetworkLock, type Options, type Request, RequestType } from '../../../src/criu/codec.js';
import { type CriuVersion, parseRelease, type Release } from '../../../src/criu/version.js';
import {
  ENUM_VALUES,
  FEATURES,
  OPTIONS,
  REQUEST_TYPES,
  refuseHarmful,
  refuseOnService,
  refuseUnsupported,
} from '../../../src/criu/version-table.js';
import { Failure } from '../../../src/failure/index.js';

const RELEASES: readonly Release[] = [
  '3.15',
  '3.16',
  '3.16.1',
  '3.17',
  '3.18',
  '3.19',
  '4.0',
  '4.1',
  '4.1.1',
  '4.2',
  '4.2.1',
];

const version = (release: Release): CriuVersion => parseRelease(release);

function failureOf(act: () => void): Failure | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

const folder = { imagesDirFd: 5 };
const dump = (options: Partial<Options> = {}): Request => ({
  type: RequestType.DUMP,
  opts: { ...folder, pid: 4711, ...options },
});
const restore = (options: Partial<Options> = {}): Request => ({
  type: RequestType.RESTORE,
  opts: { ...folder, ...options },
});
const refused = (release: Release, request: Request) =>
  failureOf(() => refuseUnsupported(version(release), request));

describe('what a CRIU is too old for', () => {
  it.each(OPTIONS)(
    '$name is refused below $since and let through from there on',
    ({ field, name, since }) => {
      const values: Partial<Options> = {
        networkLock: NetworkLock.NFTABLES,
        pidfdStoreSk: 7,
        lsmMountContext: 'x',
      };
      const request = restore({ [field]: values[field] ?? true });
      for (const release of RELEASES) {
        const failure = refused(release, request);
        const old = RELEASES.indexOf(release) < RELEASES.indexOf(since);
        expect(failure?.reason, release).toBe(old ? 'CRIU_TOO_OLD' : undefined);
        if (failure) {
          expect(failure.metadata).toMatchObject({ fields: name, needed: since, running: release });
          expect(failure.message).toContain(`${name} needs CRIU ${since}`);
        }
      }
    },
  );

  it('says what would have happened without a word: leave_stopped would have killed the tree', () => {
    const failure = refused('3.18', dump({ leaveStopped: true }));
    expect(failure?.message).toContain('a dump kills the tree');
    expect(failure?.cure).toContain('CRIU 3.19 or newer');
  });

  it('lets through what an old CRIU does anyhow', () => {
    expect(refused('3.15', dump({ leaveStopped: false, unprivileged: false }))).toBeUndefined();
    expect(refused('3.15', dump({ networkLock: NetworkLock.IPTABLES }))).toBeUndefined();
    expect(
      refused('3.15', dump({ leaveRunning: true, tcpEstablished: true, trackMem: true })),
    ).toBeUndefined();
  });

  it('takes null for absent, as decoded messages have it', () => {
    expect(
      refused('3.15', dump({ leaveStopped: null, networkLock: null, lsmMountContext: null })),
    ).toBeUndefined();
  });

  it('names every field at once, and the release that has them all', () => {
    const failure = refused(
      '3.15',
      restore({ leaveStopped: true, mntnsCompatMode: true, lsmMountContext: 'x' }),
    );
    expect(failure?.metadata).toMatchObject({
      fields: 'lsm_mount_context, mntns_compat_mode, leave_stopped',
      since: '3.16, 3.17, 3.19',
      needed: '3.19',
    });
  });

  it.each([...ENUM_VALUES, ...REQUEST_TYPES, ...FEATURES])('$name is known from $since on', (novelty) => {
    const request: Request =
      'type' in novelty
        ? { type: novelty.type, opts: { ...folder, pid: 1, trackMem: true } }
        : 'value' in novelty
          ? dump({ [novelty.field]: novelty.value })
          : { type: RequestType.FEATURE_CHECK, opts: folder, features: { [novelty.field]: true } };
    const before = RELEASES[RELEASES.indexOf(novelty.since) - 1];
    expect(before).toBeDefined();
    expect(refused(before ?? '3.15', request)?.metadata.fields).toContain(novelty.name);
    expect(refused(novelty.since, request)).toBeUndefined();
  });

  it('opens images_dir as an ordinary path from 4.2 on, as a magic link from 3.19 on', () => {
    const path = { imagesDirFd: -1, imagesDir: '/var/lib/images' };
    const link = { imagesDirFd: -1, imagesDir: '/proc/self/fd/4' };
    expect(refused('4.1.1', restore(path))?.message).toContain('4.2');
    expect(refused('4.2', restore(path))).toBeUndefined();
    expect(refused('3.18', restore(link))?.message).toContain('3.19');
    expect(refused('3.19', restore(link))).toBeUndefined();
    // It is read only where there is no descriptor.
    expect(refused('3.15', restore({ imagesDirFd: 3, imagesDir: '/x' }))).toBeUndefined();
  });

  it('needs an images folder for CHECK until 4.2 and for FEATURE_CHECK until 3.16', () => {
    expect(refused('4.1.1', { type: RequestType.CHECK })?.reason).toBe('CRIU_TOO_OLD');
    expect(refused('4.1.1', { type: RequestType.CHECK, opts: folder })).toBeUndefined();
    expect(refused('4.2', { type: RequestType.CHECK })).toBeUndefined();
    expect(refused('3.15', { type: RequestType.FEATURE_CHECK })?.reason).toBe('CRIU_TOO_OLD');
    expect(refused('3.16', { type: RequestType.FEATURE_CHECK })).toBeUndefined();
    expect(refused('3.15', { type: RequestType.VERSION })).toBeUndefined();
  });
});

describe('what a CRIU service does not take', () => {
  it('names every such option, rst_sibling even where it is false', () => {
    const failure = failureOf(() =>
      refuseOnService({ ...folder, ps: { fd: 4 }, inheritFd: [{ key: 'a', fd: 4 }], rstSibling: false }),
    );
    expect(failure?.reason).toBe('CRIU_SERVICE_LIMIT');
    expect(failure?.metadata).toEqual({ fields: 'ps.fd, inherit_fd, rst_sibling' });
  });

  it('lets everything else through', () => {
    refuseOnService({ ...folder, ps: { address: 'a', port: 1, fd: null }, inheritFd: [], rstSibling: null });
  });
});

describe('what no CRIU does right', () => {
  const preDump = { type: RequestType.SINGLE_PRE_DUMP, opts: { ...folder, pid: 1, trackMem: true } };

  // biome-ignore format: one line a case
  it.each<readonly [string, string, 'INVALID_REQUEST' | 'CRIU_BAD_OPTION', Request]>([
    ['a dump of nobody, which would be of criud', 'pid', 'INVALID_REQUEST', { type: RequestType.DUMP, opts: folder }],
    ['a dump of pid 0', 'pid', 'INVALID_REQUEST', dump({ pid: 0 })],
    ['a pre-dump of a negative pid', 'pid', 'INVALID_REQUEST', { ...preDump, opts: { ...preDump.opts, pid: -1 } }],
    ['lazy pages in a pre-dump', 'lazy_pages', 'INVALID_REQUEST', { ...preDump, opts: { ...preDump.opts, lazyPages: true } }],
    ['compatible mounts in a dump', 'mntns_compat_mode', 'INVALID_REQUEST', dump({ mntnsCompatMode: true })],
    ['unix sockets by number without leave to have any', 'unix_sk_ino', 'INVALID_REQUEST', dump({ unixSkIno: [{ inode: 1 }] })],
    ['another empty namespace than that of the network', 'empty_ns', 'INVALID_REQUEST', restore({ emptyNs: 0x20000000 })],
    ['a dump without options', 'opts', 'CRIU_BAD_OPTION', { type: RequestType.RESTORE }],
    ['a dump without an images folder', 'images_dir_fd', 'CRIU_BAD_OPTION', dump({ imagesDirFd: -1 })],
    ['a log in another folder', 'log_file', 'CRIU_BAD_OPTION', dump({ logFile: '../x.log' })],
    ['a pre-dump without tracking', 'track_mem', 'CRIU_BAD_OPTION', { ...preDump, opts: { ...preDump.opts, trackMem: null } }],
    ['pages to nowhere', 'ps.address', 'CRIU_BAD_OPTION', dump({ ps: { port: 1 } })],
    ['a page server for everyone', 'ps.address', 'CRIU_BAD_OPTION', { type: RequestType.PAGE_SERVER_CHLD, opts: { ...folder, ps: { port: 1 } } }],
    ['lazy pages at a port that nobody learns', 'ps.port', 'CRIU_BAD_OPTION', dump({ lazyPages: true, ps: { port: 0 } })],
    ['TLS over a descriptor', 'tls', 'CRIU_BAD_OPTION', dump({ tls: true, ps: { fd: 4 } })],
    ['a terminal for nobody', 'orphan_pts_master', 'CRIU_BAD_OPTION', restore({ orphanPtsMaster: true })],
    ['waiting for nobody', 'pid', 'CRIU_BAD_OPTION', { type: RequestType.WAIT_PID }],
  ])('refuses %s', (_, field, reason, request) => {
    const failure = failureOf(() => refuseHarmful(request));
    expect(failure?.reason).toBe(reason);
    expect(failure?.violations.map((violation) => violation.field)).toContain(field);
    expect(refused('4.2', request)?.reason).toBe(reason);
  });

  it('lets sound requests through', () => {
    const sound: readonly Request[] = [
      dump(),
      dump({ ps: { address: 'other', port: 1 }, tls: true }),
      dump({ ps: { fd: 4 } }),
      dump({ lazyPages: true, ps: { port: 1 } }),
      dump({ lazyPages: true, ps: { fd: 4 } }),
      dump({ extUnixSk: true, unixSkIno: [{ inode: 1 }], emptyNs: 0x40000000, logFile: 'criu.log' }),
      preDump,
      restore({ mntnsCompatMode: true, orphanPtsMaster: true, notifyScripts: true }),
      { type: RequestType.PAGE_SERVER, opts: { ...folder, ps: { address: '127.0.0.1', port: 0 } } },
      { type: RequestType.WAIT_PID, pid: 1 },
      { type: RequestType.VERSION },
      { type: RequestType.CHECK },
    ];
    for (const request of sound) refuseHarmful(request);
  });
});
