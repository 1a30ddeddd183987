import { classOf, type FailureClass, type Reason } from './reason.js';

/** What CRIU itself left behind about a failure. */
export interface CriuEvidence {
  /** `cr_errno` of the answer: ESRCH 3, EEXIST 17, EBADRQC 56; mostly absent. */
  readonly errno?: number;
  /** The line of CRIU's log that is the cause, as far as it is known. */
  readonly causeLine?: string;
  /** Error lines of the log in order, or what CRIU wrote to stderr; a few KiB at most. */
  readonly excerpt?: readonly string[];
  /** How the process ended where it gave no answer: `exit 1`, `signal SIGSEGV`. */
  readonly ending?: string;
}

/** A field of a request that is not acceptable, by its path in the request. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

export interface FailureDetails {
  /** What to do about it, in one or two sentences for a person. */
  readonly cure?: string;
  /** Every variable part of the message by name, for programs. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations?: readonly FieldViolation[];
  readonly criu?: CriuEvidence;
  readonly cause?: unknown;
}

/**
 * The one error that criud raises on purpose. Its message says what failed and
 * on what; everything else is data. What is thrown and is not a Failure is a
 * defect, and leaves criud only as INTERNAL without its text.
 */
export class Failure extends Error {
  readonly reason: Reason;
  readonly cure: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly violations: readonly FieldViolation[];
  readonly criu: CriuEvidence | undefined;

  constructor(reason: Reason, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.reason = reason;
    this.cure = details.cure ?? '';
    this.metadata = details.metadata ?? {};
    this.violations = details.violations ?? [];
    this.criu = details.criu;
  }

  get class(): FailureClass {
    return classOf(this.reason);
  }
}

/** The failure itself, or INTERNAL with the unknown error as its cause. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('INTERNAL', 'An internal error occurred.', {
    cause: error,
    cure: 'See the log of criud; the entry has the same operation id.',
  });
}

/** A request that cannot be carried out as it was written. */
export function invalidRequest(violations: readonly FieldViolation[]): Failure {
  const said = violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  return new Failure('INVALID_REQUEST', `The request is not valid: ${said}.`, {
    violations,
    cure: 'Correct the named fields and send the request again.',
  });
}
