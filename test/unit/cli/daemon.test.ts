import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch-folder.js';
import { serveCriu } from './criu-service.js';
import { type CriudRun, startCriud } from './criud.js';

let folder: string;
let started: CriudRun[];

beforeEach(() => {
  folder = scratchFolder();
  started = [];
  serveCriu(join(folder, 'criu.sock'));
});

afterEach(async () => {
  for (const run of started) run.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
});

/** A daemon with a socket and a state directory in the folder of the test, unless the flags say otherwise. */
function serve(...flags: readonly string[]): CriudRun {
  const own = ['--criu-service', join(folder, 'criu.sock'), '--state', join(folder, 'state')];
  const run = startCriud(['serve', ...own, '--socket', join(folder, 'run/criud.sock'), ...flags]);
  started.push(run);
  return run;
}

describe('the daemon', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and ends with status 0', async (signal) => {
    const run = serve('--listen', '127.0.0.1:0');
    expect(await run.event('daemon.serving')).toMatchObject({
      addresses: [`unix:${join(folder, 'run/criud.sock')}`, expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/)],
      criu: '4.2',
      state: join(folder, 'state'),
    });
    expect(statSync(join(folder, 'run/criud.sock')).isSocket()).toBe(true);
    expect(readdirSync(join(folder, 'state')).sort()).toEqual([
      'checkpoints',
      'incoming',
      'lock',
      'migrations',
      'operations',
      'tracking',
      'uploads',
      'work',
    ]);

    run.kill(signal);
    expect(await run.event('daemon.stopping')).toMatchObject({ signal });
    const { status, stderr } = await run.ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(run.event('daemon.stopped')).resolves.toBeDefined();
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(false);
  });

  it('logs nothing below the level that was asked for', async () => {
    const run = serve('--log-level', 'error');
    await expect.poll(() => existsSync(join(folder, 'run/criud.sock'))).toBe(true);
    run.kill('SIGTERM');
    expect(await run.ended).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('ends in order at a signal that comes while it begins', async () => {
    const socket = join(folder, 'other-criu.sock');
    let run: CriudRun | undefined;
    serveCriu(socket, () => run?.kill('SIGTERM'));
    run = serve('--criu-service', socket);
    expect(await run.event('daemon.stopping')).toMatchObject({ signal: 'SIGTERM' });
    expect((await run.ended).status).toBe(0);
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(false);
  });

  it('begins again where another was killed', async () => {
    const killed = serve();
    await killed.event('daemon.serving');
    killed.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(true);

    const run = serve();
    await run.event('daemon.serving');
    run.kill('SIGTERM');
    expect((await run.ended).status).toBe(0);
  });
});

describe('a daemon that cannot serve ends with status 1, says why, and disturbs no other', () => {
  async function expectRefusal(run: CriudRun, why: string | RegExp): Promise<void> {
    const { status, stderr } = await run.ended;
    expect(stderr).toMatch(why);
    expect(stderr).toMatch(/^criud: /m);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  }

  it('where another works in the state directory', async () => {
    const first = serve();
    await first.event('daemon.serving');
    const draft = join(folder, 'state/incoming/draft');
    mkdirSync(draft);
    await expectRefusal(serve('--socket', join(folder, 'other.sock')), 'Another criud works in');
    expect(existsSync(draft)).toBe(true);
    expect(existsSync(join(folder, 'other.sock'))).toBe(false);
    first.kill('SIGTERM');
    expect((await first.ended).status).toBe(0);
  });

  it('where another serves at the socket', async () => {
    const first = serve();
    await first.event('daemon.serving');
    await expectRefusal(serve('--state', join(folder, 'other')), 'somebody serves there');
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(true);
    first.kill('SIGTERM');
    expect((await first.ended).status).toBe(0);
  });

  it('where the port is taken, and gives up the socket that it had', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    await expectRefusal(serve('--listen', `127.0.0.1:${address.port}`), `127.0.0.1:${address.port}`);
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(false);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('where others can write to the state directory', async () => {
    mkdirSync(join(folder, 'state'));
    chmodSync(join(folder, 'state'), 0o777);
    await expectRefusal(serve(), 'Others can write');
  });

  it('where the state directory is a file', async () => {
    writeFileSync(join(folder, 'state'), '');
    await expectRefusal(serve(), /state.*\(E[A-Z]+\)/);
  });

  it('where there can be no folder for the socket', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expectRefusal(serve('--socket', join(folder, 'file/run/criud.sock')), 'file/run');
  });

  it('where no CRIU answers at the socket of the service', async () => {
    await expectRefusal(serve('--criu-service', join(folder, 'nobody.sock')), 'nobody.sock');
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });
});

describe('an address beyond the loopback interface', () => {
  it('is a wrong command line, and nothing is served', async () => {
    const { status, stderr } = await serve('--listen', '0.0.0.0:0').ended;
    expect(status).toBe(2);
    expect(stderr).toContain('loopback');
    expect(existsSync(join(folder, 'run/criud.sock'))).toBe(false);
  });
});
