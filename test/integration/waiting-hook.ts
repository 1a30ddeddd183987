import { type Client, connect, type WaitingHook } from '../../src/client/index.js';

/**
 * Waits until an operation waits at a hook, as a client does that comes later: from the first event on. Fails when the
 * operation ends before.
 */
export async function waitingHook(client: Client, name: string): Promise<WaitingHook> {
  const watched = client.operations.watchOperation({ name });
  for await (const { event } of watched) {
    if (event?.$case === 'hookWaiting') return event.value;
  }
  throw new Error(`${name} ended without waiting at a hook`);
}

/** A second client of a daemon, with a connection of its own. */
export function anotherClient(socket: string): Client & Disposable {
  const client = connect(`unix:${socket}`);
  return { ...client, [Symbol.dispose]: () => client.close() };
}
