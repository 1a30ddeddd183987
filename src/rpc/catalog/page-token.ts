import { createHash } from 'node:crypto';
import { CheckpointFilter } from '../../../gen/api/criud/v1/catalog_service.js';
import type { Position } from '../../catalog/index.js';
import type { Reject } from '../request.js';

/**
 * Says where a page ends by the time and the id of its last checkpoint, so that
 * it makes no difference whether that is still there.
 */
export function pageTokenOf({ time, id }: Position, filter: CheckpointFilter | undefined): string {
  return Buffer.from(`${time}/${id}/${digestOf(filter)}`).toString('base64url');
}

/** Undefined for no token. */
export function readPageToken(
  token: string,
  filter: CheckpointFilter | undefined,
  reject: Reject,
): Position | undefined {
  if (token === '') return undefined;
  const form = /^(-?\d{1,16})\/([0-9a-f-]{36})\/([0-9a-f]{16})$/;
  const [, time, id, digest] = form.exec(Buffer.from(token, 'base64url').toString('latin1')) ?? [];
  if (time === undefined || id === undefined) {
    reject('page_token', 'is not a next_page_token');
    return undefined;
  }
  if (digest !== digestOf(filter)) reject('page_token', 'is that of another filter');
  return { time: Number(time), id };
}

/** The order of labels says nothing, because protobuf maps have none, and no filter is one that all meet. */
function digestOf(filter: CheckpointFilter | undefined): string {
  const { labels, ...rest } = filter ?? CheckpointFilter.fromPartial({});
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  const bytes = CheckpointFilter.encode({ ...rest, labels: sorted }).finish();
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
