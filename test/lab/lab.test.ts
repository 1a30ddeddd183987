import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './files.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';

/** Arguments of Node that do what `npm run lab` does. */
const LAB = [join(ROOT, 'test/lab/main.mjs')];

let lab: Lab;
let a: LabHost;
let b: LabHost;

beforeAll(async () => {
  lab = await openLab('lab');
  [a, b] = await Promise.all([lab.host(), lab.host()]);
});
afterAll(() => lab?.end());

describe('A host of the lab', () => {
  it('runs a command', async () => {
    const answer = await a.run('cat', ['-', '/proc/sys/kernel/hostname'], { stdin: 'host ' });
    expect(answer).toEqual({ code: 0, signal: null, timedOut: false, stdout: 'host a\n', stderr: '' });
    expect(await a.shell('pwd; echo $FLAG', { cwd: '/project', env: { FLAG: 'set' } })).toBe(
      '/project\nset\n',
    );
  });

  it('says all about a command that fails', async () => {
    const failing = a.shell('echo this went well; echo this did not >&2; exit 3');
    await expect(failing).rejects.toThrow(
      /host a: .*ended with 3\nthis went well\n\nthis did not\n\nSee .*\/a$/s,
    );
    await expect(a.run('no-such-command')).rejects.toThrow('ENOENT');
    expect(await a.run('false', [], { mayFail: true })).toMatchObject({ code: 1 });
  });

  it('ends a command whose time is over with all that it has begun', async () => {
    const script = 'sleep 1000 & echo $!; wait';
    const error = await a.shell(script, { timeoutMs: 500 }).catch((cause: unknown) => cause);
    const [, sleeper] = /killed after 500 ms\n(\d+)/.exec(String(error)) ?? [];
    expect(sleeper).toBeDefined();
    await a.waitFor('the end of the sleeper', 5_000, async () => {
      return (await a.run('test', ['-e', `/proc/${sleeper}`], { mayFail: true })).code === 1 || undefined;
    });
  });

  it('does not wait for what a command leaves behind, and reaps it', async () => {
    const [pid] = (await a.shell('setsid sleep 0.2 & echo $!')).split('\n');
    await a.waitFor('the end of the orphan', 5_000, async () => {
      return (await a.run('test', ['-e', `/proc/${pid}`], { mayFail: true })).code === 1 || undefined;
    });
  });

  it('keeps a process and tells how it has ended', async () => {
    const process = await a.start('bash', ['-c', 'echo begun; sleep 1000']);
    await a.waitFor('its first word', 5_000, async () => (await process.output()) === 'begun\n' || undefined);
    await expect(process.ended(200)).rejects.toThrow('not within 200 ms');
    await process.kill('SIGTERM');
    expect(await process.ended()).toEqual({ code: null, signal: 'SIGTERM' });
  });

  it('takes files and gives them back', async () => {
    const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251));
    await a.writeFile('/var/tmp/folder/file', content, 0o640);
    expect((await a.readFile('/var/tmp/folder/file')).equals(content)).toBe(true);
    expect(await a.shell('stat -c "%a %s" /var/tmp/folder/file')).toBe('640 3000000\n');
    expect(await a.list('/var/tmp/folder')).toEqual(['file']);
    await a.copyTo(b, '/var/tmp/folder');
    expect((await b.readFile('/var/tmp/folder/file')).equals(content)).toBe(true);
    await expect(a.readFile('/var/tmp/none')).rejects.toThrow('ENOENT');
  });

  it('has the time of this machine, all the modules that CRIU wants, and Node', async () => {
    const here = Date.now() / 1000;
    expect(Math.abs(Number(await a.shell('date +%s')) - here)).toBeLessThan(5);
    expect(await a.shell('criu check')).toContain('Looks good');
    expect((await a.shell('node --version')).trim()).toMatch(/^v\d+/);
  });

  it('is reached through a tunnel, in both directions and to the end', async () => {
    const server = await a.start('socat', ['-t', '30', 'TCP-LISTEN:9000,reuseaddr,fork', 'EXEC:sha256sum']);
    await a.waitFor('the server', 5_000, async () => {
      return (await a.shell('ss -ltn')).includes(':9000') || undefined;
    });
    const bytes = Buffer.alloc(1_000_000, 'tunnel');
    const tunnel = await a.connect('127.0.0.1:9000');
    tunnel.end(bytes);
    await a.writeFile('/tmp/bytes', bytes);
    expect(await text(tunnel)).toBe((await a.run('sha256sum', [], { stdin: bytes.toString() })).stdout);
    await server.kill();
    await expect(a.connect('127.0.0.1:9000')).rejects.toThrow('ECONNREFUSED');
    await expect(a.connect('/run/none.sock')).rejects.toThrow('ENOENT');
  });

  it('runs a workload, which counts', async () => {
    await using counter = await a.workload('counter', ['4']);
    const before = await counter.count();
    expect(await counter.advancesFrom(before)).toBeGreaterThan(before);
    expect(await counter.isGone()).toBe(false);
    await counter.stop();
    expect(await counter.isGone()).toBe(true);
    expect((await a.list('/var/tmp')).filter((name) => name.startsWith('criud-'))).toEqual([]);
  });

  it('runs a criud, which finds memory tracking', async () => {
    await using criud = await a.startCriud({ flags: ['--log-level', 'debug'] });
    const host = await criud.client.hosts.getHost({});
    expect(host).toMatchObject({ hostname: 'a', kernel: expect.stringMatching(/^6\.12\./) });
    expect(host.criuVersion).toMatch(/^4\.2/);
    expect(host.features?.memoryTracking).toBe(true);
    expect(await criud.stop()).toBe(0);
    expect(criud.log.at(-1)?.event).toBe('daemon.stopped');
    expect(readFileSync(join(a.folder, 'criud-1.log'), 'utf8')).toContain('daemon.stopped');
  });
});

describe('Two hosts of a lab', () => {
  it('reach each other until the cable of one is out, and again', async () => {
    const ping = () => a.run('ping', ['-c', '1', '-W', '1', b.address], { mayFail: true });
    expect(await ping()).toMatchObject({ code: 0 });
    await b.unplug();
    expect(await ping()).toMatchObject({ code: 1 });
    await b.plug();
    await a.waitFor('an answer', 10_000, async () => (await ping()).code === 0 || undefined);
  });

  it('reach nobody else', async () => {
    const reached: string[] = [];
    const server = createServer((socket) => {
      reached.push(String(socket.remoteAddress));
      socket.destroy();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    // As an object, since it listens on TCP.
    const { port } = server.address() as AddressInfo;
    // The address at which a guest of QEMU finds the machine that it runs on, where it may.
    const { code } = await a.run('timeout', ['5', 'bash', '-c', `< /dev/tcp/10.0.2.2/${port}`], {
      mayFail: true,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(code).not.toBe(0);
    expect(reached).toEqual([]);
  });

  it('have boots and hardware addresses of their own', async () => {
    for (const path of ['/proc/sys/kernel/random/boot_id', '/sys/class/net/eth0/address']) {
      const [ofA, ofB] = await Promise.all([a.readLine(path), b.readLine(path)]);
      expect(ofA).not.toBe('');
      expect(ofA).not.toBe(ofB);
    }
  });

  it('never give a pid twice', async () => {
    const pids = await Promise.all([a, b].map(async (host) => Number(await host.shell('echo $$'))));
    expect(pids.map((pid) => Math.floor(pid / 10_000))).toEqual([1, 2]);
  });
});

describe('A guest that ends', () => {
  it('by a panic fails what waits, at once and with the end of its console', async () => {
    const sleeping = b.run('sleep', ['50']).catch((error: unknown) => error);
    const trigger = b.shell('echo 1 > /proc/sys/kernel/sysrq; echo c > /proc/sysrq-trigger');
    await expect(trigger).rejects.toThrow(
      /the guest has ended by itself.*sysrq triggered crash.*See \.cache\/lab\/runs/s,
    );
    expect(String(await sleeping)).toContain('sysrq triggered crash');
    await expect(b.run('true')).rejects.toThrow('sysrq triggered crash');
  });

  it('with the process that started it, even when that is killed', async () => {
    const child = spawn(process.execPath, LAB, { stdio: ['ignore', 'ignore', 'inherit'] });
    const qemu = await a.waitFor('its QEMU', 30_000, () =>
      childrenOf(child.pid).find((pid) => commandOf(pid).includes('qemu')),
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    await a.waitFor('the end of its QEMU', 10_000, () => !commandOf(qemu).includes('qemu') || undefined);
  });

  it('because the test kills it says so', async () => {
    const sleeping = a.run('sleep', ['50']).catch((error: unknown) => error);
    await a.kill();
    expect(String(await sleeping)).toMatch(/host a: sleep 50: the guest was killed by the test/);
    expect(existsSync(`/proc/${a.qemu}`)).toBe(false);
  });
});

it('A person gets a shell in a host, with criud and CRIU', async () => {
  const child = spawn(process.execPath, [...LAB, 'shell', '--criu', '4.1'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const script = 'criu --version; tty; type criud; ls /run/criud; exit 7';
  child.stdin.end(`${script}\n`);
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(said).toMatch(/Version: 4\.1.*\/dev\/pts\/\d+.*criud is .*criud\.sock/s);
  expect(child.exitCode).toBe(0);
});

function childrenOf(pid: number | undefined): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Empty for a process that has ended, its zombie too. */
function commandOf(pid: number): string {
  return existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, 'latin1') : '';
}
