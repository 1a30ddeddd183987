import { Metadata, type StatusObject, status } from '@grpc/grpc-js';
import { FailureDetail, TreeState as TreeStateMessage } from '../../gen/api/criud/v1/failure.js';
import type { Any } from '../../gen/api/google/protobuf/any.js';
import {
  BadRequest,
  ErrorInfo,
  PreconditionFailure,
  ResourceInfo,
} from '../../gen/api/google/rpc/error_details.js';
import { Status as StatusMessage } from '../../gen/api/google/rpc/status.js';
import type { Failure, FailureClass, Reason } from '../failure/index.js';
import type { TreeCondition } from '../host/index.js';
import { conditionMessage, taskStateMessage } from './condition-message.js';
import { reasonMessage } from './messages.js';

const DOMAIN = 'criud';

/** Where every gRPC library looks for the details of a status. */
const DETAILS_KEY = 'grpc-status-details-bin';

/**
 * Bytes of message and details in the trailers of a failed call. Clients may
 * refuse a header block from 8 KiB on, and then see neither code nor message.
 */
const TRAILER_LIMIT = 7_680;

/** The same of the error of an operation, which comes in a message instead. */
const OPERATION_ERROR_LIMIT = 64 * 1024;

const CODES: Readonly<Record<FailureClass, status>> = {
  'invalid-argument': status.INVALID_ARGUMENT,
  'not-found': status.NOT_FOUND,
  'already-exists': status.ALREADY_EXISTS,
  'failed-precondition': status.FAILED_PRECONDITION,
  'permission-denied': status.PERMISSION_DENIED,
  'resource-exhausted': status.RESOURCE_EXHAUSTED,
  aborted: status.ABORTED,
  cancelled: status.CANCELLED,
  'deadline-exceeded': status.DEADLINE_EXCEEDED,
  unimplemented: status.UNIMPLEMENTED,
  unavailable: status.UNAVAILABLE,
  'data-loss': status.DATA_LOSS,
  internal: status.INTERNAL,
};

/** What is missing or there already, by reason: its type and the metadata that name it. */
const RESOURCES: Partial<
  Readonly<Record<Reason, { readonly type: string; readonly key: string; readonly parent?: string }>>
> = {
  CHECKPOINT_NOT_FOUND: { type: 'checkpoint', key: 'checkpoint', parent: 'checkpoints/' },
  OPERATION_NOT_FOUND: { type: 'operation', key: 'operation', parent: 'operations/' },
  PROCESS_NOT_FOUND: { type: 'process', key: 'pid' },
  PID_TAKEN: { type: 'process', key: 'pid' },
  REQUEST_ID_REUSED: { type: 'request', key: 'request_id' },
};

/** What of the metadata says what a precondition is about, the most telling first. */
const SUBJECTS = ['kernel_option', 'object', 'checkpoint', 'pid'] as const;

/** How much of a failure is told: bytes of texts, numbers of the rest. */
interface Bounds {
  readonly excerptLines: number;
  readonly line: number;
  readonly text: number;
  readonly entries: number;
  readonly value: number;
}

/** Tried in this order, so that the excerpt is what goes first. */
const BOUNDS: readonly Bounds[] = [
  { excerptLines: 100, line: 500, text: 4_000, entries: 100, value: 1_000 },
  { excerptLines: 20, line: 300, text: 1_500, entries: 40, value: 400 },
  { excerptLines: 8, line: 250, text: 1_500, entries: 40, value: 400 },
  { excerptLines: 0, line: 250, text: 1_000, entries: 20, value: 200 },
];

/** Fits into trailers whatever the texts are, even if every byte has to be escaped. */
const STRICTEST: Bounds = { excerptLines: 0, line: 200, text: 300, entries: 6, value: 80 };

/** A status of a protocol that is not criud's own, such as health: it goes out as it is, without details. */
export class ForeignStatus extends Error {
  readonly status: StatusObject;

  constructor(code: status, details: string) {
    super(details);
    this.name = 'ForeignStatus';
    this.status = { code, details, metadata: new Metadata() };
  }
}

/** The gRPC code of a failure. */
function codeOf(failure: Failure): status {
  return CODES[failure.class];
}

/** The status with which a call fails, with its details. */
export function failedCall(failure: Failure): StatusObject {
  const { code, message, details } = fittingStatus(failure, undefined, TRAILER_LIMIT);
  const metadata = new Metadata();
  metadata.set(DETAILS_KEY, Buffer.from(StatusMessage.encode({ code, message, details }).finish()));
  return { code, details: message, metadata };
}

/** The same as a message: the error of an operation. */
export function operationError(failure: Failure, tree: TreeCondition | undefined): StatusMessage {
  return fittingStatus(failure, tree, OPERATION_ERROR_LIMIT);
}

function fittingStatus(failure: Failure, tree: TreeCondition | undefined, limit: number): StatusMessage {
  const fits = (bounds: Bounds) => trailerBytes(statusWithin(bounds, failure, tree)) <= limit;
  return statusWithin(BOUNDS.find(fits) ?? STRICTEST, failure, tree);
}

/** As HTTP/2 carries it: the message in percent encoding, the details in base64. */
function trailerBytes(message: StatusMessage): number {
  return encodeURI(message.message).length + Math.ceil(StatusMessage.encode(message).finish().length / 3) * 4;
}

function statusWithin(bounds: Bounds, failure: Failure, tree: TreeCondition | undefined): StatusMessage {
  const message = cut(failure.message, bounds.text);
  const cure = cut(failure.cure, bounds.text);
  return {
    code: codeOf(failure),
    message: cure === '' ? message : `${message} ${cure}`,
    details: [
      any('google.rpc.ErrorInfo', ErrorInfo, {
        reason: failure.reason,
        domain: DOMAIN,
        metadata: metadataWithin(bounds, failure),
      }),
      any('criud.v1.FailureDetail', FailureDetail, {
        reason: reasonMessage(failure.reason),
        cure,
        criu: evidenceWithin(bounds, failure),
        treeState: tree === undefined ? TreeStateMessage.UNSPECIFIED : taskStateMessage(tree.overall),
        tree: tree && conditionWithin(bounds, tree),
      }),
      ...standardDetails(bounds, failure, message),
    ],
  };
}

function metadataWithin({ entries, value }: Bounds, failure: Failure): Record<string, string> {
  return Object.fromEntries(
    Object.entries(failure.metadata)
      .slice(0, entries)
      .map(([key, text]) => [cut(key, value), cut(text, value)]),
  );
}

/** The gravest first where there are too many. */
function conditionWithin({ entries }: Bounds, tree: TreeCondition): FailureDetail['tree'] {
  const quiet = (task: TreeCondition['tasks'][number]) => task.states.every((state) => state === 'running');
  const tasks =
    tree.tasks.length <= entries
      ? tree.tasks
      : tree.tasks.toSorted((a, b) => Number(quiet(a)) - Number(quiet(b))).slice(0, entries);
  return conditionMessage({
    ...tree,
    tasks,
    connectionLocks: tree.connectionLocks.slice(0, entries),
    unknown: tree.unknown.slice(0, entries),
  });
}

function evidenceWithin({ excerptLines, line }: Bounds, { criu }: Failure): FailureDetail['criu'] {
  if (criu === undefined) return undefined;
  const excerpt = criu.excerpt ?? [];
  return {
    errno: criu.errno ?? 0,
    causeLine: cut(criu.causeLine ?? '', line),
    // The last lines of a log are the nearest to the end of what was tried.
    excerpt: excerpt.slice(Math.max(0, excerpt.length - excerptLines)).map((text) => cut(text, line)),
    ending: cut(criu.ending ?? '', line),
  };
}

/** The details of google.rpc that fit this failure. */
function standardDetails({ entries, value }: Bounds, failure: Failure, description: string): Any[] {
  const { metadata, reason } = failure;
  const details: Any[] = [];
  if (failure.violations.length > 0) {
    const fieldViolations = failure.violations.slice(0, entries).map((violation) => ({
      field: cut(violation.field, value),
      description: cut(violation.description, value),
    }));
    details.push(any('google.rpc.BadRequest', BadRequest, { fieldViolations }));
  }
  if (failure.class === 'failed-precondition') {
    const subject = SUBJECTS.map((key) => metadata[key]).find((each) => each !== undefined) ?? '';
    const violations = [{ type: reason, subject: cut(subject, value), description }];
    details.push(any('google.rpc.PreconditionFailure', PreconditionFailure, { violations }));
  }
  const resource = RESOURCES[reason];
  if (resource !== undefined) {
    const name = `${resource.parent ?? ''}${metadata[resource.key] ?? ''}`;
    details.push(
      any('google.rpc.ResourceInfo', ResourceInfo, {
        resourceType: resource.type,
        resourceName: cut(name, value),
        owner: '',
        description,
      }),
    );
  }
  return details;
}

function any<T>(name: string, type: { encode(message: T): { finish(): Uint8Array } }, message: T): Any {
  return { typeUrl: `type.googleapis.com/${name}`, value: Buffer.from(type.encode(message).finish()) };
}

/** The text in at most so many bytes of UTF-8, with a mark where something is missing. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const mark = '…';
  let room = bytes - Buffer.byteLength(mark);
  let kept = '';
  for (const character of text) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + mark;
}
