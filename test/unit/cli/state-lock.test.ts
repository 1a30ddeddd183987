import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockState } from '../../../src/cli/state-lock.js';
import { connectSeqpacket, openSeqpacketPair } from '../../../src/native/index.js';
import { openDescriptors } from '../native/open-descriptors.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const IN_USE = { reason: 'STATE_DIRECTORY_UNUSABLE', message: expect.stringContaining('Another criud') };

describe('a state directory', () => {
  it('is made, and belongs to one process at a time', async () => {
    const state = join(scratchFolder(), 'below', 'state');
    const lock = await lockState(state);
    expect(statSync(state).mode & 0o777).toBe(0o700);
    await expect(lockState(state)).rejects.toMatchObject({ ...IN_USE, metadata: { directory: state } });
    lock.close();
    const next = await lockState(state);
    await expect(lockState(state)).rejects.toMatchObject(IN_USE);
    next.close();
  });

  it('is refused however often somebody tries', async () => {
    const state = scratchFolder();
    const lock = await lockState(state);
    for (let attempt = 0; attempt < 300; attempt++)
      await expect(lockState(state)).rejects.toMatchObject(IN_USE);
    lock.close();
    (await lockState(state)).close();
  });

  it('is free when the process that had it was killed', async () => {
    const state = scratchFolder();
    const script = `
      const net = require('node:net');
      net.createServer().listen(${JSON.stringify(join(state, 'lock'))}, () => process.kill(process.pid, 'SIGKILL'));`;
    expect(() => execFileSync(process.execPath, ['-e', script])).toThrow();
    expect(existsSync(join(state, 'lock'))).toBe(true);
    (await lockState(state)).close();
  });

  it('can have a name that is longer than that of a socket', async () => {
    const state = join(scratchFolder(), 'x'.repeat(200), 'y'.repeat(200));
    const lock = await lockState(state);
    await expect(lockState(state)).rejects.toMatchObject(IN_USE);
    lock.close();
  });

  it('does not depend on what the file of the lock was', async () => {
    const state = scratchFolder();
    writeFileSync(join(state, 'lock'), '');
    (await lockState(state)).close();
  });

  it('is refused where it cannot be made or locked', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'state', 'lock', 'full'), { recursive: true });
    for (const state of [join(folder, 'file'), join(folder, 'file', 'below'), join(folder, 'state')]) {
      await expect(lockState(state)).rejects.toMatchObject({
        reason: 'STATE_DIRECTORY_UNUSABLE',
        message: expect.not.stringContaining('Another criud'),
        metadata: { directory: state, errno: expect.stringMatching(/^E[A-Z_]+$/) },
      });
    }
  });

  it('holds one descriptor, and none afterwards', async () => {
    // The first of a process also loads the addon.
    for (const end of Object.values(openSeqpacketPair())) end.close();
    const state = scratchFolder();
    const before = openDescriptors().size;
    const lock = await lockState(state);
    expect(openDescriptors().size).toBe(before + 1);
    await expect(lockState(state)).rejects.toMatchObject(IN_USE);
    expect(openDescriptors().size).toBe(before + 1);
    lock.close();
    expect(openDescriptors().size).toBe(before);
    expect(() => connectSeqpacket(join(state, 'lock'))).toThrow(
      expect.objectContaining({ code: 'ECONNREFUSED' }),
    );
  });
});
