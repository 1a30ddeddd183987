import { Reason as ReasonMessage } from '../../gen/api/criud/v1/failure.js';
import type { Duration } from '../../gen/api/google/protobuf/duration.js';
import type { Timestamp } from '../../gen/api/google/protobuf/timestamp.js';
import type { Reason } from '../failure/index.js';

/** The names of the reasons are public: both lists have the same ones. */
export function reasonMessage(reason: Reason): ReasonMessage {
  return ReasonMessage[reason];
}

export function timestampMessage(date: Date): Timestamp {
  const milliseconds = date.getTime();
  const seconds = Math.floor(milliseconds / 1_000);
  return { seconds: BigInt(seconds), nanos: (milliseconds - seconds * 1_000) * 1_000_000 };
}

/** @param milliseconds not below 0; fractions count */
export function durationMessage(milliseconds: number): Duration {
  const seconds = Math.floor(milliseconds / 1_000);
  return { seconds: BigInt(seconds), nanos: Math.floor((milliseconds - seconds * 1_000) * 1_000_000) };
}

export function checkpointName(id: string): string {
  return `checkpoints/${id}`;
}

export function operationName(id: string): string {
  return `operations/${id}`;
}
