import {
  type PreflightFinding as FindingMessage,
  MigrateRequest,
  type MigrationServiceService,
  MigrationWord,
  PreflightSeverity,
} from '../../gen/api/criud/v1/migration_service.js';
import type { Migrations } from '../migration/index.js';
import type { Operations } from '../operations/index.js';
import type { Handlers } from './handler.js';
import { readPolicy, readWhenNotConverged } from './iteration-message.js';
import { operationName } from './messages.js';
import { operationMessage } from './operation-message.js';
import { readDumpOptions } from './options-message.js';
import {
  fingerprintOf,
  parseRequest,
  type Reject,
  readName,
  readOperationFields,
  readTarget,
  readWait,
} from './request.js';

const LONGEST_DESTINATION = 300;

export function migrationService(
  migrations: Migrations,
  operations: Operations,
): Handlers<MigrationServiceService> {
  return {
    async preflight(message) {
      const request = parseRequest((reject) => ({
        target: readTarget(message.target, reject),
        destination: readDestination(message.destination, reject),
        options: readDumpOptions(message.options, reject),
      }));
      const findings = await migrations.preflight(request);
      return {
        findings: findings.map(
          ({ severity, ...rest }): FindingMessage => ({
            ...rest,
            severity: severity === 'blocking' ? PreflightSeverity.BLOCKING : PreflightSeverity.WARNING,
          }),
        ),
      };
    },

    async migrate(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          target: readTarget(message.target, reject),
          destination: readDestination(message.destination, reject),
          options: readDumpOptions(message.options, reject),
          policy: readPolicy(message.policy, reject),
          whenNotConverged: readWhenNotConverged(message.policy?.whenNotConverged, reject),
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(MigrateRequest, 'Migrate', message),
        },
        wait: readWait(message.wait, reject),
      }));
      const operation = await migrations.migrate(request);
      context.concerns(operationName(operation.id));
      if (wait === undefined) return { operation: operationMessage(operation) };
      return { operation: operationMessage(await operations.wait(operation.id, wait, context.signal)) };
    },

    async resolveMigration(message, context) {
      const { id, word } = parseRequest((reject) => ({
        id: readName('operation', 'operations', message.operation, reject),
        word: readWord(message.word, reject),
      }));
      context.concerns(operationName(id));
      const { migration } = operations.get(id);
      migrations.receiver.decide(migration ?? id, word);
      return { operation: operationMessage(operations.get(id)) };
    },
  };
}

function readDestination(destination: string, reject: Reject): string {
  const isAddress = /^(?:\[[0-9a-f:.]+\]|[^\s:/[\]]+):\d{1,5}$/i.test(destination);
  if (destination === '') reject('destination', 'is required');
  else if (!isAddress || destination.length > LONGEST_DESTINATION) {
    reject('destination', 'must be host:port');
  }
  return destination;
}

function readWord(word: MigrationWord, reject: Reject): 'run-here' | 'discard' {
  if (word === MigrationWord.RUN_HERE) return 'run-here';
  if (word !== MigrationWord.DISCARD) reject('word', 'is required');
  return 'discard';
}
