import { describe, expect, it } from 'vitest';
import { frozenCgroupOf } from '../../../src/host/cgroup.js';
import { parseMapping } from '../../../src/host/mapping.js';
import { deviceNumbers } from '../../../src/host/open-file.js';
import { parseTcpSocket } from '../../../src/host/tcp-socket.js';

describe('the tables of /proc', () => {
  it('reads lines of maps, names with spaces too', () => {
    const name = '/var/lib/a file (deleted)';
    expect(parseMapping(`00400000-0041b000 r--s 00000000 08:01 4711                       ${name}`)).toEqual({
      range: '400000-41b000',
      shared: true,
      inode: 4711n,
      name,
      removed: false,
    });
    expect(parseMapping('7ffc1000-7ffc2000 rw-p 00000000 00:00 0 ')).toBeUndefined();
    expect(parseMapping('')).toBeUndefined();
  });

  it('reads lines of the TCP tables', () => {
    const line = (addresses: string, state: string, inode: string) =>
      `   0: ${addresses} ${state} 00000000:00000002 00:00000000 00000000  1000        0 ${inode} 1 0 100 0 0 10 0`;
    expect(parseTcpSocket(line('0100007F:0050 0200A8C0:C001', '01', '4711'))).toEqual({
      inode: 4711n,
      state: 'ESTABLISHED',
      local: '127.0.0.1:80',
      remote: '192.168.0.2:49153',
      receiveQueue: 2,
    });
    const v6 = '00000000000000000000000001000000:0050 B80D01200000000000000000EFCDAB89:1F90';
    expect(parseTcpSocket(line(v6, '08', '5'))).toMatchObject({
      state: 'CLOSE_WAIT',
      local: '[::1]:80',
      remote: '[2001:db8::89ab:cdef]:8080',
    });
    const mapped = '0000000000000000FFFF00000100007F:0050 0000000000000000FFFF0000030200C0:0001';
    expect(parseTcpSocket(line(mapped, '0B', '6'))).toMatchObject({
      state: 'CLOSING',
      local: '[::ffff:127.0.0.1]:80',
      remote: '[::ffff:192.0.2.3]:1',
    });
    expect(parseTcpSocket(line('0100007F:0050 0200A8C0:C001', '06', '0'))).toBeUndefined();
    expect(parseTcpSocket('')).toBeUndefined();
  });

  it('takes device numbers apart, beyond the old 8 bits too', () => {
    expect(deviceNumbers(0x8803n)).toEqual({ major: 136, minor: 3 });
    expect(deviceNumbers(0x100088aan)).toEqual({ major: 0x88, minor: 0x100aa });
    expect(deviceNumbers(0x1000000000000n + 0x501n)).toEqual({ major: 0x10005, minor: 1 });
  });
});

describe('a frozen cgroup', () => {
  const files = (extra: Record<string, string>) => {
    const all: Record<string, string> = {
      '/proc/self/mountinfo': [
        '30 20 0:26 / /sys/fs/cgroup/freezer rw shared:1 - cgroup cgroup rw,freezer',
        '31 20 0:27 / /sys/fs/cgroup/memory rw shared:1 - cgroup cgroup rw,memory',
        '32 20 0:28 /box /sys/fs/cgroup/unified rw shared:1 - cgroup2 cgroup2 rw',
      ].join('\n'),
      ...extra,
    };
    return (path: string) => all[path];
  };

  it('is found by the freezer of cgroup v1', () => {
    const membership = '5:freezer:/jobs/a\n4:memory:/\n0::/box\n';
    const state = (text: string) =>
      files({ '/proc/7/cgroup': membership, '/sys/fs/cgroup/freezer/jobs/a/freezer.state': text });
    expect(frozenCgroupOf(7, state('FROZEN\n'))).toBe('/sys/fs/cgroup/freezer/jobs/a');
    expect(frozenCgroupOf(7, state('FREEZING\n'))).toBe('/sys/fs/cgroup/freezer/jobs/a');
    expect(frozenCgroupOf(7, state('THAWED\n'))).toBeUndefined();
  });

  it('is found in cgroup v2, below the cgroup that is mounted', () => {
    const events = (text: string) =>
      files({ '/proc/7/cgroup': '0::/box/job\n', '/sys/fs/cgroup/unified/job/cgroup.events': text });
    expect(frozenCgroupOf(7, events('populated 1\nfrozen 1\n'))).toBe('/sys/fs/cgroup/unified/job');
    expect(frozenCgroupOf(7, events('populated 1\nfrozen 0\n'))).toBeUndefined();
  });

  it('is not guessed where the cgroup is not mounted, or the process has gone', () => {
    expect(frozenCgroupOf(7, files({ '/proc/7/cgroup': '0::/elsewhere\n' }))).toBeUndefined();
    expect(frozenCgroupOf(7, files({}))).toBeUndefined();
  });
});
