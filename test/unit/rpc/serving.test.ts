import { credentials, type ServiceError } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type HealthCheckResponse,
  HealthClient,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../../gen/api/grpc/health/v1/health.js';
import { connect, OperationState } from '../../../src/client/index.js';
import { DUMPED, gate, type RpcFixture, rejection, startRpc, until } from './rpc-fixture.js';

let rpc: RpcFixture;
let health: HealthClient;
beforeEach(async () => {
  rpc = await startRpc();
  health = new HealthClient(`unix:${rpc.socket}`, credentials.createInsecure());
});
afterEach(async () => {
  health.close();
  await rpc[Symbol.asyncDispose]();
});

const target = { pid: 4711 };
const minute = { seconds: 60n, nanos: 0 };

function check(service: string): Promise<HealthCheckResponse> {
  return new Promise((resolve, reject) => {
    health.check({ service }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

describe('health', () => {
  it.each(['', 'criud.v1.CheckpointService', 'criud.v1.HostService', 'grpc.reflection.v1.ServerReflection'])(
    'of %j is SERVING',
    async (service) => {
      expect(await check(service)).toEqual({ status: ServingStatus.SERVING });
    },
  );

  it('of an unknown service is NOT_FOUND', async () => {
    const error = (await rejection(check('nobody'))) as ServiceError;
    expect(error.code).toBe(5);
  });

  it('lists every service', async () => {
    const statuses = await new Promise((resolve, reject) => {
      health.list({}, (error, response) => (error ? reject(error) : resolve(response.statuses)));
    });
    expect(statuses).toMatchObject({ '': { status: 1 }, 'criud.v1.OperationService': { status: 1 } });
  });

  it('tells a watch about the end of the server, and does not hold it up', async () => {
    const watch = health.watch({ service: '' })[Symbol.asyncIterator]();
    expect(await watch.next()).toEqual({ done: false, value: { status: ServingStatus.SERVING } });
    const stopped = rpc.server.stop(3_600_000);
    expect(await watch.next()).toEqual({ done: false, value: { status: ServingStatus.NOT_SERVING } });
    expect(await watch.next()).toMatchObject({ done: true });
    await stopped;
  });
});

describe('the end of the server', () => {
  it('lets what goes on end and takes nothing new', async () => {
    const held = gate();
    rpc.work = async () => {
      await held.opened;
      return DUMPED;
    };
    const old = rpc.client.checkpoints.dump({ target, wait: minute });
    await until(() => rpc.asked.length === 1);
    const stopped = rpc.server.stop(3_600_000);
    const late = connect(`unix:${rpc.socket}`);
    expect(await rejection(late.hosts.getHost({}))).toMatchObject({ code: 'UNAVAILABLE' });
    late.close();
    expect(await rejection(rpc.client.hosts.getHost({}))).toMatchObject({ code: 'UNAVAILABLE' });
    held.open();
    expect((await old).operation?.state).toBe(OperationState.SUCCEEDED);
    await stopped;
    expect(rpc.log).not.toContainEqual(expect.objectContaining({ event: 'server.calls-cut-off' }));
  });

  it('cuts off what does not end in time, and the operation goes on', async () => {
    const held = gate();
    rpc.work = async () => {
      await held.opened;
      return DUMPED;
    };
    const call = rpc.client.checkpoints.dump({ target, wait: minute });
    const failed = rejection(call);
    await until(() => rpc.asked.length === 1);
    await rpc.server.stop(10);
    expect(await failed).toMatchObject({ name: 'CriudError' });
    expect(rpc.log).toContainEqual(expect.objectContaining({ event: 'server.calls-cut-off' }));
    const [operation] = rpc.operations.list();
    expect(operation?.outcome).toBeUndefined();
    held.open();
    await until(() => rpc.operations.list()[0]?.outcome?.kind === 'dump');
  });

  it('can come before the server has ever listened, and twice', async () => {
    await rpc.server.stop(1_000);
    await rpc.server.stop(1_000);
  });
});
