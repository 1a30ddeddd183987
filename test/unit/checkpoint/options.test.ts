import { beforeEach, describe, expect, it, vi } from 'vitest';
import { criu } from '../../../gen/criu/messages.js';
import {
  type CheckpointOptions,
  criuOptions,
  FIELDS_WITH_LEAVE,
  OPTION_FACTS,
  refuseOptions,
  refuseWithoutLeave,
  restoreOptions,
  withNetworkLock,
} from '../../../src/checkpoint/options.js';
import { encodeRequest, RequestType } from '../../../src/criu/codec.js';
import type * as searchPath from '../../../src/criu/search-path.js';
import { optionFields } from './option-fields.js';

/** Whether this host has iptables. */
const host = vi.hoisted(() => ({ hasIptables: false }));

vi.mock('../../../src/criu/search-path.js', async (original) => ({
  ...(await original<typeof searchPath>()),
  isOnSearchPath: (program: string) => program === 'iptables-restore' && host.hasIptables,
}));

type OptionName = keyof CheckpointOptions;

/** Every option there is, each with a value that is not the default of CRIU. */
const EVERY: Required<CheckpointOptions> = {
  preDumpMode: 'read',
  trackMemory: true,
  autoDedup: true,
  fileLocks: true,
  ghostLimitBytes: 4096,
  linkRemap: true,
  forceIrmap: true,
  evasiveDevices: true,
  skipModeCheck: true,
  tcpEstablished: true,
  tcpClose: true,
  tcpSkipInFlight: true,
  networkLock: 'nftables',
  externalUnixSockets: true,
  shellJob: true,
  external: ['mnt[/data]:data', 'net[1]:n'],
  emptyNetwork: true,
  autoExternalMounts: true,
  externalSharing: true,
  externalMasters: true,
  skipMounts: ['/proc/fs'],
  enableFilesystems: ['fuse'],
  root: '/srv/root',
  mountCompatibility: true,
  cgroupMode: 'full',
  cgroupDumpControllers: ['cpu'],
  freezeCgroup: '/sys/fs/cgroup/tree',
  freezeTimeoutSeconds: 20,
  weakSysctls: true,
};

// Object.keys forgets the type of the keys.
const NAMES = Object.keys(EVERY) as readonly OptionName[];

function only(name: OptionName): CheckpointOptions {
  return { [name]: EVERY[name] };
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The options as CRIU finds them in the packet. */
function received(options: CheckpointOptions): Record<string, unknown> {
  const request = { type: RequestType.DUMP, opts: { imagesDirFd: 3, ...criuOptions(options) } };
  const { opts } = criu.rpc.criu_req.decode(encodeRequest(request));
  // A list that was not sent reads as an empty one.
  const sent = Object.entries({ ...opts }).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  const { imagesDirFd, ...rest } = Object.fromEntries(sent);
  expect(imagesDirFd).toBe(3);
  return rest;
}

describe('the options of the API', () => {
  const ofDump = optionFields('DumpOptions');
  const ofRestore = optionFields('RestoreOptions');
  const all = new Map([...ofDump, ...ofRestore].map(({ path, comment }) => [path, comment]));

  it('are those of OPTION_FACTS, no more and no less', () => {
    expect(all.size).toBeGreaterThan(20);
    expect(
      Object.values(OPTION_FACTS)
        .map(({ field }) => field)
        .sort(),
    ).toEqual([...all.keys()].sort());
    expect(Object.keys(OPTION_FACTS).sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)('say of %s what it applies to, whether it needs leave, and what CRIU calls it', (name) => {
    const { field, applies, operator } = OPTION_FACTS[name];
    const comment = all.get(field) ?? '';
    const among = (fields: readonly { readonly path: string }[]) => fields.some(({ path }) => path === field);
    expect({
      preDump: among(ofDump) && !comment.includes('Restore only'),
      dump: among(ofDump) && !comment.includes('Restore only') && !comment.includes('Pre-dumps only'),
      restore: among(ofRestore) && !comment.includes('Dump only'),
      operator: comment.includes('Operator.'),
    }).toEqual({
      preDump: applies !== 'restore',
      dump: applies === 'dump' || applies === 'both',
      restore: applies === 'restore' || applies === 'both',
      operator: operator ?? false,
    });

    const said = /\((\w+)(?:, \w+)*\)$/.exec(comment)?.[1];
    expect(Object.keys(criuOptions(only(name))).map(snakeCase)).toEqual([said]);
  });
});

describe('the options for CRIU', () => {
  it.each(NAMES)('have a field for %s, and send nothing else', (name) => {
    expect(Object.keys(received(only(name)))).toHaveLength(1);
  });

  it('are all there when all are given, each in a field of its own', () => {
    expect(received(EVERY)).toEqual({
      preDumpMode: criu.rpc.criu_pre_dump_mode.VM_READ,
      trackMem: true,
      autoDedup: true,
      fileLocks: true,
      ghostLimit: 4096,
      linkRemap: true,
      forceIrmap: true,
      evasiveDevices: true,
      skipFileRwxCheck: true,
      tcpEstablished: true,
      tcpClose: true,
      tcpSkipInFlight: true,
      networkLock: criu.rpc.criu_network_lock_method.NFTABLES,
      extUnixSk: true,
      shellJob: true,
      external: ['mnt[/data]:data', 'net[1]:n'],
      emptyNs: 0x4000_0000,
      autoExtMnt: true,
      extSharing: true,
      extMasters: true,
      skipMnt: ['/proc/fs'],
      enableFs: ['fuse'],
      root: '/srv/root',
      mntnsCompatMode: true,
      manageCgroupsMode: criu.rpc.criu_cg_mode.FULL,
      cgroupDumpController: ['cpu'],
      freezeCgroup: '/sys/fs/cgroup/tree',
      timeout: 20,
      weakSysctls: true,
    });
  });

  it('are none when none is given', () => {
    expect(criuOptions({})).toEqual({});
    expect(received({})).toEqual({});
  });

  it.each(NAMES.filter((name) => typeof EVERY[name] === 'boolean'))(
    'send an explicit false for %s',
    (name) => {
      const [[, value] = []] = Object.entries(received({ [name]: false }));
      expect(value).toBe(name === 'emptyNetwork' ? 0 : false);
    },
  );

  it.each(NAMES.filter((name) => typeof EVERY[name] === 'number'))('send an explicit 0 for %s', (name) => {
    expect(Object.values(received({ [name]: 0 }))).toEqual([0]);
  });

  it.each([
    ['ignore', criu.rpc.criu_cg_mode.IGNORE],
    ['none', criu.rpc.criu_cg_mode.CG_NONE],
    ['props', criu.rpc.criu_cg_mode.PROPS],
    ['soft', criu.rpc.criu_cg_mode.SOFT],
    ['full', criu.rpc.criu_cg_mode.FULL],
    ['strict', criu.rpc.criu_cg_mode.STRICT],
  ] as const)('send the control group mode %s, also where it is 0', (cgroupMode, value) => {
    expect(received({ cgroupMode })).toEqual({ manageCgroupsMode: value });
  });

  it.each([
    ['splice', criu.rpc.criu_pre_dump_mode.SPLICE],
    ['read', criu.rpc.criu_pre_dump_mode.VM_READ],
  ] as const)('send the pre-dump mode %s', (preDumpMode, value) => {
    expect(received({ preDumpMode })).toEqual({ preDumpMode: value });
  });

  it.each([
    ['iptables', criu.rpc.criu_network_lock_method.IPTABLES],
    ['nftables', criu.rpc.criu_network_lock_method.NFTABLES],
    ['skip', criu.rpc.criu_network_lock_method.SKIP],
  ] as const)('send the network lock %s', (networkLock, value) => {
    expect(received({ networkLock })).toEqual({ networkLock: value });
  });
});

describe('refusing options', () => {
  const leave = ['namespaces.external=*', 'namespaces.root=*', 'cgroups.freeze_cgroup=*'];

  it.each([
    ['pre-dump', ['pre-dump', 'dump', 'both']],
    ['dump', ['dump', 'both']],
    ['restore', ['restore', 'both']],
  ] as const)('accepts what applies to a %s and refuses the rest', (use, accepted) => {
    for (const name of NAMES) {
      const { applies, field } = OPTION_FACTS[name];
      const refusing = () => refuseOptions(only(name), use, leave);
      if (accepted.some((each) => each === applies)) {
        expect(refusing, name).not.toThrow();
      } else {
        expect(refusing, name).toThrow(
          expect.objectContaining({
            reason: 'INVALID_REQUEST',
            violations: [{ field: `options.${field}`, description: `applies to a ${applies} only` }],
          }),
        );
      }
    }
  });

  it('names everything that is misplaced at once', () => {
    expect(() => refuseOptions(EVERY, 'restore', leave)).toThrow(
      expect.objectContaining({
        violations: NAMES.map((name) => OPTION_FACTS[name])
          .filter(({ applies }) => applies === 'dump' || applies === 'pre-dump')
          .map(({ field, applies }) => ({
            field: `options.${field}`,
            description: `applies to a ${applies} only`,
          })),
      }),
    );
  });

  it('refuses misplaced options also where they are false or 0', () => {
    expect(() => refuseOptions({ skipModeCheck: false }, 'dump', [])).toThrow('applies to a restore only');
    expect(() => refuseOptions({ ghostLimitBytes: 0 }, 'restore', [])).toThrow('applies to a dump only');
    expect(() => refuseOptions({ trackMemory: false }, 'restore', [])).toThrow('applies to a dump only');
  });

  it('accepts none', () => {
    expect(() => refuseOptions({}, 'dump', [])).not.toThrow();
    expect(() => refuseOptions({}, 'restore', [])).not.toThrow();
  });

  it('knows every field for which there is leave to give, and lets what has it pass', () => {
    expect(FIELDS_WITH_LEAVE).toContain('namespaces.root');
    expect(FIELDS_WITH_LEAVE).toContain('skip_verification');
    expect(FIELDS_WITH_LEAVE).not.toContain('files.file_locks');
    for (const allowed of [['skip_verification=true'], ['x=y', 'skip_verification=*']]) {
      expect(() => refuseWithoutLeave('skip_verification', 'true', allowed, 'if so')).not.toThrow();
    }
    expect(() => refuseWithoutLeave('skip_verification', 'true', ['skip_verification=1'], 'if so')).toThrow(
      expect.objectContaining({
        reason: 'OPTION_NOT_ALLOWED',
        metadata: { option: 'skip_verification', value: 'true' },
        cure: "Start criud with --allow-option 'skip_verification=true' if so.",
      }),
    );
  });

  it.each([
    ['external', 'dump', 'namespaces.external', 'net[1]:n', { external: ['net[1]:n'] }],
    ['external', 'restore', 'namespaces.external', 'net[1]:n', { external: ['net[1]:n'] }],
    ['root', 'restore', 'namespaces.root', '/srv', { root: '/srv' }],
    ['freezeCgroup', 'dump', 'cgroups.freeze_cgroup', '/sys/fs', { freezeCgroup: '/sys/fs' }],
  ] as const)('wants leave of the operator for %s at a %s', (_, use, field, value, options) => {
    const notAllowed = expect.objectContaining({
      reason: 'OPTION_NOT_ALLOWED',
      metadata: { option: field, value },
      cure: expect.stringContaining(`--allow-option '${field}=${value}'`),
    });
    for (const allowed of [
      [],
      [field],
      ['*'],
      [`${field}=`],
      [`${field}=${value}x`],
      [`${field}=${value.slice(0, -1)}`],
      [`${field}=${value.slice(0, 1)}*`],
      [`other.${field}=${value}`],
      [`${field.toUpperCase()}=*`],
      ['files.file_locks=*'],
    ]) {
      expect(() => refuseOptions(options, use, allowed), allowed.join()).toThrow(notAllowed);
    }
    for (const allowed of [[`${field}=${value}`], [`${field}=*`], ['x=y', `${field}=${value}`]]) {
      expect(() => refuseOptions(options, use, allowed), allowed.join()).not.toThrow();
    }
  });

  it('wants leave for each element of a list', () => {
    const options = { external: ['net[1]:a', 'net[2]:b'] };
    const one = ['namespaces.external=net[1]:a'];
    expect(() => refuseOptions(options, 'dump', one)).toThrow(
      expect.objectContaining({ metadata: { option: 'namespaces.external', value: 'net[2]:b' } }),
    );
    expect(() => refuseOptions(options, 'dump', [...one, 'namespaces.external=net[2]:b'])).not.toThrow();
    // The list as one text is no element of it.
    expect(() => refuseOptions(options, 'dump', ['namespaces.external=net[1]:a,net[2]:b'])).toThrow();
  });

  it('needs no leave for what reaches no object of the host', () => {
    for (const name of NAMES.filter((each) => !OPTION_FACTS[each].operator)) {
      const use = OPTION_FACTS[name].applies === 'restore' ? 'restore' : 'pre-dump';
      expect(() => refuseOptions(only(name), use, []), name).not.toThrow();
    }
  });
});

describe('the options of a restore', () => {
  it('are those of the dump that apply to both', () => {
    const inherited = restoreOptions({ ...EVERY }, {});
    expect(inherited).toEqual(
      Object.fromEntries(
        NAMES.filter((name) => OPTION_FACTS[name].applies === 'both').map((name) => [name, EVERY[name]]),
      ),
    );
    expect(inherited).toMatchObject({ shellJob: true, tcpClose: true });
    expect(() => refuseOptions(inherited, 'restore', ['namespaces.external=*'])).not.toThrow();
  });

  it('are overridden by what comes with the restore, also by false and by another list', () => {
    expect(
      restoreOptions(
        { tcpEstablished: true, shellJob: true, external: ['a', 'b'], cgroupMode: 'soft' },
        { tcpEstablished: false, external: ['c'], cgroupMode: 'ignore', weakSysctls: true },
      ),
    ).toEqual({
      tcpEstablished: false,
      shellJob: true,
      external: ['c'],
      cgroupMode: 'ignore',
      weakSysctls: true,
    });
  });

  it('know nothing of what a later criud may have written', () => {
    expect(restoreOptions({ optionOfTomorrow: true, toString: true, constructor: 'x' }, {})).toEqual({});
  });
});

describe('the network lock', () => {
  const version = (major: number, minor: number) => ({ major, minor, sublevel: 0 });

  beforeEach(() => {
    host.hasIptables = false;
  });

  it('is none where no connection is taken along in the network of the host', () => {
    for (host.hasIptables of [false, true]) {
      expect(withNetworkLock({ shellJob: true }, version(3, 19), 'shared')).toEqual({
        shellJob: true,
        networkLock: 'skip',
      });
      expect(withNetworkLock({ tcpEstablished: false }, version(4, 2), 'shared').networkLock).toBe('skip');
    }
  });

  it.each([
    ['a connection is taken along', { tcpEstablished: true }, 'shared', version(4, 2)],
    ['the tree has a network of its own', {}, 'own', version(4, 2)],
    ['CRIU cannot do without', {}, 'shared', version(3, 18)],
  ] as const)('is nftables when %s and iptables is not installed', (_, options, network, since) => {
    expect(withNetworkLock(options, since, network)).toEqual({ ...options, networkLock: 'nftables' });
    host.hasIptables = true;
    expect(withNetworkLock(options, since, network)).toEqual(options);
  });

  it('is left to a CRIU that knows no nftables', () => {
    expect(withNetworkLock({ tcpEstablished: true }, version(3, 15), 'own')).toEqual({
      tcpEstablished: true,
    });
  });

  it.each(['iptables', 'nftables', 'skip'] as const)('is %s when that is asked for', (networkLock) => {
    for (host.hasIptables of [false, true]) {
      expect(withNetworkLock({ networkLock }, version(4, 2), 'shared')).toEqual({ networkLock });
    }
  });
});
