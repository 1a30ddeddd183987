import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../setup/lock.mjs';
import { scratchFolder } from './scratch-folder.js';

const LOCK_MODULE = new URL('../../../setup/lock.mjs', import.meta.url).href;
const say = () => {};

describe('the lock of the setup', () => {
  it('is held by one at a time, in the order of release', async () => {
    const path = join(scratchFolder(), 'folder', 'setup.lock');
    const first = await acquireLock({ path, say });
    const events: string[] = [];
    const second = acquireLock({ path, say }).then((lock) => {
      events.push('second holds');
      return lock;
    });
    events.push('first lets go');
    await first.release();
    await (await second).release();
    expect(events).toEqual(['first lets go', 'second holds']);
  });

  it('says for which process it waits', async () => {
    const path = join(scratchFolder(), 'setup.lock');
    const first = await acquireLock({ path, say });
    const said: string[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      const onSay = (text: string) => {
        said.push(text);
        resolve();
      };
      second = acquireLock({ path, say: onSay }).then((lock) => lock.release());
    });
    await first.release();
    await second;
    expect(said[0]).toContain(String(process.pid));
  });

  it('can be given up waiting for', async () => {
    const path = join(scratchFolder(), 'setup.lock');
    const first = await acquireLock({ path, say });
    const controller = new AbortController();
    const reason = new Error('stopped');
    const second = acquireLock({ path, say, signal: controller.signal });
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    await first.release();
  });

  it('is free again when its holder is killed', async () => {
    const path = join(scratchFolder(), 'setup.lock');
    const script = `import { acquireLock } from ${JSON.stringify(LOCK_MODULE)};
      await acquireLock({ path: process.argv[1], say() {} });
      console.log('held');
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    expect(readFileSync(path, 'utf8')).toBe(`${holder.pid}\n`);
    holder.kill('SIGKILL');
    const lock = await acquireLock({ path, say });
    expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
    await lock.release();
  });
});
