import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { type NamespaceIds, namespaceIds } from './ids.js';
import { damaged, decodeRecord, readOnlyRecord, toCount } from './image-file.js';

/** What `inventory.img` says about a checkpoint before anything of it is restored. */
export interface Inventory {
  /** Version of the format, 1 or 2. */
  readonly imageVersion: number;
  /** The security module in force at the dump; its profiles are in the images. */
  readonly securityModule: 'none' | 'selinux' | 'apparmor';
  /**
   * Uptime of the host at the dump, in microseconds. Only in a pre-dump and in a
   * dump made with `track_mem`; without it a checkpoint cannot be a parent.
   */
  readonly dumpUptimeMicroseconds?: number;
  /** How a pre-dump took the pages. */
  readonly preDumpMode?: 'splice' | 'vm-read';
  /** The dump was made with `tcp_close`, and a restore must be too. */
  readonly tcpClose: boolean;
  /** How the network was locked, and is unlocked by a restore. Since CRIU 3.16. */
  readonly networkLock?: 'iptables' | 'nftables' | 'skip';
  /** Part of the name of the nftables table that locks the network. Since CRIU 4.1. */
  readonly criuRunId?: string;
  /** The dump was made with `allow-uprobes`, and a restore must be too. */
  readonly allowUprobes: boolean;
  /** Those of CRIU itself: a process in another has it from the tree. */
  readonly criuNamespaces: NamespaceIds;
}

const SECURITY_MODULES = ['none', 'selinux', 'apparmor'] as const;

/** From 0 on, although `criu_network_lock_method` of the RPC counts from 1. */
const NETWORK_LOCKS = ['iptables', 'nftables', 'skip'] as const;
/** From 1 on. */
const PRE_DUMP_MODES = [undefined, 'splice', 'vm-read'] as const;

/**
 * Reads `inventory.img` of an images folder. It is written last but for the
 * statistics: without it there is no checkpoint, but with it there need not be.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readInventory(imagesFolder: string): Promise<Inventory> {
  const record = await readOnlyRecord(join(imagesFolder, 'inventory.img'), 'inventory');
  const entry = decodeRecord(record, (bytes) => criu.images.inventory_entry.decode(bytes));

  function named<T>(names: readonly (T | undefined)[], what: string, value: number): T {
    const name = names[value];
    if (name === undefined) throw damaged(record.path, record.offset, `has ${value} as its ${what}`);
    return name;
  }

  const { dumpUptime, preDumpMode, networkLockMethod } = entry;
  return {
    imageVersion: entry.imgVersion,
    securityModule: named(SECURITY_MODULES, 'security module', entry.lsmtype ?? 0),
    ...(isThere(dumpUptime) && {
      dumpUptimeMicroseconds: toCount(record, 'its uptime', dumpUptime),
    }),
    ...(isThere(preDumpMode) && { preDumpMode: named(PRE_DUMP_MODES, 'pre-dump mode', preDumpMode) }),
    tcpClose: entry.tcpClose ?? false,
    ...(isThere(networkLockMethod) && {
      networkLock: named(NETWORK_LOCKS, 'network lock', networkLockMethod),
    }),
    ...(entry.dumpCriuRunId && { criuRunId: entry.dumpCriuRunId }),
    allowUprobes: entry.allowUprobes ?? false,
    criuNamespaces: namespaceIds(entry.rootIds),
  };
}

function isThere<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
