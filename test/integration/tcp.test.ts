import { afterAll, beforeAll, describe, it } from 'vitest';
import { dump, goesOn, restore, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startTcpClient, startWorkload } from './workload.js';

const ESTABLISHED = { tcp: { established: true } };

describe('A tree with TCP sockets that is dumped and restored goes on where it was', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it('while the client of its connection waits', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await roundTrip(daemon, server, ESTABLISHED);
    await goesOn(client);
  });

  it('while the server of its connection waits', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await roundTrip(daemon, client, ESTABLISHED);
    await goesOn(server);
  });

  it('when the other end is dumped too before either is restored', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const dumpedServer = await dump(daemon, server, { options: ESTABLISHED });
    const dumpedClient = await dump(daemon, client, { options: ESTABLISHED });
    const counts = { server: server.count(), client: client.count() };

    await restore(daemon, server, dumpedServer.checkpoint);
    await restore(daemon, client, dumpedClient.checkpoint);
    await goesOn(client, counts.client);
    await goesOn(server, counts.server);
  });
});
