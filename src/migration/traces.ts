import type { JsonObject } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { FirewallCommand } from '../host/index.js';
import type { MigrationIdentity, SourceRecord, TargetRecord } from './handover/index.js';

/** What a source remembers of a migration, beside how far its handover is. */
export interface SourceTraces {
  readonly migration: MigrationIdentity;
  readonly destination: string;
  /** With the images and statistics that stay here. */
  readonly folder: string;
  /** What removes the locks of the tree's connections, which its dead CRIU leaves; known once it stands still. */
  readonly unlock?: readonly FirewallCommand[];
}

/** The same of a target. */
export interface TargetTraces {
  readonly migration: MigrationIdentity;
  readonly folder: string;
  /** Of the final dump. */
  readonly options: JsonObject;
  /** Its number, once it is known: the folder that is restored. */
  readonly lastRound: number;
}

/** In the form in which the journal keeps it. */
export function tracesOfSource(
  { migration, unlock = [], ...rest }: SourceTraces,
  record: SourceRecord,
): JsonObject {
  const commands = unlock.map(({ program, arguments: words }) => ({ program, arguments: [...words] }));
  return {
    ...{ side: 'source', migration: plain(migration), ...rest },
    ...{ unlock: commands, record: { ...record } },
  };
}

export function tracesOfTarget({ migration, ...rest }: TargetTraces, record: TargetRecord): JsonObject {
  return { side: 'target', migration: plain(migration), ...rest, record };
}

export function readSourceTraces(
  stored: JsonObject | undefined,
): SourceTraces & { readonly record: SourceRecord } {
  // Its checksum was right, so it is what tracesOfSource() has made.
  return revive(stored, 'source') as unknown as SourceTraces & { readonly record: SourceRecord };
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
