import type { JsonObject } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { FirewallCommand, ProcessIdentity } from '../host/index.js';
import type { MigrationIdentity, SourceRecord, TargetRecord } from './handover/index.js';

/** What a source remembers of a migration, beside how far its handover is. */
export interface SourceTraces {
  readonly migration: MigrationIdentity;
  readonly destination: string;
  /** With the images and statistics that stay here. */
  readonly folder: string;
  /** Its memory follows it: what is kept here is not enough to restore it. */
  readonly postCopy: boolean;
  /** What removes the locks of the tree's connections, which its dead CRIU leaves; known once it stands still. */
  readonly unlock?: readonly FirewallCommand[];
  /** The processes that are in the images, once CRIU has come to `post-dump`. */
  readonly dumped?: readonly ProcessIdentity[];
}

/** The same of a target. */
export interface TargetTraces {
  readonly migration: MigrationIdentity;
  readonly folder: string;
  /** Numbers that the tree has. */
  readonly pids: readonly number[];
  /** Of the final dump. */
  readonly options: JsonObject;
  /** Its number, once it is known: the folder that is restored. */
  readonly lastRound: number;
  /** Its memory comes when it runs. */
  readonly postCopy: boolean;
  /** Of post-copy: nothing of its memory is missing any more. */
  readonly complete: boolean;
}

/** In the form in which the journal keeps it. */
export function tracesOfSource(
  { migration, unlock = [], dumped, ...rest }: SourceTraces,
  record: SourceRecord,
): JsonObject {
  const commands = unlock.map(({ program, arguments: words }) => ({ program, arguments: [...words] }));
  return {
    ...{ side: 'source', migration: plain(migration), ...rest },
    ...{ unlock: commands, record: { ...record } },
    ...(dumped && { dumped: dumped.map(({ pid, startTime }) => ({ pid, startTime: String(startTime) })) }),
  };
}

export function tracesOfTarget({ migration, ...rest }: TargetTraces, record: TargetRecord): JsonObject {
  return { side: 'target', migration: plain(migration), ...rest, pids: [...rest.pids], record };
}

export function readSourceTraces(
  stored: JsonObject | undefined,
): SourceTraces & { readonly record: SourceRecord } {
  // Its checksum was right, so it is what tracesOfSource() has made.
  const { dumped, ...traces } = revive(stored, 'source') as unknown as Omit<SourceTraces, 'dumped'> & {
    readonly record: SourceRecord;
    readonly dumped?: readonly { readonly pid: number; readonly startTime: string }[];
  };
  return {
    ...traces,
    ...(dumped && { dumped: dumped.map(({ pid, startTime }) => ({ pid, startTime: BigInt(startTime) })) }),
  };
}

export function readTargetTraces(
  stored: JsonObject | undefined,
): TargetTraces & { readonly record: TargetRecord } {
  // Likewise.
  return revive(stored, 'target') as unknown as TargetTraces & { readonly record: TargetRecord };
}

function revive(stored: JsonObject | undefined, side: string): object {
  if (stored?.side !== side) {
    throw new Failure('INTERNAL', `The journal tells nothing of the ${side} of a migration.`);
  }
  // As above.
  const { rootStartTime, ...migration } = stored.migration as { readonly rootStartTime: string };
  return { ...stored, migration: { ...migration, rootStartTime: BigInt(rootStartTime) } };
}

function plain({ rootStartTime, ...identity }: MigrationIdentity): JsonObject {
  return { ...identity, rootStartTime: String(rootStartTime) };
}
