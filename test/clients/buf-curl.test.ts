import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Daemon, startDaemon } from '../integration/daemon.js';
import { compiledProgram, startWorkload } from '../integration/workload.js';
import { run } from './command.js';

let daemon: Daemon;
let address: string;
beforeAll(async () => {
  daemon = await startDaemon({
    flags: ['--listen', '127.0.0.1:0'],
    under: [await compiledProgram('reaper')],
  });
  const serving = daemon.log.find(({ event }) => event === 'daemon.serving');
  address = Array.isArray(serving?.addresses) ? String(serving.addresses[1]) : '';
});
afterAll(() => daemon?.[Symbol.asyncDispose]());

/** What buf knows of the API it has from reflection alone: it is given no file. */
const curl = (...args: readonly string[]) => run(['buf', 'curl', '--protocol', 'grpc', ...args]);
const unix = () => ['--http2-prior-knowledge', '--unix-socket', daemon.socket];

/** Calls a method with a JSON request and gives its JSON response. */
async function call(method: string, request: object) {
  const url = `http://localhost/criud.v1.${method}`;
  const { status, stdout, stderr } = await curl(...unix(), '-d', JSON.stringify(request), url);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('buf curl', () => {
  it.each(['v1', 'v1alpha'])('lists the services by reflection %s', async (version) => {
    const protocol = `grpc-${version}`;
    const { status, stdout } = await curl(
      ...[...unix(), '--reflect-protocol', protocol],
      '--list-services',
      'http://localhost',
    );
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toEqual([
      'criud.v1.CatalogService',
      'criud.v1.CheckpointService',
      'criud.v1.HostService',
      'criud.v1.MigrationService',
      'criud.v1.OperationService',
      'criud.v1.ProcessService',
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
    ]);
  });

  it('gets the host, at the socket and at the port', async () => {
    const expected = await daemon.client.hosts.getHost({});
    const named = { criuVersion: expected.criuVersion, kernel: expected.kernel, bootId: expected.bootId };
    expect(await call('HostService/GetHost', {})).toMatchObject(named);
    const { status, stdout } = await curl(
      '--http2-prior-knowledge',
      `http://${address}/criud.v1.HostService/GetHost`,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject(named);
  });

  it('dumps and restores a process by JSON', async () => {
    const workload = await startWorkload('tcp-pair');
    try {
      const before = workload.count();
      const { operation: dump } = await call('CheckpointService/Dump', {
        target: { pid: workload.pid },
        options: { tcp: { established: true } },
        labels: { by: 'buf' },
        wait: '60s',
      });
      expect(dump).toMatchObject({
        state: 'OPERATION_STATE_SUCCEEDED',
        dump: { checkpoint: { pid: workload.pid, processes: 2, labels: { by: 'buf' } } },
      });
      expect(workload.isGone()).toBe(true);

      const { operation: restore } = await call('CheckpointService/Restore', {
        checkpoint: dump.checkpoint,
        wait: '60s',
      });
      expect(restore).toMatchObject({ state: 'OPERATION_STATE_SUCCEEDED', restore: { pid: workload.pid } });
      await workload.advancesFrom(before);
    } finally {
      await workload.stop();
    }
  });

  it('watches an operation to its end', async () => {
    const workload = await startWorkload('counter');
    try {
      const { operation } = await call('CheckpointService/Dump', { target: { pid: workload.pid } });
      const { status, stdout } = await curl(
        ...[...unix(), '-d', JSON.stringify({ name: operation.name })],
        'http://localhost/criud.v1.OperationService/WatchOperation',
      );
      expect(status).toBe(0);
      expect(stdout).toContain('PHASE_COMMITTING');
      expect(stdout).toContain('"state": "OPERATION_STATE_SUCCEEDED"');
    } finally {
      await workload.stop();
    }
  });

  it('is told what is wrong with a request', async () => {
    const { status, stderr } = await curl(
      ...[...unix(), '-d', '{"target": {"pid": 0}}'],
      'http://localhost/criud.v1.CheckpointService/Dump',
    );
    expect(status).not.toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('target.pid: must be greater than 0'),
      details: expect.arrayContaining([expect.objectContaining({ type: 'criud.v1.FailureDetail' })]),
    });
  });
});
