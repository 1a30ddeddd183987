import { Failure } from '../failure/index.js';
import { connectSeqpacket, type SeqpacketSocket } from '../native/index.js';
import type { Connection, Ending } from './connection.js';

/**
 * Connects to the socket of a running `criu service`, whose worker for this
 * connection serves one conversation.
 *
 * A service cannot take descriptors by number in its own process: `ps.fd`,
 * `inherit_fd` and `rst_sibling` are refused before they are sent.
 *
 * @throws Failure CRIU_UNREACHABLE when nobody listens there.
 */
export function connectService(path: string): Connection {
  const socket = connect(path);
  let settle: (ending: Ending) => void = () => {};
  const ended = new Promise<Ending>((resolve) => {
    settle = resolve;
  });
  const close = () => {
    socket.close();
    settle({ code: null, signal: null, stderr: '' });
  };
  return {
    kind: 'service',
    send: (bytes) => socket.send(bytes),
    async receive() {
      const packet = await socket.receive();
      if (packet === undefined) close();
      return packet;
    },
    close,
    kill: close,
    ended,
  };
}

function connect(path: string): SeqpacketSocket {
  try {
    return connectSeqpacket(path);
  } catch (cause) {
    throw new Failure('CRIU_UNREACHABLE', `No CRIU service answers at ${path}.`, {
      metadata: { socket: path },
      cure: 'Start `criu service` with this address, or use swrk, which needs no service.',
      cause,
    });
  }
}
