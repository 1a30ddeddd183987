import type { Network } from './network.js';

/** Where a `dirtier` sends its heartbeats: to everybody in the network of the lab. */
export const HEARTBEAT = '10.77.0.255:7080';

const PORT = Number(HEARTBEAT.split(':')[1]);

/** Offsets in an Ethernet frame with a UDP datagram in IPv4 without options. */
const TYPE = 12;
const IP = 14;
const PROTOCOL = IP + 9;
const UDP = IP + 20;
const DATA = UDP + 8;

const IPV4 = 0x0800;
const PROTOCOL_UDP = 17;

/** How a process was moved, as somebody else in its network has seen it. */
export interface SeenMove {
  /** From the last heartbeat here to the first one there. */
  readonly blackoutMilliseconds: number;
  /** The longest time without a heartbeat apart from that, before or after. */
  readonly pauseMilliseconds: number;
  /** From the begin of the watch to the first heartbeat there. */
  readonly totalMilliseconds: number;
  /** In Ethernet frames of the host it has left, up to that heartbeat. */
  readonly bytes: number;
}

export interface HeartbeatWatch {
  /** Ends it. Throws when the process was seen on both hosts at once, or its count did not rise. */
  end(): SeenMove;
}

interface Beat {
  readonly time: number;
  /** Hardware address of the host. */
  readonly host: number;
  readonly count: bigint;
  /** Sent before by the host that was the first to send. */
  readonly bytes: number;
}

/** Watches the heartbeats of the one process that sends any, by the clock of this process, which is nobody's who is seen. */
export function watchHeartbeats(network: Pick<Network, 'watch'>): HeartbeatWatch {
  const begin = performance.now();
  const beats: Beat[] = [];
  let bytes = 0;
  const stop = network.watch((frame) => {
    const host = frame.readUIntBE(6, 6);
    if (beats[0] === undefined || beats[0].host === host) bytes += frame.length;
    if (!isHeartbeat(frame)) return;
    beats.push({ time: performance.now(), host, count: frame.readBigUInt64LE(DATA), bytes });
  });

  function end(): SeenMove {
    stop();
    const gaps = beats.slice(1).map((beat, index) => {
      // There is one before each but the first.
      const before = beats[index] as Beat;
      if (beat.count <= before.count) throw new Error(`a count of ${beat.count} after ${before.count}`);
      return { milliseconds: beat.time - before.time, first: before.host === beat.host ? undefined : beat };
    });
    const moves = gaps.filter(({ first }) => first !== undefined);
    const [move] = moves;
    if (move?.first === undefined || moves.length > 1) throw new Error(`it was moved ${moves.length} times`);
    return {
      blackoutMilliseconds: move.milliseconds,
      pauseMilliseconds: Math.max(...gaps.filter((gap) => gap !== move).map((gap) => gap.milliseconds)),
      totalMilliseconds: move.first.time - begin,
      bytes: move.first.bytes,
    };
  }

  return { end };
}

function isHeartbeat(frame: Buffer): boolean {
  return (
    frame.length >= DATA + 8 &&
    frame.readUInt16BE(TYPE) === IPV4 &&
    frame[PROTOCOL] === PROTOCOL_UDP &&
    frame.readUInt16BE(UDP + 2) === PORT
  );
}
