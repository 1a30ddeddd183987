import { describe, expect, it } from 'vitest';
import { isCriuProcess, runsCriu } from '../../../src/host/criu-process.js';
import { restorersMemory, type TaskTexts } from '../../../src/host/half-restored.js';

const FUTEX = 202;

/** A task of a restore of CRIU 4.2.1 that was killed at post-restore, on x86_64. */
const IN_BLOB: TaskTexts = {
  syscall: '202 0x2e010 0x0 0x4 0x0 0x0 0x0 0x25ec8 0x18369\n',
  maps: `00010000-0001e000 rwxp 00000000 00:00 0 
0001e000-0002b000 rw-p 00000000 00:00 0 
0002b000-0002c000 rw-p 00000000 00:00 0 
0002c000-0002e000 rw-p 00000000 00:00 0 
0002e000-00030000 rw-s 00000000 00:01 135298                             /dev/zero (deleted)
561d244c1000-561d244c2000 r-xp 00001000 fe:00 5406735                    /opt/work/pipe-tree
7f4fff514000-7f4fff66a000 r-xp 00026000 fe:00 326269                     /usr/lib/x86_64-linux-gnu/libc.so.6
7fffcc558000-7fffcc579000 rw-p 00000000 00:00 0                          [stack]
`,
  status: 'Name:\tpipe-tree\nSigBlk:\tfffffffffffbfeff\n',
};

/** One that was killed at setup-namespaces: it is still in CRIU's program, here started by its dynamic linker. */
const IN_CRIU: TaskTexts = {
  syscall: '202 0x7f61d2656010 0x0 0x0 0x0 0x0 0x0 0x7ffdf52b2d68 0x7f61d2214e89\n',
  maps: `7f61d212c000-7f61d2294000 r-xp 00028000 fe:00 5319092                    /opt/criu/usr/lib/x86_64-linux-gnu/libc.so.6
7f61d2656000-7f61d2658000 rw-s 00000000 00:01 134378                     /dev/zero (deleted)
7f61d2700000-7f61d2800000 r-xp 00028000 fe:00 5319100                    /opt/criu/usr/sbin/criu
7ffdf5294000-7ffdf52b5000 rw-p 00000000 00:00 0                          [stack]
`,
  status: 'Name:\tld-linux-x86-64\nSigBlk:\tfffffffe7ffafeff\n',
};

function memoryOf(texts: TaskTexts, changes: Partial<TaskTexts> = {}): string | undefined {
  return restorersMemory({ ...texts, ...changes }, FUTEX);
}

describe('a task that waits for the CRIU that restores it', () => {
  it('is known by the word it waits at, wherever it is in the restore', () => {
    expect(memoryOf(IN_BLOB)).toBe('00:01 135298');
    expect(memoryOf(IN_CRIU)).toBe('00:01 134378');
    // Killed early, it goes on to the blob with fewer signals blocked.
    expect(memoryOf(IN_BLOB, { status: IN_CRIU.status })).toBe('00:01 135298');
  });

  it('is not a CRIU that waits for its tasks, at the word before', () => {
    expect(memoryOf(IN_CRIU, { syscall: IN_CRIU.syscall.replace('656010', '65600c') })).toBeUndefined();
  });

  it('is not one that runs, or waits for something else', () => {
    for (const syscall of ['running\n', '-1 0x25ec8 0x18369\n', IN_BLOB.syscall.replace('202', '0'), '']) {
      expect(memoryOf(IN_BLOB, { syscall }), syscall).toBeUndefined();
    }
  });

  it('is not a program that waits for a futex in its own code, file or memory', () => {
    const inLibc = IN_BLOB.syscall.replace('0x18369', '0x7f4fff5bd503');
    expect(memoryOf(IN_BLOB, { syscall: inLibc })).toBeUndefined();
    const fileCode = IN_BLOB.maps.replace('rwxp 00000000 00:00 0 ', 'rwxp 00000000 fe:00 9 /tmp/code');
    expect(memoryOf(IN_BLOB, { maps: fileCode })).toBeUndefined();
    const ownMemory = IN_BLOB.maps.replace('rw-s', 'rw-p');
    expect(memoryOf(IN_BLOB, { maps: ownMemory })).toBeUndefined();
    const sharedFile = IN_BLOB.maps.replace('/dev/zero (deleted)', '/dev/shm/memory');
    expect(memoryOf(IN_BLOB, { maps: sharedFile })).toBeUndefined();
  });

  it('is not one that takes signals', () => {
    for (const mask of ['0000000000000000', 'fffffffffffbbeff', '']) {
      expect(memoryOf(IN_BLOB, { status: `SigBlk:\t${mask}\n` }), mask).toBeUndefined();
    }
  });
});

describe('a CRIU', () => {
  it('is known by the program that it executes', () => {
    expect(runsCriu(IN_CRIU.maps)).toBe(true);
    expect(runsCriu(IN_CRIU.maps.replace('sbin/criu', 'sbin/criu-4.2 (deleted)'))).toBe(true);
    for (const name of ['criud', 'criu.d/gdb', 'mycriu', 'criuX']) {
      expect(runsCriu(IN_CRIU.maps.replace('sbin/criu', name)), name).toBe(false);
    }
    expect(runsCriu(IN_CRIU.maps.replaceAll('r-xp', 'r--p'))).toBe(false);
    expect(runsCriu(IN_BLOB.maps)).toBe(false);
  });

  it('is not this process', () => {
    expect(isCriuProcess(process.pid)).toBe(false);
  });
});
