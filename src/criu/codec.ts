import { criu } from '../../gen/criu/messages.js';
import { Failure } from '../failure/index.js';

const { criu_req, criu_resp } = criu.rpc;

export const RequestType = criu.rpc.criu_req_type;
export type RequestType = criu.rpc.criu_req_type;
export const CgroupMode = criu.rpc.criu_cg_mode;
export type CgroupMode = criu.rpc.criu_cg_mode;
export const NetworkLock = criu.rpc.criu_network_lock_method;
export type NetworkLock = criu.rpc.criu_network_lock_method;
export const PreDumpMode = criu.rpc.criu_pre_dump_mode;
export type PreDumpMode = criu.rpc.criu_pre_dump_mode;

/** A request as CRIU defines it. What is absent or null is not sent. */
export type Request = criu.rpc.criu_req.$Properties;
/** `criu_opts`: every option of CRIU's RPC by its own name, in camel case. */
export type Options = criu.rpc.criu_opts.$Properties;
/** `criu_features`: asked about in a request, there or not in an answer. */
export type Features = criu.rpc.criu_features.$Properties;
/** An answer as CRIU defines it. What CRIU left out reads as null. */
export type Response = criu.rpc.criu_resp;

/** The name of a request type as CRIU's documentation has it, `DUMP` for 1. */
export function requestName(type: RequestType): string {
  return RequestType[type] ?? `type ${type}`;
}

/**
 * The bytes of one request packet. Exactly the fields that are set are sent:
 * CRIU reads the presence of nearly every field, so a default that was filled
 * in would change what it does.
 *
 * @throws Failure CRIU_BAD_OPTION when a value has the wrong type or a required
 *   field is missing: CRIU would drop such a packet without an answer.
 */
export function encodeRequest(request: Request): Uint8Array {
  const defect = criu_req.verify({ ...request });
  if (defect !== null) {
    throw new Failure('CRIU_BAD_OPTION', `The request to CRIU cannot be encoded: ${defect}.`, {
      metadata: { request: requestName(request.type), defect },
      cure: 'This is a defect of the caller of the CRIU client: correct the named field.',
    });
  }
  return criu_req.encode(request).finish();
}

/**
 * One answer packet.
 *
 * @throws Failure CRIU_PROTOCOL when the bytes are no answer: cut short, of
 *   another message, with a type this protocol does not have.
 */
export function decodeResponse(bytes: Uint8Array): Response {
  try {
    return criu_resp.decode(bytes);
  } catch (cause) {
    throw new Failure('CRIU_PROTOCOL', 'CRIU sent a packet that is not an answer of its protocol.', {
      metadata: { bytes: String(bytes.length), head: Buffer.from(bytes.subarray(0, 32)).toString('hex') },
      cure: 'Check that the program at the other end is CRIU, in a version from 3.15 on.',
      cause,
    });
  }
}
