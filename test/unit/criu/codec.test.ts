import { join } from 'node:path';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import {
  decodeResponse,
  encodeRequest,
  NetworkLock,
  PreDumpMode,
  type Request,
  RequestType,
} from '../../../src/criu/codec.js';
import { Failure } from '../../../src/failure/index.js';

const SEED = 20260731;

/** protobufjs by reflection: another encoder of the same definition than the generated code. */
const root = new protobuf.Root().loadSync(join(import.meta.dirname, '../../../proto/criu/rpc.proto'));
const reflectedRequest = root.lookupType('criu.rpc.criu_req');
const reflectedResponse = root.lookupType('criu.rpc.criu_resp');

type Message = Record<string, unknown>;

/** Random messages of a type: required fields always, others there, absent or null. */
function messageOf(type: protobuf.Type): fc.Arbitrary<Message> {
  const fields = type.fieldsArray.map((field): [string, fc.Arbitrary<unknown>] => {
    const value = valuesOf(field.resolve());
    if (field.repeated) return [field.name, fc.array(value, { maxLength: 3 })];
    return [field.name, field.required ? value : fc.option(value, { nil: null, freq: 2 })];
  });
  const required = type.fieldsArray.filter((field) => field.required).map(({ name }) => name);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function valuesOf(field: protobuf.Field): fc.Arbitrary<unknown> {
  if (field.resolvedType instanceof protobuf.Type) return messageOf(field.resolvedType);
  if (field.resolvedType instanceof protobuf.Enum) {
    return fc.constantFrom(...Object.values(field.resolvedType.values));
  }
  const fallback: unknown = field.typeDefault;
  switch (field.type) {
    case 'bool':
      return fc.boolean();
    case 'int32':
      return fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31), fallback));
    case 'uint32':
      return fc.oneof(fc.nat({ max: 0xffffffff }), fc.constantFrom(0, 0xffffffff, fallback));
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 40 });
    default:
      throw new Error(`No values for the type ${field.type}`);
  }
}

/** What reflection makes of a message, by its own conversion from plain objects. */
function reflected(type: protobuf.Type, message: Message): Uint8Array {
  return type.encode(type.create(withoutNulls(message))).finish();
}

function withoutNulls(message: Message): Message {
  return Object.fromEntries(
    Object.entries(message)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, plain(value)]),
  );
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  // Everything here that is an object is a message.
  return typeof value === 'object' && value !== null ? withoutNulls(value as Message) : value;
}

/** Field numbers on the wire, read by hand. */
function fieldNumbers(bytes: Uint8Array): number[] {
  const reader = protobuf.Reader.create(bytes);
  const numbers: number[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    numbers.push(tag >>> 3);
    reader.skipType(tag & 7);
  }
  return numbers;
}

function expectFailure(act: () => unknown, reason: string): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.reason).toBe(reason);
    return;
  }
  expect.unreachable('nothing was thrown');
}

describe('a request', () => {
  it('has the bytes that reflection gives it, whatever is in it', () => {
    fc.assert(
      fc.property(messageOf(reflectedRequest), (message) => {
        // Made from the definition of the very type.
        const bytes = encodeRequest(message as unknown as Request);
        expect(Buffer.from(bytes).equals(reflected(reflectedRequest, message))).toBe(true);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('sends exactly the fields that are set, at their default, false or 0 too', () => {
    fc.assert(
      fc.property(messageOf(reflectedRequest), (message) => {
        const set = reflectedRequest.fieldsArray
          .filter(({ name }) => message[name] !== null && message[name] !== undefined)
          .map(({ id }) => id);
        // As above.
        expect(fieldNumbers(encodeRequest(message as unknown as Request)).sort()).toEqual(set.sort());
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('sends required fields at their default and explicit false and 0', () => {
    const request = (opts: NonNullable<Request['opts']>) =>
      Buffer.from(encodeRequest({ type: RequestType.EMPTY, opts })).toString('hex');
    // type 0; opts of 11 bytes: images_dir_fd -1 as ten bytes of varint.
    expect(request({ imagesDirFd: -1 })).toBe('0800120b08ffffffffffffffffff01');
    // images_dir_fd 0, leave_running false, log_level 2, timeout 0.
    expect(request({ imagesDirFd: 0, leaveRunning: false, logLevel: 2, timeout: 0 })).toBe(
      '08001209080018004802e80200',
    );
    // network_lock and pre_dump_mode at their defaults.
    expect(
      request({ imagesDirFd: 3, networkLock: NetworkLock.IPTABLES, preDumpMode: PreDumpMode.SPLICE }),
    ).toBe('080012080803e80301800401');
  });

  it('takes absent, undefined and null for the same', () => {
    const opts = { imagesDirFd: 3, pid: null, leaveRunning: null, external: null };
    expect(encodeRequest({ type: RequestType.DUMP, opts })).toEqual(
      encodeRequest({ type: RequestType.DUMP, opts: { imagesDirFd: 3 } }),
    );
  });

  it('is refused without a required field, however deep', () => {
    const broken: readonly unknown[] = [
      {},
      { type: null },
      { type: RequestType.DUMP, opts: {} },
      { type: RequestType.DUMP, opts: { imagesDirFd: null } },
      { type: RequestType.RESTORE, opts: { imagesDirFd: 3, inheritFd: [{ key: 'a', fd: 1 }, { key: 'b' }] } },
      { type: RequestType.RESTORE, opts: { imagesDirFd: 3, joinNs: [{ ns: 'net' }] } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3, unixSkIno: [{}] } },
    ];
    for (const request of broken) expectFailure(() => encodeRequest(request as Request), 'CRIU_BAD_OPTION');
  });

  it('is refused with values of another type, and with 0 where an enum starts at 1', () => {
    const broken: readonly unknown[] = [
      { type: 'DUMP' },
      { type: 99 },
      { type: RequestType.DUMP, keepOpen: 1 },
      { type: RequestType.DUMP, opts: { imagesDirFd: '3' } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3.5 } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3, networkLock: 0 } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3, preDumpMode: 0 } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3, external: 'x' } },
      { type: RequestType.DUMP, opts: { imagesDirFd: 3, ps: { port: '1' } } },
    ];
    for (const request of broken) expectFailure(() => encodeRequest(request as Request), 'CRIU_BAD_OPTION');
  });
});

describe('an answer', () => {
  it('is read back as it was sent, and what was left out reads as null', () => {
    fc.assert(
      fc.property(messageOf(reflectedResponse), (message) => {
        const response = decodeResponse(reflected(reflectedResponse, message));
        for (const { name, resolvedType } of reflectedResponse.fieldsArray) {
          // Generated classes are plain data by name.
          const read = (response as unknown as Message)[name];
          const sent = message[name] ?? null;
          if (!(resolvedType instanceof protobuf.Type) || sent === null) expect(read).toEqual(sent);
          else expect(read).toMatchObject(withoutNulls(sent as Message));
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('has the pid of a failed restore as -1, although it comes as ten bytes', () => {
    const bytes = Buffer.from('08021000220b08ffffffffffffffffff01', 'hex');
    expect(decodeResponse(bytes)).toMatchObject({
      type: RequestType.RESTORE,
      success: false,
      restore: { pid: -1 },
    });
  });

  it('may have fields that a newer CRIU adds', () => {
    const bytes = Buffer.from('08011001f80601', 'hex');
    expect(decodeResponse(bytes)).toMatchObject({ type: RequestType.DUMP, success: true });
  });

  it('is refused without type or success, empty, or cut', () => {
    for (const hex of ['', '0801', '1001', '08', '0801100122', '08011001220a08']) {
      expectFailure(() => decodeResponse(Buffer.from(hex, 'hex')), 'CRIU_PROTOCOL');
    }
  });

  it('that is mutated is an answer or CRIU_PROTOCOL, and nothing else', () => {
    const mutation = fc.record({
      message: messageOf(reflectedResponse),
      flips: fc.array(fc.record({ at: fc.nat(), xor: fc.integer({ min: 1, max: 255 }) }), { maxLength: 4 }),
      cut: fc.option(fc.nat(), { nil: undefined }),
      tail: fc.uint8Array({ maxLength: 12 }),
    });
    const seen = { answer: 0, failure: 0 };
    fc.assert(
      fc.property(mutation, ({ message, flips, cut, tail }) => {
        const bytes = Buffer.concat([reflected(reflectedResponse, message), tail]);
        for (const { at, xor } of flips) {
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ xor;
        }
        const sent = cut === undefined ? bytes : bytes.subarray(0, cut % (bytes.length + 1));
        try {
          expect(typeof decodeResponse(sent).success).toBe('boolean');
          seen.answer++;
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          expect(error.reason).toBe('CRIU_PROTOCOL');
          seen.failure++;
        }
      }),
      { seed: SEED, numRuns: 20_000 },
    );
    // Both happen, or the mutations are not what they should be.
    expect(seen.answer).toBeGreaterThan(1000);
    expect(seen.failure).toBeGreaterThan(1000);
  });
});
