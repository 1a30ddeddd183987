import { readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Daemon, startDaemon } from '../integration/daemon.js';
import { compiledProgram, parseState, startWorkload, until } from '../integration/workload.js';
import { run } from './command.js';
import { makePythonStubs, type Stubs } from './python-stubs.js';

let stubs: Stubs;
let daemon: Daemon;
beforeAll(async () => {
  stubs = await makePythonStubs();
  daemon = await startDaemon({ under: [await compiledProgram('reaper')] });
});
afterAll(async () => {
  await daemon?.[Symbol.asyncDispose]();
  await stubs?.[Symbol.asyncDispose]();
});

const example = (...args: readonly string[]) =>
  run(['python3', 'examples/python/dump_and_restore.py', ...args], { PYTHONPATH: stubs.folder });

describe('the Python client, with messages that protoc has made', () => {
  it('dumps and restores a process', async () => {
    const workload = await startWorkload('counter');
    try {
      const before = workload.count();
      const { status, stdout, stderr } = await example(`unix:${daemon.socket}`, String(workload.pid));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const lines = stdout.trimEnd().split('\n');
      const { criudVersion, criuVersion, hostname } = await daemon.client.hosts.getHost({});
      expect(lines[0]).toBe(`criud ${criudVersion} with CRIU ${criuVersion} on ${hostname}`);
      expect(lines.slice(1, -2).filter((line) => line.includes('PHASE'))).toEqual(
        ['PREPARING', 'DUMPING', 'COMMITTING', 'RELEASING', 'CONFIRMING', 'DIGESTING'].map(
          (phase) => `  PHASE_${phase}`,
        ),
      );
      expect(lines).toContain('  CRIU stood at post-dump');
      const { operations } = await daemon.client.operations.listOperations({});
      expect(lines.at(-2)).toMatch(
        new RegExp(
          `^dumped 1 processes into ${operations[0]?.checkpoint}: \\d{7,} bytes, frozen for \\d+ ms$`,
        ),
      );
      expect(lines.at(-1)).toBe(`restored as process ${workload.pid}`);
      await workload.advancesFrom(before);
    } finally {
      await workload.stop();
    }
  });

  it('holds a dump, restores a copy in another pid namespace, refuses, and both run on', async () => {
    const workload = await startWorkload('pipe-tree');
    const own = await mkdtemp(join(tmpdir(), 'criud-copy-'));
    const copied = join(own, 'copy');
    try {
      // What the copy writes must not be what the original writes: it sees another folder in the same place.
      await cp(workload.folder, copied, { recursive: true });
      await chmod(copied, (await stat(workload.folder)).mode);
      await using elsewhere = await startDaemon({
        under: [
          ...['unshare', '--pid', '--fork', '--mount', '--mount-proc', '--kill-child', 'sh', '-c'],
          'mount --bind "$1" "$2" && shift 2 && exec "$@"',
          ...['sh', copied, workload.folder],
        ],
      });
      const { status, stdout, stderr } = await run(
        [
          ...['python3', 'examples/python/hold_and_copy.py'],
          ...[`unix:${daemon.socket}`, daemon.stateFolder, String(workload.pid)],
          ...[`unix:${elsewhere.socket}`, elsewhere.stateFolder],
        ],
        { PYTHONPATH: stubs.folder },
      );
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.split('\n')).toEqual([
        expect.stringMatching(/^checkpoints\/.* is whole, and process \d+ stands still$/),
        `the copy runs as process ${workload.pid} over there`,
        expect.stringMatching(/^the dump ended with: A client refused at the hook post-dump/),
        '',
      ]);
      await workload.advancesFrom(workload.count());
      const countOfCopy = () => parseState(readFileSync(join(copied, 'state'), 'utf8'))?.get('count') ?? 0;
      const before = countOfCopy();
      await until('a round of the copy', 10_000, () => countOfCopy() > before || undefined);
      expect(workload.pids().length).toBeGreaterThan(1);
    } finally {
      await workload.stop();
      await rm(own, { recursive: true, force: true });
    }
  });

  it('is told why a call failed', async () => {
    const { status, stdout, stderr } = await example(`unix:${daemon.socket}`, '-5');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^criud .*\n$/);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^failed: INVALID_REQUEST: The request is not valid/),
      '  field: target.pid: must be greater than 0, and is -5',
      '  to do: Correct the named fields and send the request again.',
      '',
    ]);
  });

  it('is told why an operation failed, by CRIU', async () => {
    const workload = await startWorkload('unix-half');
    try {
      const { status, stderr } = await example(`unix:${daemon.socket}`, String(workload.pid));
      expect(status).toBe(1);
      expect(stderr.split('\n')).toEqual([
        expect.stringMatching(/^failed: UNIX_SOCKET_PEER_OUTSIDE: The dump failed/),
        expect.stringMatching(/^ {2}CRIU: .*External socket is used/),
        '  the tree: TREE_STATE_RUNNING',
        expect.stringMatching(/^ {2}to do: Set options\.sockets\.external_unix/),
        '',
      ]);
      await workload.advancesFrom(workload.count());
    } finally {
      await workload.stop();
    }
  });

  it('says so where nobody serves', async () => {
    const { status, stderr } = await example(`unix:${stubs.folder}/nobody.sock`, '1');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^failed: UNAVAILABLE: /),
    });
  });
});
