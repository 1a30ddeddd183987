import {
  CgroupMode,
  type DumpOptions,
  NetworkLock,
  PreDumpMode,
  type RestoreOptions,
} from '../../gen/api/criud/v1/options.js';
import type { CheckpointOptions } from '../checkpoint/index.js';
import type { Reject } from './request.js';

const PRE_DUMP_MODES: ReadonlyMap<PreDumpMode, CheckpointOptions['preDumpMode']> = new Map([
  [PreDumpMode.UNSPECIFIED, undefined],
  [PreDumpMode.SPLICE, 'splice'],
  [PreDumpMode.READ, 'read'],
]);

const NETWORK_LOCKS: ReadonlyMap<NetworkLock, CheckpointOptions['networkLock']> = new Map([
  [NetworkLock.UNSPECIFIED, undefined],
  [NetworkLock.IPTABLES, 'iptables'],
  [NetworkLock.NFTABLES, 'nftables'],
  [NetworkLock.SKIP, 'skip'],
]);

const CGROUP_MODES: ReadonlyMap<CgroupMode, CheckpointOptions['cgroupMode']> = new Map([
  [CgroupMode.UNSPECIFIED, undefined],
  [CgroupMode.IGNORE, 'ignore'],
  [CgroupMode.NONE, 'none'],
  [CgroupMode.PROPS, 'props'],
  [CgroupMode.SOFT, 'soft'],
  [CgroupMode.FULL, 'full'],
  [CgroupMode.STRICT, 'strict'],
]);

/** `PATH_MAX` of the kernel: no option names anything longer. */
const LONGEST_TEXT = 4_096;
const MOST_TEXTS = 256;

export function readDumpOptions(options: DumpOptions | undefined, reject: Reject): CheckpointOptions {
  return withoutAbsent({
    ...readCommonOptions(options, reject),
    freezeTimeoutSeconds: options?.freezeTimeoutSeconds,
    preDumpMode: readEnum(
      'options.memory.pre_dump_mode',
      options?.memory?.preDumpMode,
      PRE_DUMP_MODES,
      reject,
    ),
    trackMemory: options?.memory?.track,
    autoDedup: options?.memory?.autoDedup,
  });
}

export function readRestoreOptions(options: RestoreOptions | undefined, reject: Reject): CheckpointOptions {
  return withoutAbsent({
    ...readCommonOptions(options, reject),
    weakSysctls: options?.weakSysctls,
  });
}

/** The groups are the same in both; which option applies to which is for src/checkpoint to say. */
function readCommonOptions(options: DumpOptions | RestoreOptions | undefined, reject: Reject) {
  const { files, tcp, sockets, terminal, namespaces, cgroups } = options ?? {};
  const text = (field: string, value: string | undefined) => readText(`options.${field}`, value, reject);
  const texts = (field: string, values: readonly string[] | undefined) =>
    readTexts(`options.${field}`, values, reject);
  return {
    fileLocks: files?.fileLocks,
    ghostLimitBytes: files?.ghostLimitBytes,
    linkRemap: files?.linkRemap,
    forceIrmap: files?.forceIrmap,
    evasiveDevices: files?.evasiveDevices,
    skipModeCheck: files?.skipModeCheck,
    tcpEstablished: tcp?.established,
    tcpClose: tcp?.close,
    tcpSkipInFlight: tcp?.skipInFlight,
    networkLock: readEnum('options.tcp.network_lock', tcp?.networkLock, NETWORK_LOCKS, reject),
    externalUnixSockets: sockets?.externalUnix,
    shellJob: terminal?.shellJob,
    external: texts('namespaces.external', namespaces?.external),
    emptyNetwork: namespaces?.emptyNetwork,
    autoExternalMounts: namespaces?.autoExternalMounts,
    externalSharing: namespaces?.externalSharing,
    externalMasters: namespaces?.externalMasters,
    skipMounts: texts('namespaces.skip_mounts', namespaces?.skipMounts),
    enableFilesystems: texts('namespaces.enable_filesystems', namespaces?.enableFilesystems),
    root: text('namespaces.root', namespaces?.root),
    mountCompatibility: namespaces?.mountCompatibility,
    cgroupMode: readEnum('options.cgroups.mode', cgroups?.mode, CGROUP_MODES, reject),
    cgroupDumpControllers: texts('cgroups.dump_controllers', cgroups?.dumpControllers),
    freezeCgroup: text('cgroups.freeze_cgroup', cgroups?.freezeCgroup),
  };
}

function readEnum<Message extends number, Value>(
  field: string,
  value: Message | undefined,
  known: ReadonlyMap<Message, Value>,
  reject: Reject,
): Value | undefined {
  if (value === undefined) return undefined;
  if (!known.has(value)) reject(field, `has no value ${value}`);
  return known.get(value);
}

/** An empty list is the same as none: protobuf cannot tell them apart. */
function readTexts(
  field: string,
  values: readonly string[] | undefined,
  reject: Reject,
): readonly string[] | undefined {
  if (values === undefined || values.length === 0) return undefined;
  if (values.length > MOST_TEXTS) reject(field, `must be at most ${MOST_TEXTS}, and are ${values.length}`);
  for (const [index, value] of values.slice(0, MOST_TEXTS).entries()) {
    readText(`${field}[${index}]`, value, reject);
  }
  return values;
}

/** CRIU takes these as C strings: behind a NUL it would see something else than was checked. */
function readText(field: string, value: string | undefined, reject: Reject): string | undefined {
  if (value === undefined) return undefined;
  if (value === '') reject(field, 'must not be empty');
  if (value.includes('\0')) reject(field, 'must not contain a NUL');
  if (Buffer.byteLength(value) > LONGEST_TEXT) reject(field, `must be at most ${LONGEST_TEXT} bytes`);
  return value;
}

/** CRIU is sent what is present, so that undefined must not be. */
function withoutAbsent(
  options: { readonly [Name in keyof CheckpointOptions]: CheckpointOptions[Name] | undefined },
) {
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets which value belongs to which name.
  return Object.fromEntries(present) as CheckpointOptions;
}
