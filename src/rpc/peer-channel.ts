import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import {
  Client as Channel,
  credentials,
  Metadata,
  type MethodDefinition,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { FailureDetail } from '../../gen/api/criud/v1/failure.js';
import { ErrorInfo } from '../../gen/api/google/rpc/error_details.js';
import { Status } from '../../gen/api/google/rpc/status.js';
import { Failure, REASONS, type Reason } from '../failure/index.js';
import { FLOW_WINDOW } from '../wire/index.js';
import type { PeerIdentity } from './listener.js';

/** Milliseconds for a call that is answered at once. */
const PATIENCE = 30_000;

/** Where grpc-js has the details of a status. */
const DETAILS_KEY = 'grpc-status-details-bin';

/** The name that a peer is called by in TLS which is known by an address. */
const NAMELESS = 'criud.invalid';

/** The way to another criud. Connected at the first call. */
export interface PeerChannel {
  /** Without the port. */
  readonly host: string;
  readonly channel: Channel;
  /** @throws Failure what the other one says, PEER_UNREACHABLE or PEER_REFUSED; or the reason of the signal */
  ask<Request, Response>(
    method: MethodDefinition<Request, Response>,
    request: Request,
    options?: { readonly milliseconds?: number; readonly signal?: AbortSignal },
  ): Promise<Response>;
}

export function openPeerChannel(address: string, identity?: PeerIdentity): PeerChannel {
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
  const trust =
    identity === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(
          Buffer.from(identity.ca),
          Buffer.from(identity.key),
          Buffer.from(identity.cert),
          { checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate) },
        );
  const channel = new Channel(address, trust, {
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.enable_http_proxy': 0,
    'grpc.use_local_subchannel_pool': 1,
    'grpc-node.flow_control_window': FLOW_WINDOW,
    // A link that was cut is tried again soon: a tree may be waiting for it.
    'grpc.max_reconnect_backoff_ms': 2_000,
    // An address must not be said as a name, and Node 26 refuses to. The certificate is compared with the address.
    ...(isIP(host) > 0 && { 'grpc.ssl_target_name_override': NAMELESS }),
  });
  return {
    host,
    channel,
    ask: (method, request, { milliseconds = PATIENCE, signal } = {}) =>
      new Promise((resolve, reject) => {
        const call = channel.makeUnaryRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize,
          request,
          new Metadata(),
          { deadline: Date.now() + milliseconds },
          (error, response) => {
            signal?.removeEventListener('abort', cancel);
            if (response === undefined) reject(signal?.aborted ? signal.reason : peerFailure(error, address));
            else resolve(response);
          },
        );
        const cancel = () => call.cancel();
        signal?.addEventListener('abort', cancel, { once: true });
        if (signal?.aborted) cancel();
      }),
  };
}

/** What the other criud says, or that it cannot be reached. */
export function peerFailure(error: unknown, address: string): Failure {
  if (error instanceof Failure) return error;
  const details = isServiceError(error) ? error.metadata.get(DETAILS_KEY)[0] : undefined;
  if (details !== undefined && isServiceError(error)) {
    const { message, details: parts } = Status.decode(Buffer.from(details));
    const part = (name: string) =>
      parts.find(({ typeUrl }) => typeUrl.endsWith(`/${name}`))?.value ?? new Uint8Array();
    const { reason, metadata } = ErrorInfo.decode(part('google.rpc.ErrorInfo'));
    const { cure } = FailureDetail.decode(part('criud.v1.FailureDetail'));
    if (isReason(reason)) {
      // The message ends with the cure, for clients that do not look at the details.
      const found = message.endsWith(cure)
        ? message.slice(0, message.length - cure.length).trimEnd()
        : message;
      return new Failure(reason, `On the host of ${address}: ${found}`, { metadata, cure });
    }
  }
  if (isServiceError(error) && error.code === status.UNIMPLEMENTED) {
    return new Failure('PEER_REFUSED', `The criud at ${address} does not know this: ${error.details}.`, {
      metadata: { address },
      cure: 'It is of an older version: let the same one run at both hosts.',
      cause: error,
    });
  }
  const why = isServiceError(error) ? error.details : String(error);
  return new Failure('PEER_UNREACHABLE', `The criud at ${address} does not answer: ${why}.`, {
    metadata: { address },
    cure: 'Check the network, and that criud runs there with --peer-listen.',
    cause: error,
  });
}

function isReason(name: string): name is Reason {
  return Object.hasOwn(REASONS, name);
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && 'details' in error;
}
