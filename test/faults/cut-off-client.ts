import { randomUUID } from 'node:crypto';
import { createServer, connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, connect } from '../../src/client/index.js';
import type { Daemon } from '../integration/daemon.js';

/** A client whose connection can be cut off at once, as a crash of it would. */
export interface CutOffClient {
  readonly client: Client;
  /** Destroys the sockets of its connection. */
  cut(): void;
}

/** Connects by way of a socket of its own. */
export async function connectToBeCutOff({ socket }: Daemon): Promise<CutOffClient> {
  const path = join(tmpdir(), `criud-faults-${randomUUID()}.sock`);
  const server = createServer((near) => {
    const far = dial(socket);
    near.pipe(far).pipe(near);
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const each of [near, far]) each.on('error', end).on('close', end);
    server.once('cut', end);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const client = connect(`unix:${path}`);
  return {
    client,
    cut() {
      server.emit('cut');
      server.close();
      client.close();
    },
  };
}
