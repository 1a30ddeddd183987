import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** What a port may have waiting; as a switch does, it loses what comes beyond that. */
const QUEUE_BYTES = 8 * 1024 * 1024;

/** The Ethernet between the guests of a lab. */
export interface Network extends AsyncDisposable {
  /** Path of the unix socket to which QEMU connects a network device (`-netdev stream`). */
  readonly socket: string;
  /** Loses every frame from now on, as a switch that has failed: nobody is told. */
  cut(): void;
  /** Forwards again. */
  join(): void;
  /** Calls back for every Ethernet frame when it comes in, until the function that it returns is called. */
  watch(look: (frame: Buffer) => void): () => void;
}

/**
 * A switch in this process, which therefore needs no right and no name on this machine, and ends with it. It has a port
 * for whoever connects.
 */
export async function openNetwork(socket: string): Promise<Network> {
  const ports = new Set<Socket>();
  const portOf = new Map<number, Socket>();
  let isCut = false;
  const watchers = new Set<(frame: Buffer) => void>();

  /** Each frame comes and goes with its length before it, in 4 bytes. */
  function forward(from: Socket, frame: Buffer): void {
    for (const look of watchers) look(frame.subarray(4));
    const to = frame.readUIntBE(4, 6);
    portOf.set(frame.readUIntBE(10, 6), from);
    const only = portOf.get(to);
    for (const port of only === undefined ? ports : [only]) {
      if (port !== from && port.writableLength < QUEUE_BYTES) port.write(frame);
    }
  }

  const server = createServer((port) => {
    let rest = Buffer.alloc(0);
    ports.add(port);
    port.on('data', (chunk) => {
      for (const each of ports) each.cork();
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let at = 0;
      while (bytes.length - at > 4) {
        const end = at + 4 + bytes.readUInt32BE(at);
        if (end > bytes.length) break;
        if (!isCut) forward(port, bytes.subarray(at, end));
        at = end;
      }
      rest = bytes.subarray(at);
      for (const each of ports) each.uncork();
    });
    port.on('error', () => port.destroy());
    port.on('close', () => {
      ports.delete(port);
      for (const [address, each] of portOf) if (each === port) portOf.delete(address);
    });
  });
  server.listen(socket);
  await once(server, 'listening');

  return {
    socket,
    cut() {
      isCut = true;
    },
    join() {
      isCut = false;
    },
    watch(look) {
      watchers.add(look);
      return () => watchers.delete(look);
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const port of ports) port.destroy();
      await closed;
    },
  };
}
