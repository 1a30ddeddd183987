import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  adoptSeqpacket,
  openSeqpacketPair,
  type Packet,
  type SeqpacketSocket,
  SystemCallError,
} from '../../../src/native/index.js';
import { descriptorsOpenedBy, flagsOf, openDescriptors } from './open-descriptors.js';

let folder: string;
let before: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'criud-native-'));
  // The first pair of a process also loads the addon.
  const { ours, theirs } = openSeqpacketPair();
  ours.close();
  theirs.close();
  before = openDescriptors().size;
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  expect(openDescriptors().size, 'descriptors left open').toBe(before);
});

/** Two connected sockets, closed at the end of `work`. */
async function withPair(
  work: (one: SeqpacketSocket, other: SeqpacketSocket) => Promise<void>,
): Promise<void> {
  const { ours, theirs } = openSeqpacketPair();
  const peer = adoptSeqpacket(theirs);
  try {
    await work(ours, peer);
  } finally {
    ours.close();
    peer.close();
  }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function text(packet: Packet | undefined): string | undefined {
  return packet === undefined ? undefined : new TextDecoder().decode(packet.bytes);
}

describe('packets', () => {
  it('arrive as they were sent, one by one', async () => {
    await withPair(async (one, other) => {
      await one.send(bytes('first'));
      await one.send(new Uint8Array(100_000).fill(7));
      await one.send(Buffer.from('.third.').subarray(1, 6));
      expect(text(await other.receive())).toBe('first');
      expect((await other.receive())?.bytes).toEqual(new Uint8Array(100_000).fill(7));
      expect(text(await other.receive())).toBe('third');
    });
  });

  it('go both ways, to a receiver that already waits', async () => {
    await withPair(async (one, other) => {
      for (let round = 0; round < 100; round++) {
        const [question, answer] = [other.receive(), one.receive()];
        await one.send(bytes(`question ${round}`));
        expect(text(await question)).toBe(`question ${round}`);
        await other.send(bytes(`answer ${round}`));
        expect(text(await answer)).toBe(`answer ${round}`);
      }
    });
  });

  it('wait for room in the socket and keep their order', async () => {
    await withPair(async (one, other) => {
      const count = 1000;
      let sent = 0;
      const sending = Array.from({ length: count }, (_, index) =>
        one.send(Buffer.alloc(1024, `${index} `)).then(() => sent++),
      );
      await nextTurn();
      expect(sent).toBeGreaterThan(0);
      expect(sent).toBeLessThan(count);
      for (let index = 0; index < count; index++) {
        expect(text(await other.receive())?.split(' ', 1)).toEqual([String(index)]);
      }
      await Promise.all(sending);
      expect(sent).toBe(count);
    });
  });

  it('can be received while a send waits for room', async () => {
    await withPair(async (one, other) => {
      const sending = Array.from({ length: 1000 }, () => one.send(new Uint8Array(1024)));
      const answer = one.receive();
      await other.send(bytes('answer'));
      expect(text(await answer)).toBe('answer');
      one.close();
      const results = await Promise.allSettled(sending);
      expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'ECANCELED' } });
    });
  });

  it('larger than the socket are refused, and the next one goes through', async () => {
    await withPair(async (one, other) => {
      await expect(one.send(new Uint8Array(8 << 20))).rejects.toMatchObject({
        name: 'SystemCallError',
        code: 'EMSGSIZE',
        syscall: 'sendmsg',
      });
      await one.send(bytes('small'));
      expect(text(await other.receive())).toBe('small');
    });
  });

  it('without bytes are the end', async () => {
    await withPair(async (one, other) => {
      await one.send(new Uint8Array(0));
      expect(await other.receive()).toBeUndefined();
    });
  });
});

describe('a peer that is gone', () => {
  it('is the end for the receiver, after what it had sent', async () => {
    await withPair(async (one, other) => {
      await other.send(bytes('last words'));
      other.close();
      expect(text(await one.receive())).toBe('last words');
      expect(await one.receive()).toBeUndefined();
      expect(await one.receive()).toBeUndefined();
    });
  });

  it('is the end for a receiver that already waits', async () => {
    await withPair(async (one, other) => {
      const end = one.receive();
      other.close();
      expect(await end).toBeUndefined();
    });
  });

  it('has its last words delivered even when it left ours unread', async () => {
    await withPair(async (one, other) => {
      await one.send(bytes('unread'));
      await other.send(bytes('last words'));
      other.close();
      expect(text(await one.receive())).toBe('last words');
      expect(await one.receive()).toBeUndefined();
    });
  });

  it('is an error for the sender, and no signal', async () => {
    await withPair(async (one, other) => {
      other.close();
      await expect(one.send(bytes('hello'))).rejects.toMatchObject({ code: 'EPIPE', syscall: 'sendmsg' });
    });
  });

  it('is an error for a sender that waits for room', async () => {
    await withPair(async (one, other) => {
      const sending = Promise.allSettled(Array.from({ length: 1000 }, () => one.send(new Uint8Array(1024))));
      await nextTurn();
      other.close();
      const results = await sending;
      expect(results[0]).toMatchObject({ status: 'fulfilled' });
      expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'EPIPE' } });
    });
  });
});

describe('descriptors in a packet', () => {
  it('arrive as descriptors of the receiver, close-on-exec, on the same open file', async () => {
    await withPair(async (one, other) => {
      const path = join(folder, 'passed');
      const file = openSync(path, 'w');
      await one.send(bytes('with a file'), [file, file]);
      closeSync(file);
      const packet = await other.receive();
      expect(text(packet)).toBe('with a file');
      const [first, second] = packet?.descriptors ?? [];
      expect(packet?.descriptors).toHaveLength(2);
      expect(first?.number).not.toBe(second?.number);
      for (const descriptor of packet?.descriptors ?? []) {
        writeSync(descriptor.number, 'x');
        expect(flagsOf(descriptor.number).closeOnExec).toBe(true);
        descriptor.close();
      }
      expect(readFileSync(path, 'utf8')).toBe('xx');
    });
  });

  it('stay with the packet they were sent with', async () => {
    await withPair(async (one, other) => {
      await one.send(bytes('a'));
      await one.send(bytes('b'), [0]);
      await one.send(bytes('c'));
      for (const expected of [0, 1, 0]) {
        const packet = await other.receive();
        expect(packet?.descriptors).toHaveLength(expected);
        for (const descriptor of packet?.descriptors ?? []) descriptor.close();
      }
    });
  });

  it('are all closed when they are more than there is room for', async () => {
    await withPair(async (one, other) => {
      for (const count of [17, 100, 253]) {
        const open = openDescriptors().size;
        await one.send(
          bytes('too many'),
          Array.from({ length: count }, () => 0),
        );
        await expect(other.receive()).rejects.toMatchObject({ code: 'ENOBUFS', syscall: 'recvmsg' });
        expect(openDescriptors().size).toBe(open);
      }
      await one.send(
        bytes('as many as fit'),
        Array.from({ length: 16 }, () => 0),
      );
      const packet = await other.receive();
      expect(packet?.descriptors).toHaveLength(16);
      for (const descriptor of packet?.descriptors ?? []) descriptor.close();
    });
  });

  it('that are not open, or too many to send, are refused', async () => {
    await withPair(async (one) => {
      await expect(one.send(bytes('x'), [987_654])).rejects.toMatchObject({ code: 'EBADF' });
      await expect(
        one.send(
          bytes('x'),
          Array.from({ length: 254 }, () => 0),
        ),
      ).rejects.toMatchObject({
        code: 'EINVAL',
      });
    });
  });
});

describe('a pair', () => {
  it('is close-on-exec at both ends and blocking only at theirs', () => {
    let pair: ReturnType<typeof openSeqpacketPair> | undefined;
    const opened = descriptorsOpenedBy(() => {
      pair = openSeqpacketPair();
    });
    const theirs = pair?.theirs.number;
    const ours = opened.find((number) => number !== theirs);
    expect(opened).toHaveLength(2);
    expect(flagsOf(Number(ours))).toEqual({ closeOnExec: true, blocking: false });
    expect(flagsOf(Number(theirs))).toEqual({ closeOnExec: true, blocking: true });
    pair?.ours.close();
    pair?.theirs.close();
  });

  it('reaches a child only by the number that it is given', () => {
    const { ours, theirs } = openSeqpacketPair();
    const { ino } = fstatSync(theirs.number);
    const sockets = (stdio: number[]): string[] => {
      const listing = openSync(join(folder, 'listing'), 'w+');
      spawnSync('sh', ['-c', 'for fd in /proc/self/fd/*; do readlink "$fd"; done'], {
        stdio: ['ignore', listing, 'inherit', ...stdio],
      });
      closeSync(listing);
      return readFileSync(join(folder, 'listing'), 'utf8').trim().split('\n');
    };
    const without = sockets([]);
    const withTheirs = sockets([theirs.number]);
    expect(without).not.toHaveLength(0);
    expect(without).not.toContain(`socket:[${ino}]`);
    expect(withTheirs).toContain(`socket:[${ino}]`);
    expect(withTheirs.filter((link) => !without.includes(link))).toEqual([`socket:[${ino}]`]);
    ours.close();
    theirs.close();
  });

  it('names this process at both ends', async () => {
    await withPair(async (one, other) => {
      const self = { pid: process.pid, uid: process.getuid?.(), gid: process.getgid?.() };
      expect(one.peer()).toEqual(self);
      expect(other.peer()).toEqual(self);
    });
  });

  it('of which 2000 are opened, used and closed leaves nothing open', async () => {
    for (let count = 0; count < 2000; count++) {
      const { ours, theirs } = openSeqpacketPair();
      const end = count % 2 === 0 ? ours.receive() : undefined;
      theirs.close();
      await end;
      ours.close();
    }
  });
});

describe('closing', () => {
  it('settles what is pending, closes at once and may be done again', async () => {
    const { ours, theirs } = openSeqpacketPair();
    const receiving = ours.receive();
    const sending = Promise.allSettled(Array.from({ length: 1000 }, () => ours.send(new Uint8Array(1024))));
    const open = openDescriptors().size;
    ours.close();
    expect(openDescriptors().size).toBe(open - 1);
    ours.close();
    expect(ours.closed).toBe(true);
    await expect(receiving).rejects.toMatchObject({ name: 'SystemCallError', code: 'ECANCELED' });
    expect((await sending).at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'ECANCELED' } });
    theirs.close();
  });

  it('makes every later use an EBADF, even when its number is in use again', async () => {
    const { ours, theirs } = openSeqpacketPair();
    ours.close();
    theirs.close();
    const next = openSeqpacketPair();
    expect(() => ours.peer()).toThrow(SystemCallError);
    await expect(ours.send(bytes('x'))).rejects.toMatchObject({ code: 'EBADF', syscall: 'sendmsg' });
    await expect(ours.receive()).rejects.toMatchObject({ code: 'EBADF', syscall: 'recvmsg' });
    ours.close();
    next.theirs.close();
    expect(await next.ours.receive()).toBeUndefined();
    next.ours.close();
  });

  it('right after a packet arrived is fine', async () => {
    await withPair(async (one, other) => {
      const received = one.receive().then((packet) => {
        one.close();
        return packet;
      });
      await other.send(bytes('one'));
      expect(text(await received)).toBe('one');
      await expect(other.send(bytes('two'))).rejects.toMatchObject({ code: 'EPIPE' });
    });
  });
});

describe('misuse', () => {
  it('of receive, twice at a time, is refused and does not disturb the first', async () => {
    await withPair(async (one, other) => {
      const first = one.receive();
      await expect(one.receive()).rejects.toMatchObject({ code: 'EALREADY' });
      await other.send(bytes('for the first'));
      expect(text(await first)).toBe('for the first');
    });
  });

  it('of adopt, on a file that is no such socket, closes the descriptor and says so', async () => {
    await withPair(async (one, other) => {
      const file = openSync('/dev/null', 'r');
      await one.send(bytes('a file'), [file]);
      closeSync(file);
      const [received] = (await other.receive())?.descriptors ?? [];
      if (received === undefined) throw new Error('no descriptor arrived');
      expect(() => adoptSeqpacket(received)).toThrow(expect.objectContaining({ code: 'ENOTSOCK' }));
      expect(received.closed).toBe(true);
    });
  });
});
