import type { JsonObject } from '../catalog/index.js';
import {
  atLeast,
  CgroupMode,
  type CriuVersion,
  isOnSearchPath,
  NetworkLock,
  type Options,
  PreDumpMode,
} from '../criu/index.js';
import { Failure, invalidRequest } from '../failure/index.js';

/**
 * What a dump or a restore may and must do; `criud.v1.DumpOptions` and
 * `RestoreOptions` say what each one means. What is absent is not sent to CRIU.
 */
export interface CheckpointOptions {
  readonly preDumpMode?: keyof typeof PRE_DUMP_MODES;
  readonly trackMemory?: boolean;
  readonly autoDedup?: boolean;
  readonly fileLocks?: boolean;
  readonly ghostLimitBytes?: number;
  readonly linkRemap?: boolean;
  readonly forceIrmap?: boolean;
  readonly evasiveDevices?: boolean;
  readonly skipModeCheck?: boolean;
  readonly tcpEstablished?: boolean;
  readonly tcpClose?: boolean;
  readonly tcpSkipInFlight?: boolean;
  readonly networkLock?: keyof typeof NETWORK_LOCKS;
  readonly externalUnixSockets?: boolean;
  readonly shellJob?: boolean;
  readonly external?: readonly string[];
  readonly emptyNetwork?: boolean;
  readonly autoExternalMounts?: boolean;
  readonly externalSharing?: boolean;
  readonly externalMasters?: boolean;
  readonly skipMounts?: readonly string[];
  readonly enableFilesystems?: readonly string[];
  readonly root?: string;
  readonly mountCompatibility?: boolean;
  readonly cgroupMode?: keyof typeof CGROUP_MODES;
  readonly cgroupDumpControllers?: readonly string[];
  readonly freezeCgroup?: string;
  readonly freezeTimeoutSeconds?: number;
  readonly weakSysctls?: boolean;
}

const PRE_DUMP_MODES = { splice: PreDumpMode.SPLICE, read: PreDumpMode.VM_READ } as const;

const NETWORK_LOCKS = {
  iptables: NetworkLock.IPTABLES,
  nftables: NetworkLock.NFTABLES,
  skip: NetworkLock.SKIP,
} as const;

const CGROUP_MODES = {
  ignore: CgroupMode.IGNORE,
  none: CgroupMode.CG_NONE,
  props: CgroupMode.PROPS,
  soft: CgroupMode.SOFT,
  full: CgroupMode.FULL,
  strict: CgroupMode.STRICT,
} as const;

/** `CLONE_NEWNET`, the only namespace that CRIU can leave empty. */
const CLONE_NEWNET = 0x40000000;

interface OptionFacts {
  /** Where a client sets it, below `options`. */
  readonly field: string;
  /** What applies to a dump applies to a pre-dump too; `both` is a dump and a restore. */
  readonly applies: 'pre-dump' | 'dump' | 'restore' | 'both';
  /** Reaches objects of the host: refused without leave of the operator. */
  readonly operator?: true;
}

// biome-ignore format: one line an entry
export const OPTION_FACTS: { readonly [Name in keyof Required<CheckpointOptions>]: OptionFacts } = {
  preDumpMode: { field: 'memory.pre_dump_mode', applies: 'pre-dump' },
  trackMemory: { field: 'memory.track', applies: 'dump' },
  autoDedup: { field: 'memory.auto_dedup', applies: 'dump' },
  fileLocks: { field: 'files.file_locks', applies: 'both' },
  ghostLimitBytes: { field: 'files.ghost_limit_bytes', applies: 'dump' },
  linkRemap: { field: 'files.link_remap', applies: 'dump' },
  forceIrmap: { field: 'files.force_irmap', applies: 'dump' },
  evasiveDevices: { field: 'files.evasive_devices', applies: 'dump' },
  skipModeCheck: { field: 'files.skip_mode_check', applies: 'restore' },
  tcpEstablished: { field: 'tcp.established', applies: 'both' },
  tcpClose: { field: 'tcp.close', applies: 'both' },
  tcpSkipInFlight: { field: 'tcp.skip_in_flight', applies: 'dump' },
  networkLock: { field: 'tcp.network_lock', applies: 'dump' },
  externalUnixSockets: { field: 'sockets.external_unix', applies: 'both' },
  shellJob: { field: 'terminal.shell_job', applies: 'both' },
  external: { field: 'namespaces.external', applies: 'both', operator: true },
  emptyNetwork: { field: 'namespaces.empty_network', applies: 'both' },
  autoExternalMounts: { field: 'namespaces.auto_external_mounts', applies: 'both' },
  externalSharing: { field: 'namespaces.external_sharing', applies: 'both' },
  externalMasters: { field: 'namespaces.external_masters', applies: 'both' },
  skipMounts: { field: 'namespaces.skip_mounts', applies: 'dump' },
  enableFilesystems: { field: 'namespaces.enable_filesystems', applies: 'dump' },
  root: { field: 'namespaces.root', applies: 'restore', operator: true },
  mountCompatibility: { field: 'namespaces.mount_compatibility', applies: 'restore' },
  cgroupMode: { field: 'cgroups.mode', applies: 'both' },
  cgroupDumpControllers: { field: 'cgroups.dump_controllers', applies: 'dump' },
  freezeCgroup: { field: 'cgroups.freeze_cgroup', applies: 'dump', operator: true },
  freezeTimeoutSeconds: { field: 'freeze_timeout_seconds', applies: 'dump' },
  weakSysctls: { field: 'weak_sysctls', applies: 'restore' },
};

/** Every field for which a client needs leave of the operator: options, and what else a request can ask for. */
export const FIELDS_WITH_LEAVE: readonly string[] = [
  ...Object.values(OPTION_FACTS).flatMap(({ field, operator }) => (operator ? [field] : [])),
  'skip_verification',
  'inspect.environment',
];

const APPLIES: Readonly<Record<'pre-dump' | 'dump' | 'restore', readonly OptionFacts['applies'][]>> = {
  'pre-dump': ['pre-dump', 'dump', 'both'],
  dump: ['dump', 'both'],
  restore: ['restore', 'both'],
};

const OPTION_NAMES = Object.keys(OPTION_FACTS).filter(isOptionName);

/**
 * @param allowed what the operator gave leave for, `field=value` each; the
 *   value `*` stands for every value of the field.
 * @throws Failure INVALID_REQUEST for an option that does not apply here.
 * @throws Failure OPTION_NOT_ALLOWED for one that needs leave and has none.
 */
export function refuseOptions(
  options: CheckpointOptions,
  use: 'pre-dump' | 'dump' | 'restore',
  allowed: readonly string[],
): void {
  const given = OPTION_NAMES.filter((name) => options[name] !== undefined);
  const misplaced = given
    .map((name) => OPTION_FACTS[name])
    .filter(({ applies }) => !APPLIES[use].includes(applies));
  if (misplaced.length > 0) {
    throw invalidRequest(
      misplaced.map(({ field, applies }) => ({
        field: `options.${field}`,
        description: `applies to a ${applies} only`,
      })),
    );
  }
  for (const name of given) {
    const { field, operator } = OPTION_FACTS[name];
    if (!operator) continue;
    for (const value of [options[name]].flat()) {
      refuseWithoutLeave(field, String(value), allowed, 'if clients may reach this object of the host');
    }
  }
}

/**
 * @param field of the request, for which the operator can give leave by this name.
 * @param when the operator should
 * @throws Failure OPTION_NOT_ALLOWED
 */
export function refuseWithoutLeave(
  field: string,
  value: string,
  allowed: readonly string[],
  when: string,
): void {
  if (allowed.includes(`${field}=*`) || allowed.includes(`${field}=${value}`)) return;
  throw new Failure('OPTION_NOT_ALLOWED', `The option ${field}=${value} needs leave of the operator.`, {
    metadata: { option: field, value },
    cure: `Start criud with --allow-option '${field}=${value}' ${when}.`,
  });
}

/** The options of a restore: those of the dump that apply, overridden by those that came with it. */
export function restoreOptions(ofDump: JsonObject, overrides: CheckpointOptions): CheckpointOptions {
  const inherited = Object.entries(ofDump).filter(
    ([name]) => isOptionName(name) && OPTION_FACTS[name].applies === 'both',
  );
  return { ...Object.fromEntries(inherited), ...overrides };
}

/** The same options as CRIU's own fields. */
export function criuOptions(options: CheckpointOptions): Omit<Options, 'imagesDirFd'> {
  return defined({
    preDumpMode: options.preDumpMode && PRE_DUMP_MODES[options.preDumpMode],
    trackMem: options.trackMemory,
    autoDedup: options.autoDedup,
    fileLocks: options.fileLocks,
    ghostLimit: options.ghostLimitBytes,
    linkRemap: options.linkRemap,
    forceIrmap: options.forceIrmap,
    evasiveDevices: options.evasiveDevices,
    skipFileRwxCheck: options.skipModeCheck,
    tcpEstablished: options.tcpEstablished,
    tcpClose: options.tcpClose,
    tcpSkipInFlight: options.tcpSkipInFlight,
    networkLock: options.networkLock && NETWORK_LOCKS[options.networkLock],
    extUnixSk: options.externalUnixSockets,
    shellJob: options.shellJob,
    external: options.external && [...options.external],
    emptyNs: options.emptyNetwork === undefined ? undefined : options.emptyNetwork ? CLONE_NEWNET : 0,
    autoExtMnt: options.autoExternalMounts,
    extSharing: options.externalSharing,
    extMasters: options.externalMasters,
    skipMnt: options.skipMounts && [...options.skipMounts],
    enableFs: options.enableFilesystems && [...options.enableFilesystems],
    root: options.root,
    mntnsCompatMode: options.mountCompatibility,
    manageCgroupsMode: options.cgroupMode && CGROUP_MODES[options.cgroupMode],
    cgroupDumpController: options.cgroupDumpControllers && [...options.cgroupDumpControllers],
    freezeCgroup: options.freezeCgroup,
    timeout: options.freezeTimeoutSeconds,
    weakSysctls: options.weakSysctls,
  });
}

/**
 * The lock of the network, where the request names none.
 *
 * It protects the connections that are taken along; where none is, there is
 * nothing to lock. CRIU would make its table of nftables all the same, and
 * leave it behind with a tree that is killed. In a network of its own a tree is
 * locked whole. Else CRIU takes iptables, and fails where that is not
 * installed; nftables is built into it.
 */
export function withNetworkLock(
  options: CheckpointOptions,
  version: CriuVersion,
  network: 'shared' | 'own',
): CheckpointOptions {
  if (options.networkLock !== undefined) return options;
  if (network === 'shared' && options.tcpEstablished !== true && atLeast(version, '3.19')) {
    return { ...options, networkLock: 'skip' };
  }
  if (isOnSearchPath('iptables-restore') || !atLeast(version, '3.16')) return options;
  return { ...options, networkLock: 'nftables' };
}

function isOptionName(name: string): name is keyof CheckpointOptions {
  return Object.hasOwn(OPTION_FACTS, name);
}

/** Without the fields that are undefined: CRIU reads the presence of a field. */
function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the types of its entries.
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
