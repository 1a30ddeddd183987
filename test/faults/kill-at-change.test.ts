import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { atEveryChange, killAtChange } from './kill-at-change.js';

/** A folder, a file in it that is made and then written, and both by another name. */
const PROGRAM = `
  const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
  const [, folder, elsewhere] = process.argv;
  writeFileSync(elsewhere + '/not-counted', 'x');
  mkdirSync(folder + '/a');
  writeFileSync(folder + '/a/file', 'x');
  renameSync(folder + '/a', folder + '/b');
`;

it('kills a program before each of its changes, and then no more', async () => {
  const elsewhere = mkdtempSync(join(realpathSync(tmpdir()), 'criud-elsewhere-'));
  const left: (readonly string[])[] = [];
  const changes = await atEveryChange(async (change) => {
    const folder = mkdtempSync(join(elsewhere, 'folder-'));
    using killer = await killAtChange(folder);
    killer.arm(change);
    const child = spawn(process.execPath, ['-e', PROGRAM, folder, elsewhere], {
      env: { ...process.env, ...killer.environment },
      stdio: 'inherit',
    });
    const [code, signal] = await once(child, 'exit');
    left.push(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort());
    expect(killer.disarm()).toBe(Math.min(change, 4));
    expect([code, signal]).toEqual(change > 4 ? [0, null] : [null, 'SIGKILL']);
    return signal === null ? 'finished' : 'killed';
  });
  rmSync(elsewhere, { recursive: true });
  expect(changes).toBe(4);
  expect(left).toEqual([[], ['a'], ['a', 'a/file'], ['a', 'a/file'], ['b', 'b/file']]);
});
