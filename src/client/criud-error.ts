import { type ServiceError, status as StatusCode } from '@grpc/grpc-js';
import { type CriuEvidence, FailureDetail, TreeState } from '../../gen/api/criud/v1/failure.js';
import type { Any } from '../../gen/api/google/protobuf/any.js';
import {
  BadRequest,
  type BadRequest_FieldViolation,
  ErrorInfo,
} from '../../gen/api/google/rpc/error_details.js';
import { Status } from '../../gen/api/google/rpc/status.js';

/** Why a call or an operation failed, as criud tells it. */
export class CriudError extends Error {
  override readonly name = 'CriudError';
  /** Name of the gRPC code, such as `NOT_FOUND`. */
  readonly code: keyof typeof StatusCode;
  /** Name of the `criud.v1.Reason` without its prefix; absent where something else than criud failed the call. */
  readonly reason: string | undefined;
  /** What to do about it, for a person. */
  readonly cure: string;
  /** What CRIU left behind, where it had a part in it. */
  readonly criu: CriuEvidence | undefined;
  /** What the root of the tree is now; UNSPECIFIED where nobody looked. */
  readonly treeState: TreeState;
  /** The fields of the request that are not acceptable. */
  readonly violations: readonly BadRequest_FieldViolation[];
  /** The variable parts of the message by name. */
  readonly metadata: Readonly<Record<string, string>>;

  /** @param status the error of an operation, or of a call with its details */
  constructor(status: Status, options?: ErrorOptions) {
    super(status.message, options);
    const info = detail(status.details, 'google.rpc.ErrorInfo', ErrorInfo);
    const failure = detail(status.details, 'criud.v1.FailureDetail', FailureDetail);
    const badRequest = detail(status.details, 'google.rpc.BadRequest', BadRequest);
    this.code = codeName(status.code);
    this.reason = info?.reason;
    this.cure = failure?.cure ?? '';
    this.criu = failure?.criu;
    this.treeState = failure?.treeState ?? TreeState.UNSPECIFIED;
    this.violations = badRequest?.fieldViolations ?? [];
    this.metadata = info?.metadata ?? {};
  }

  /** From the error with which grpc-js ends a call. */
  static ofCall(error: ServiceError): CriudError {
    const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
    const { details } = Buffer.isBuffer(bytes) ? Status.decode(bytes) : { details: [] };
    return new CriudError({ code: error.code, message: error.details, details }, { cause: error });
  }
}

function detail<T>(
  details: readonly Any[],
  name: string,
  type: { decode(bytes: Uint8Array): T },
): T | undefined {
  const found = details.find(({ typeUrl }) => typeUrl.endsWith(`/${name}`));
  return found && type.decode(found.value);
}

function codeName(code: number): keyof typeof StatusCode {
  // The enum of grpc-js has a name for each of its numbers; the type of the reverse look-up is string.
  return (StatusCode[code] ?? 'UNKNOWN') as keyof typeof StatusCode;
}
