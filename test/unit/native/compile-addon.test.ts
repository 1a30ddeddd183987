import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileAddon } from '../../../setup/addon.mjs';
import { addonFiles, loadAddon, packageRoot } from '../../../src/native/addon.js';

let root: string;
const said: string[] = [];
const compile = () => compileAddon({ root, say: (text) => said.push(text) });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'criud-native-'));
  mkdirSync(join(root, 'native'));
  cpSync(
    join(packageRoot(import.meta.dirname), 'native', 'seqpacket.c'),
    join(root, 'native', 'seqpacket.c'),
  );
  said.length = 0;
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

describe('compiling the addon', () => {
  it('makes the file that criud loads, once, and again when its source has changed', async () => {
    const path = await compile();
    expect(path).toBe(addonFiles(root, {}).at(-1));
    expect(loadAddon([path]).reap(process.pid)).toBeNull();
    expect(said).toEqual([expect.stringContaining('compiling native/seqpacket.c')]);

    await compile();
    expect(said).toHaveLength(1);

    appendFileSync(join(root, 'native', 'seqpacket.c'), '/* changed */\n');
    await compile();
    expect(said).toHaveLength(2);
    expect(readdirSync(join(root, '.cache', 'native')).sort()).toEqual([
      expect.stringMatching(/^seqpacket-.*\.node$/),
      expect.stringMatching(/^seqpacket-.*\.node\.stamp$/),
    ]);
  });

  it('says what to install when there is no compiler', async () => {
    vi.stubEnv('CC', join(root, 'no-such-compiler'));
    await expect(compile()).rejects.toMatchObject({
      reason: 'COMPILER_MISSING',
      cure: expect.stringContaining('apt-get install gcc'),
    });
  });

  it('shows what the compiler said when it fails, and leaves the file of before', async () => {
    const path = await compile();
    const before = readFileSync(path);
    appendFileSync(join(root, 'native', 'seqpacket.c'), '#error "spoiled"\n');
    await expect(compile()).rejects.toMatchObject({
      reason: 'COMPILE_FAILED',
      message: expect.stringContaining('spoiled'),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(root, '.cache', 'native'))).toHaveLength(2);
  });
});
