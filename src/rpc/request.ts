import { createHash } from 'node:crypto';
import type { TreeTarget } from '../../gen/api/criud/v1/checkpoint_service.js';
import type { Duration } from '../../gen/api/google/protobuf/duration.js';
import type { Timestamp } from '../../gen/api/google/protobuf/timestamp.js';
import { type FieldViolation, invalidRequest } from '../failure/index.js';
import type { TargetRequest } from '../host/index.js';

/** Notes that a field, by its path in the proto, is not acceptable. */
export type Reject = (field: string, description: string) => void;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `PID_MAX_LIMIT` of the kernel. */
const LARGEST_PID = 2 ** 22;

/** The longest that a call waits for the end of an operation. */
const LONGEST_WAIT = HOUR;
/** The longest that anything of an operation can be told to take. */
export const LONGEST_TIMEOUT = 24 * HOUR;
const LONGEST_PID_WAIT = 10 * MINUTE;

const MOST_LABELS = 64;
const LONGEST_LABEL = 256;
const LONGEST_REQUEST_ID = 128;
const LONGEST_ADDRESS = 300;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Reads a request, and refuses it with everything that is wrong with it. What
 * `read` returns after it has rejected a field is thrown away, so the functions
 * below return something of the right type for a field they reject.
 *
 * @throws Failure INVALID_REQUEST
 */
export function parseRequest<T>(read: (reject: Reject) => T): T {
  const violations: FieldViolation[] = [];
  const request = read((field, description) => violations.push({ field, description }));
  if (violations.length > 0) throw invalidRequest(violations);
  return request;
}

export function readTarget(target: TreeTarget | undefined, reject: Reject): TargetRequest {
  if (target === undefined) {
    reject('target', 'is required');
    return { pid: 0 };
  }
  const { pid, startTime } = target;
  if (pid <= 0) reject('target.pid', `must be greater than 0, and is ${pid}`);
  if (pid > LARGEST_PID) reject('target.pid', `must be at most ${LARGEST_PID}, and is ${pid}`);
  return startTime === undefined ? { pid } : { pid, startTime };
}

/** The id in a name such as `checkpoints/{id}`. */
export function readName(
  field: string,
  collection: 'checkpoints' | 'operations' | 'migrations',
  name: string,
  reject: Reject,
): string {
  const [parent, id = '', ...rest] = name.split('/');
  if (name === '') reject(field, 'is required');
  else if (parent !== collection || !UUID.test(id) || rest.length > 0) {
    reject(field, `must be a name of the form ${collection}/{uuid}`);
  }
  return id;
}

/** `host:port` of another criud. */
export function readAddress(field: string, address: string, reject: Reject): string {
  const isAddress = /^(?:\[[0-9a-f:.]+\]|[^\s:/[\]]+):\d{1,5}$/i.test(address);
  if (address === '') reject(field, 'is required');
  else if (!isAddress || address.length > LONGEST_ADDRESS) reject(field, 'must be host:port');
  return address;
}

/** @param field where the labels are in the request */
export function readLabels(labels: Readonly<Record<string, string>>, reject: Reject, field = 'labels') {
  const entries = Object.entries(labels);
  if (entries.length > MOST_LABELS) {
    reject(field, `must be at most ${MOST_LABELS}, and are ${entries.length}`);
  }
  if (entries.flat().some((text) => Buffer.byteLength(text) > LONGEST_LABEL)) {
    reject(field, `must have keys and values of at most ${LONGEST_LABEL} bytes`);
  }
  return { ...labels };
}

/** Milliseconds to wait for the end of an operation; undefined when the request does not say. */
export function readWait(wait: Duration | undefined, reject: Reject): number | undefined {
  return readDuration('wait', wait, LONGEST_WAIT, reject);
}

export function readPidWait(wait: Duration | undefined, reject: Reject): number {
  return readDuration('pid_wait', wait, LONGEST_PID_WAIT, reject) ?? 10 * SECOND;
}

interface OperationFields {
  readonly requestId: string;
  readonly wait: Duration | undefined;
  readonly timeout: Duration | undefined;
}

/** What every request that begins an operation has. */
export function readOperationFields({ requestId, timeout }: OperationFields, reject: Reject) {
  if (requestId.length > LONGEST_REQUEST_ID || !/^[\x20-\x7e]*$/.test(requestId)) {
    reject('request_id', `must be at most ${LONGEST_REQUEST_ID} printable ASCII characters`);
  }
  const milliseconds = readDuration('timeout', timeout, LONGEST_TIMEOUT, reject);
  if (milliseconds === 0) reject('timeout', 'must be greater than 0');
  return {
    ...(requestId !== '' && { requestId }),
    ...(milliseconds !== undefined && { timeout: milliseconds }),
  };
}

/**
 * Tells a repeated request from another one. How long the client waits is not a
 * part of what it asks for; and the order of labels says nothing, because
 * protobuf maps have none.
 */
export function fingerprintOf<Request extends OperationFields & { labels?: Record<string, string> }>(
  type: { encode(request: Request): { finish(): Uint8Array } },
  method: string,
  request: Request,
): string {
  const { labels } = request;
  const canonical: Request = {
    ...request,
    requestId: '',
    wait: undefined,
    ...(labels && {
      labels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
  return createHash('sha256').update(`${method}\n`).update(type.encode(canonical).finish()).digest('hex');
}

/** Of a page: a client takes 4 MiB in one message unless it was told otherwise. */
export const PAGE_BYTES = 3 * 1024 * 1024;

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1_000;

export function readPageSize(size: number, reject: Reject): number {
  if (size < 0) reject('page_size', `must not be negative, and is ${size}`);
  if (size > LARGEST_PAGE) reject('page_size', `must be at most ${LARGEST_PAGE}, and is ${size}`);
  return size === 0 ? DEFAULT_PAGE : size;
}

/** Milliseconds since 1970, with fractions; undefined when it is absent. */
export function readTimestamp(
  field: string,
  timestamp: Timestamp | undefined,
  reject: Reject,
): number | undefined {
  if (timestamp === undefined) return undefined;
  const { seconds, nanos } = timestamp;
  if (nanos < 0 || nanos > 999_999_999) reject(field, 'must have from 0 to 999999999 nanos');
  return Number(seconds) * SECOND + nanos / 1_000_000;
}

/** In milliseconds, rounded up; undefined when it is absent. */
export function readDuration(
  field: string,
  duration: Duration | undefined,
  longest: number,
  reject: Reject,
): number | undefined {
  if (duration === undefined) return undefined;
  const { nanos } = duration;
  if (nanos <= -1_000_000_000 || nanos >= 1_000_000_000) {
    reject(field, 'must have less than a second of nanos');
    return undefined;
  }
  const milliseconds = Number(duration.seconds) * SECOND + Math.ceil(nanos / 1_000_000);
  if (duration.seconds < 0n || nanos < 0) reject(field, 'must not be negative');
  else if (milliseconds > longest) reject(field, `must be at most ${longest / SECOND} seconds`);
  return milliseconds;
}
