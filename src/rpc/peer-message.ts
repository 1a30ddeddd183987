import {
  HandoverCall,
  type MigrationIdentity as IdentityMessage,
} from '../../gen/api/criud/v1/migration_peer_service.js';
import { Failure } from '../failure/index.js';
import type { Call, MigrationIdentity } from '../migration/index.js';

const CALLS: Readonly<Record<Call, HandoverCall>> = {
  prepare: HandoverCall.PREPARE,
  commit: HandoverCall.COMMIT,
  discard: HandoverCall.DISCARD,
};

export function identityMessage(migration: MigrationIdentity): IdentityMessage {
  return {
    migration: migration.migrationId,
    bootId: migration.sourceBootId,
    pid: migration.rootPid,
    startTime: migration.rootStartTime,
  };
}

/** @throws Failure PEER_REFUSED for what is not an identity; its id becomes the name of a folder. */
export function readIdentity(message: IdentityMessage | undefined): MigrationIdentity {
  const { migration = '', bootId = '', pid = 0, startTime = 0n } = message ?? {};
  if (!/^[0-9a-f-]{36}$/.test(migration) || pid <= 0) {
    throw new Failure('PEER_REFUSED', 'The call names no migration.');
  }
  return { migrationId: migration, sourceBootId: bootId, rootPid: pid, rootStartTime: startTime };
}

export function callMessage(call: Call): HandoverCall {
  return CALLS[call];
}

export function readCall(message: HandoverCall): Call {
  switch (message) {
    case HandoverCall.PREPARE:
      return 'prepare';
    case HandoverCall.COMMIT:
      return 'commit';
    case HandoverCall.DISCARD:
      return 'discard';
    default:
      throw new Failure('PEER_REFUSED', `There is no call ${message} in a handover.`);
  }
}
