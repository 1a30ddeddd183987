import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { expect } from 'vitest';
import type { Connection, Ending } from '../../../src/criu/connection.js';
import { openSession, type Session, type SessionSettings } from '../../../src/criu/session.js';
import { adoptSeqpacket, openSeqpacketPair, type SeqpacketSocket } from '../../../src/native/index.js';
import { openDescriptors } from '../native/open-descriptors.js';

/** Fields by their names in rpc.proto, in camel case; enums by the names of their values. */
export type Fields = Readonly<Record<string, unknown>>;

const rpc = protobuf.loadSync(join(import.meta.dirname, '../../../proto/criu/rpc.proto'));
const requestMessage = rpc.lookupType('criu.rpc.criu_req');
const responseMessage = rpc.lookupType('criu.rpc.criu_resp');

/** Short enough for tests in which they run out, long enough for those in which they must not. */
export const LIMITS = { answer: 300, exit: 300 };

/** The notification of that name. */
export function notification(script: string, pid?: number): Fields {
  return { type: 'NOTIFY', success: true, notify: { script, ...(pid !== undefined && { pid }) } };
}

/** A good answer. */
export function success(type: string, parts: Fields = {}): Fields {
  return { type, success: true, ...parts };
}

/** What CRIU says when it has failed. */
export function failure(type: string, parts: Fields = {}): Fields {
  return { type, success: false, ...parts };
}

/** One packet of an answer. */
export function encodeAnswer(answer: Fields): Uint8Array {
  return responseMessage.encode(responseMessage.fromObject(answer)).finish();
}

/**
 * What a CRIU at the other end of the socket does, one step after the other.
 * When the steps are over it waits for the end of the conversation, as CRIU
 * does after a request that keeps it open, and ends with status 255.
 */
export interface Script {
  readonly steps: readonly Step[];
  /** Waits for a request of this type whose fields are at least these. */
  expects(type: string, fields?: Fields): Script;
  /** Sends one packet: an answer, or bytes as they are; with that many descriptors of /dev/null. */
  sends(packet: Fields | Uint8Array, descriptors?: number): Script;
  /** Waits until the client has closed its end. */
  expectsEnd(): Script;
  /** Lets something happen outside between two steps. */
  does(action: () => unknown): Script;
  /** Ends the process in this way, and the socket with it. */
  ends(ending: Partial<Ending>): Script;
  /** Ends the process while a child of it keeps the socket open. */
  endsButForASocket(ending: Partial<Ending>): Script;
  /** Does nothing any more, and does not see the end of the socket: only SIGKILL helps. */
  hangs(): Script;
  /** As hangs(), and the kernel does not get to kill it. */
  hangsForGood(): Script;
}

/** The process that plays the script. */
interface Peer {
  readonly socket: SeqpacketSocket;
  end(ending: Partial<Ending>): void;
  /** Does not end when it is killed. */
  immortal: boolean;
  isKilled: boolean;
  /** Settles when it is killed, and at the end of the test. */
  readonly killed: Promise<void>;
}

/** What the other end saw of the client. */
export interface Witness {
  /** Types of the requests, in order. */
  readonly heard: readonly string[];
  /** Whom the client has killed. */
  readonly kills: readonly ('process' | 'group')[];
}

type Step = (peer: Peer, heard: string[]) => unknown;

/** A script with nothing in it yet. */
export function criu(): Script {
  const steps: Step[] = [];
  const then = (step: Step) => {
    steps.push(step);
    return script;
  };
  const script: Script = {
    steps,
    expects: (type, fields = {}) =>
      then(async (peer, heard) => {
        const request = await hear(peer, heard);
        if (request === undefined) throw new Error(`the client closed where ${type} was expected`);
        expect(request).toMatchObject({ type, ...fields });
      }),
    sends: (packet, descriptors = 0) =>
      then(async ({ socket }) => {
        const bytes = packet instanceof Uint8Array ? packet : encodeAnswer(packet);
        const numbers = Array.from({ length: descriptors }, () => openSync('/dev/null', 'r'));
        try {
          await socket.send(bytes, numbers);
        } finally {
          for (const number of numbers) closeSync(number);
        }
      }),
    expectsEnd: () => then(expectEnd),
    does: then,
    ends: (ending) =>
      then(({ socket, end }) => {
        socket.close();
        end(ending);
      }),
    endsButForASocket: (ending) =>
      then(({ end, killed }) => {
        end(ending);
        return killed;
      }),
    hangs: () => then(({ killed }) => killed),
    hangsForGood: () =>
      then((peer) => {
        peer.immortal = true;
        return peer.killed;
      }),
  };
  return script;
}

async function hear({ socket }: Peer, heard: string[]): Promise<Fields | undefined> {
  const packet = await socket.receive();
  if (packet === undefined) return undefined;
  const request = requestMessage.toObject(requestMessage.decode(packet.bytes), { enums: String });
  heard.push(String(request.type));
  return request;
}

async function expectEnd(peer: Peer, heard: string[]): Promise<void> {
  const request = await hear(peer, heard);
  if (request !== undefined) throw new Error(`the client sent ${request.type} where the end was expected`);
}

/**
 * A session with the scripted CRIU at its other end. Fails when the client has
 * said anything else than the script expects, when a part of the script was
 * never reached, and when a descriptor is left open.
 */
export async function inSession(
  script: Script,
  work: (session: Session, witness: Witness) => Promise<void>,
  settings: SessionSettings & { readonly kind?: Connection['kind'] } = {},
): Promise<void> {
  loadAddon();
  const before = openDescriptors().size;
  const { ours, theirs } = openSeqpacketPair();
  const socket = adoptSeqpacket(theirs);
  const ended = settledLater<Ending>();
  const killed = settledLater<void>();
  const heard: string[] = [];
  const kills: ('process' | 'group')[] = [];
  let running = true;
  const peer: Peer = {
    socket,
    end(ending) {
      running = false;
      ended.settle({ code: null, signal: null, stderr: '', ...ending });
    },
    immortal: false,
    isKilled: false,
    killed: killed.promise,
  };
  const connection: Connection = {
    kind: settings.kind ?? 'swrk',
    send: (bytes) => ours.send(bytes),
    receive: () => ours.receive(),
    close: () => ours.close(),
    kill(whom) {
      if (!running) return;
      kills.push(whom);
      if (peer.immortal) return;
      peer.isKilled = true;
      killed.settle();
      socket.close();
      peer.end({ signal: 'SIGKILL' });
    },
    ended: ended.promise,
  };

  const played = play(script.steps, peer, heard);
  const complaint = played.then(
    () => undefined,
    (wrong: unknown) => wrong,
  );
  const session = openSession(connection, { ...LIMITS, ...settings });
  try {
    await work(session, { heard, kills });
  } catch (error) {
    // What the script found wrong says more than what came of it.
    throw (await Promise.race([complaint, session.close().then(() => undefined)])) ?? error;
  } finally {
    await session.close();
    killed.settle();
    await complaint;
    socket.close();
  }
  await played;
  expect(openDescriptors().size, 'descriptors left open').toBe(before);
}

async function play(steps: readonly Step[], peer: Peer, heard: string[]): Promise<void> {
  try {
    for (const step of steps) await step(peer, heard);
    if (peer.socket.closed) return;
    await expectEnd(peer, heard);
    peer.end({ code: 255 });
  } catch (error) {
    // A killed process plays no further.
    if (!peer.isKilled) throw error;
  } finally {
    peer.socket.close();
    peer.end({});
  }
}

/** A promise and the function that settles it. */
export function settledLater<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

/** The first pair of a process opens the file of the addon. */
function loadAddon(): void {
  const { ours, theirs } = openSeqpacketPair();
  ours.close();
  theirs.close();
}
