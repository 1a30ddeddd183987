import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { cgroupDirectoryOf, readCgroups } from '../../../src/host/cgroup.js';
import { readPageBytes, readPidMax } from '../../../src/host/kernel.js';
import { parseMapping } from '../../../src/host/mapping.js';
import { readAvailableMemory } from '../../../src/host/memory.js';
import { readPlaces } from '../../../src/host/place.js';
import { findPidHolders } from '../../../src/host/process-end.js';
import { parseSecurityLabel } from '../../../src/host/security-label.js';
import { parseUnixSocket, readUnixSockets } from '../../../src/host/unix-socket.js';
import { unlessAborted } from '../../../src/migration/preflight/deadline.js';
import { formatEndpoint, parseEndpoint } from '../../../src/migration/preflight/socket-needs.js';

describe('what a preflight reads', () => {
  it('has the program and the folders of a process', async () => {
    const places = await readPlaces(process.pid);
    expect(places).toMatchObject([
      { kind: 'executable', link: process.execPath, removed: false },
      { kind: 'working-directory', link: process.cwd() },
      { kind: 'root-directory', link: '/' },
    ]);
    expect(await readPlaces(2 ** 22 + 1)).toEqual([]);
  });

  it('has the names of unix sockets', async () => {
    const name = `\0criud-test-${process.pid}`;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(name, resolve));
    try {
      const found = [...(await readUnixSockets(process.pid)).values()];
      expect(found).toContainEqual({
        inode: expect.any(BigInt),
        listening: true,
        // Node pads a name to the length that an address can have.
        name: expect.stringMatching(new RegExp(`^@criud-test-${process.pid}@*$`)),
      });
    } finally {
      server.close();
    }
  });

  it('reads lines of the table of unix sockets, names with spaces too', () => {
    const line = '0000000048938ab5: 00000002 00000000 00010000 0001 01  4711 /run/a socket';
    expect(parseUnixSocket(line)).toEqual({ inode: 4711n, listening: true, name: '/run/a socket' });
    expect(parseUnixSocket('00000000d6d3c233: 00000002 00000000 00000000 0005 03 9224801')).toBeUndefined();
    expect(parseUnixSocket('')).toBeUndefined();
  });

  it('takes the mode off a security label, and none for what confines nothing', () => {
    expect(parseSecurityLabel('docker-default (enforce)\n')).toBe('docker-default');
    expect(parseSecurityLabel('system_u:system_r:httpd_t:s0\0')).toBe('system_u:system_r:httpd_t:s0');
    for (const none of ['unconfined\n', 'unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\0', '']) {
      expect(parseSecurityLabel(none)).toBeUndefined();
    }
  });

  it('has the cgroups of a process, and where they are', () => {
    const files: Record<string, string> = {
      '/proc/7/cgroup': '5:name=systemd:/a\n4:cpu,cpuacct:/jobs\n0::/box/job\n',
      '/proc/self/mountinfo': [
        '30 20 0:26 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct',
        '31 20 0:27 /box /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
      ].join('\n'),
    };
    const read = (path: string) => files[path];
    const cgroups = readCgroups(7, read);
    expect(cgroups).toEqual([
      { controllers: ['name=systemd'], path: '/a' },
      { controllers: ['cpu', 'cpuacct'], path: '/jobs' },
      { controllers: [], path: '/box/job' },
    ]);
    expect(cgroups.map((cgroup) => cgroupDirectoryOf(cgroup, read))).toEqual([
      undefined,
      '/sys/fs/cgroup/cpu,cpuacct/jobs',
      '/sys/fs/cgroup/unified/job',
    ]);
    expect(readCgroups(8, read)).toEqual([]);
  });

  it('tells mappings that go into their file', () => {
    const line = (permissions: string) => `00400000-0041b000 ${permissions} 00000000 08:01 4711   /srv/data`;
    expect(parseMapping(line('rw-s'))).toMatchObject({ shared: true, written: true });
    expect(parseMapping(line('rw-p'))?.written).toBeUndefined();
    expect(parseMapping(line('r--s'))?.written).toBeUndefined();
  });

  it('has the holders of numbers: tasks, and groups without a leader', () => {
    expect(findPidHolders([process.pid, 2 ** 22 + 1])).toMatchObject([
      { pid: process.pid, kind: 'process', facts: { pid: process.pid } },
    ]);
  });

  it('has what the kernel says of itself', async () => {
    expect(readPageBytes() % 4096).toBe(0);
    expect(readPageBytes()).toBeGreaterThan(0);
    expect(readPidMax()).toBeGreaterThan(process.pid);
    expect((await readAvailableMemory()).free).toBeGreaterThan(0);
  });

  it.each([
    ['127.0.0.1:80', '127.0.0.1', 80],
    ['[::1]:8080', '::1', 8080],
    ['[::ffff:10.0.0.5]:1', '10.0.0.5', 1],
    ['0.0.0.0:0', '0.0.0.0', 0],
  ])('takes the endpoint %s apart', (endpoint, address, port) => {
    expect(parseEndpoint(endpoint)).toEqual({ address, port });
    expect(parseEndpoint(formatEndpoint(address, port))).toEqual({ address, port });
  });

  it('waits for nothing longer than it may', async () => {
    const stop = new AbortController();
    const forever = unlessAborted(stop.signal, () => new Promise<never>(() => {}));
    stop.abort(new Error('long enough'));
    await expect(forever).rejects.toThrow('long enough');
    await expect(unlessAborted(stop.signal, async () => 1)).rejects.toThrow('long enough');
    expect(await unlessAborted(new AbortController().signal, async () => 1)).toBe(1);
  });
});
