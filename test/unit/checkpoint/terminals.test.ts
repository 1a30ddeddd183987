import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTerminals, type Terminals } from '../../../src/checkpoint/terminals.js';
import {
  adoptSeqpacket,
  type Descriptor,
  listenSeqpacket,
  openSeqpacketPair,
} from '../../../src/native/index.js';
import { openDescriptors } from '../native/open-descriptors.js';

/** A process of terminal-user.c, and the other end of its terminal. */
interface TerminalUser {
  readonly master: Descriptor;
  /** Has it do something and returns what it answers. */
  tell(line: string): Promise<string>;
  end(): Promise<void>;
}

let folder: string;
let terminals: Terminals;
let users: TerminalUser[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'criud-terminals-'));
  const source = join(import.meta.dirname, 'terminal-user.c');
  execFileSync('cc', ['-O1', '-Wall', '-o', join(folder, 'terminal-user'), source], { stdio: 'inherit' });
});

beforeEach(() => {
  terminals = openTerminals();
  users = [];
});

afterEach(async () => {
  terminals.close();
  await Promise.all(users.map((user) => user.end()));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function startUser(): Promise<TerminalUser> {
  const path = join(folder, 'socket');
  rmSync(path, { force: true });
  const listener = listenSeqpacket(path);
  const child = spawn(join(folder, 'terminal-user'), [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const connection = await listener.accept();
  const [master] = (await connection.receive())?.descriptors ?? [];
  connection.close();
  listener.close();
  if (master === undefined) throw new Error('no terminal came');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const user: TerminalUser = {
    master,
    async tell(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`terminal-user ended at ${line}`);
      return value;
    },
    async end() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  users.push(user);
  return user;
}

describe('a kept terminal', () => {
  it('is owned from then on', async () => {
    const { master } = await startUser();
    const { number } = master;
    terminals.keep(master);
    expect(master.closed).toBe(true);
    expect(openDescriptors().get(number)).toBe('/dev/ptmx');
    expect(terminals.count).toBe(1);
  });

  it('takes more from who writes than any terminal holds', async () => {
    const user = await startUser();
    terminals.keep(user.master);
    expect(await user.tell('write 1048576')).toBe('wrote 1048576');
    expect(await user.tell('write 1')).toBe('wrote 1');
    expect(terminals.count).toBe(1);
  });

  it('keeps its settings', async () => {
    const user = await startUser();
    const before = await user.tell('settings');
    terminals.keep(user.master);
    await user.tell('write 100000');
    expect(await user.tell('settings')).toBe(before);
  });

  it('is let go when the last process has, and only that one', async () => {
    const before = openDescriptors();
    const [one, other] = [await startUser(), await startUser()];
    for (const { master } of [one, other]) terminals.keep(master);
    expect(terminals.count).toBe(2);

    expect(await one.tell('close')).toBe('closed');
    await expect.poll(() => terminals.count).toBe(1);
    expect(await other.tell('write 100000')).toBe('wrote 100000');

    await other.end();
    await expect.poll(() => terminals.count).toBe(0);
    await one.end();
    expect([...openDescriptors().values()].filter((path) => path === '/dev/ptmx')).toEqual([]);
    await expect.poll(() => openDescriptors().size).toBe(before.size);
  });

  it('is let go though there was still something to read', async () => {
    const user = await startUser();
    await user.tell('write 1000');
    await user.tell('close');
    terminals.keep(user.master);
    await expect.poll(() => terminals.count).toBe(0);
  });

  it('does not keep criud running', async () => {
    const { master } = await startUser();
    const before = process.getActiveResourcesInfo().filter((what) => what === 'TTYWrap').length;
    terminals.keep(master);
    expect(process.getActiveResourcesInfo().filter((what) => what === 'TTYWrap')).toHaveLength(before);
  });
});

describe('closing the terminals', () => {
  it('hangs all of them up', async () => {
    const both = [await startUser(), await startUser()];
    for (const { master } of both) terminals.keep(master);
    const hungUp = both.map((user) => user.tell('hangup'));
    terminals.close();
    expect(await Promise.all(hungUp)).toEqual(['hung up', 'hung up']);
    await expect.poll(() => terminals.count).toBe(0);
    expect([...openDescriptors().values()]).not.toContain('/dev/ptmx');
  });

  it('can be done twice, and with none kept', () => {
    terminals.close();
    expect(() => terminals.close()).not.toThrow();
    expect(terminals.count).toBe(0);
  });
});

describe('what is no terminal', () => {
  it('is refused and closed', async () => {
    const { ours, theirs } = openSeqpacketPair();
    const peer = adoptSeqpacket(theirs);
    const file = openSync(join(folder, 'terminal-user'), 'r');
    await ours.send(new Uint8Array(1), [file]);
    const [received] = (await peer.receive())?.descriptors ?? [];
    if (received === undefined) throw new Error('no descriptor came');
    for (const socket of [ours, peer]) socket.close();
    const { number } = received;
    expect(openDescriptors().has(number)).toBe(true);

    expect(() => terminals.keep(received)).toThrow(expect.objectContaining({ reason: 'CRIU_PROTOCOL' }));
    expect(openDescriptors().has(number)).toBe(false);
    expect(received.closed).toBe(true);
    expect(terminals.count).toBe(0);
    closeSync(file);
  });
});
