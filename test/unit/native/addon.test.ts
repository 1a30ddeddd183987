import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addonFiles, loadAddon, packageRoot } from '../../../src/native/addon.js';
import { AddonError } from '../../../src/native/index.js';

const compiled = addonFiles(packageRoot(import.meta.dirname), {}).at(-1) ?? '';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'criud-native-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('the addon', () => {
  it('is looked for where CRIUD_NATIVE says, then among the prebuilt files, then where setup compiles', () => {
    const kind = `${process.platform}-${process.arch}`;
    expect(addonFiles('/root', { CRIUD_NATIVE: '/named.node' })).toEqual([
      '/named.node',
      expect.stringMatching(new RegExp(`^/root/native/prebuilds/${kind}-(glibc|musl)\\.node$`)),
      `/root/.cache/native/seqpacket-${kind}.node`,
    ]);
    expect(addonFiles('/root', { CRIUD_NATIVE: '' })).toHaveLength(2);
  });

  it('is loaded from the first file that loads', () => {
    const files = addonFiles(root, {});
    for (const file of files) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(files[0] ?? '', 'made for another machine');
    copyFileSync(compiled, files[1] ?? '');
    expect(loadAddon(files).reap(process.pid)).toBeNull();
  });

  it('that is not there is an error which says where it was looked for and how to get it', () => {
    const broken = join(root, 'broken.node');
    writeFileSync(broken, 'no shared object');
    const error = thrownBy(() => loadAddon(addonFiles(root, { CRIUD_NATIVE: broken })));
    expect(error).toBeInstanceOf(AddonError);
    expect(error).toMatchObject({
      reason: 'ADDON_NOT_LOADED',
      cure: expect.stringContaining('npm run setup'),
    });
    expect(error).toMatchObject({
      tried: [
        expect.stringMatching(/broken\.node: .*(file too short|invalid ELF header)/),
        expect.stringMatching(/native\/prebuilds\/.*: no such file/),
        expect.stringMatching(/\.cache\/native\/.*: no such file/),
      ],
    });
  });

  it('belongs to the nearest package of the name criud above', () => {
    const inner = join(root, 'dist', 'src', 'native');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"name":"criud"}');
    writeFileSync(join(root, 'dist', 'package.json'), '{"type":"module"}');
    expect(packageRoot(inner)).toBe(root);
    rmSync(join(root, 'package.json'));
    expect(() => packageRoot(inner)).toThrow(/outside its package/);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
