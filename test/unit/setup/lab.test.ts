import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareLab } from '../../../setup/lab.mjs';
import { SetupError } from '../../../setup/setup-error.mjs';
import { scratchFolder } from './scratch-folder.js';

type Makers = NonNullable<Parameters<typeof prepareLab>[0]['makers']>;

const debian = { id: 'debian', codename: 'bookworm', name: 'Debian 12' } as const;

/** A lab whose parts are empty files, with a list of what was done for it. */
function fakeLab(changes: Makers = {}) {
  const root = scratchFolder();
  const lab = join(root, '.cache/lab');
  const node = join(root, 'node');
  writeFileSync(node, '');
  const done: string[] = [];
  const touch = (path: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  };
  const makers: Makers = {
    makeQemu: async () => {
      done.push('qemu');
      touch(join(lab, 'qemu/qemu.json'));
      return { version: '10.0', cpu: 'max' };
    },
    fetchUserland: async ({ folder }) => {
      done.push('userland');
      touch(join(folder, 'program'));
    },
    openTools: async () => async () => {},
    fetchSuite: async ({ folder }) => {
      touch(join(folder, 'package'));
      return {};
    },
    makeSuite: async ({ suite }) => {
      done.push(suite);
      touch(join(lab, 'kernels', suite, 'kernel.json'));
      touch(join(lab, 'crius', suite, 'criu'));
      return { release: `release of ${suite}`, version: '1', criu: '4.2' };
    },
    makeSystem: async ({ recipe }) => {
      done.push(`system with ${Object.keys(recipe.suites).join(' ')}`);
      touch(join(lab, 'system.img'));
      return { crius: {} };
    },
    ...changes,
  };
  return {
    lab,
    node,
    /** What one run of the setup did. */
    async prepare(options: Partial<Parameters<typeof prepareLab>[0]> = {}): Promise<string[]> {
      done.length = 0;
      await prepareLab({
        root,
        node,
        say: () => {},
        architecture: 'x64',
        distribution: debian,
        makers,
        ...options,
      });
      return done.toSorted();
    },
  };
}

const SYSTEM = 'system with bookworm trixie forky';
const ALL = ['bookworm', 'forky', 'qemu', SYSTEM, 'trixie', 'userland'];

/** Changes the recorded recipe of one part, as if the part had been made by another version of the setup. */
function changeRecipe(lab: string, part: string): void {
  const path = join(lab, 'lab.json');
  const record = JSON.parse(readFileSync(path, 'utf8'));
  record[part].recipe.code = 'other';
  writeFileSync(path, JSON.stringify(record));
}

describe('the lab', () => {
  it('is made once, and leaves nothing of what it was made of', async () => {
    const { lab, prepare } = fakeLab();
    expect(await prepare()).toEqual(ALL);
    expect(existsSync(join(lab, 'unpacked'))).toBe(false);
    expect(await prepare()).toEqual([]);
  });

  it('makes again what was made otherwise, and what that is in', async () => {
    const { lab, prepare } = fakeLab();
    await prepare();
    changeRecipe(lab, 'qemu');
    expect(await prepare()).toEqual(['qemu']);
    changeRecipe(lab, 'trixie');
    expect(await prepare()).toEqual([SYSTEM, 'trixie', 'userland']);
    changeRecipe(lab, 'system');
    expect(await prepare()).toEqual([SYSTEM, 'userland']);
  });

  it('makes the system again for another Node.js', async () => {
    const { node, prepare } = fakeLab();
    await prepare();
    utimesSync(node, 1, 1);
    expect(await prepare()).toEqual([SYSTEM, 'userland']);
  });

  it.each([
    ['qemu/qemu.json', ['qemu']],
    ['crius/forky/criu', ['forky', SYSTEM, 'userland']],
    ['system.img', [SYSTEM, 'userland']],
  ])('makes %s again when it is gone', async (file, made) => {
    const { lab, prepare } = fakeLab();
    await prepare();
    rmSync(join(lab, file));
    expect(await prepare()).toEqual(made);
  });

  it('keeps the parts that were made before another failed', async () => {
    const fullDisk = new SetupError('LAB_SYSTEM_FAILED', 'the disk is full', 'Make room.');
    let full = true;
    const { lab, prepare } = fakeLab({
      makeSystem: async () => {
        if (full) throw fullDisk;
        writeFileSync(join(lab, 'system.img'), '');
        return { crius: {} };
      },
    });
    await expect(prepare()).rejects.toBe(fullDisk);
    full = false;
    expect(await prepare()).toEqual(['userland']);
    expect(await prepare()).toEqual([]);
  });

  it('starts anew from a record that cannot be read', async () => {
    const { lab, prepare } = fakeLab();
    mkdirSync(lab, { recursive: true });
    for (const text of ['', 'null', '{"qemu":']) {
      writeFileSync(join(lab, 'lab.json'), text);
      expect(await prepare()).toEqual(ALL);
    }
  });

  it('is unavailable where a suite cannot be had, and ends what else is at work', async () => {
    let ended = 0;
    const { lab, prepare } = fakeLab({
      fetchSuite: async ({ recipe, signal }) => {
        if (recipe.suite === 'forky') throw new SetupError('APT_FAILED', 'no forky', 'See apt.');
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            ended += 1;
            reject(signal.reason);
          });
        });
      },
    });
    await expect(prepare()).rejects.toMatchObject({
      reason: 'LAB_UNAVAILABLE',
      message: expect.stringContaining('no forky'),
      cure: expect.stringContaining('CRIUD_SKIP_LAB=1'),
    });
    expect(ended).toBe(2);
    expect(existsSync(join(lab, 'unpacked'))).toBe(false);
  });

  it.each([
    ['another architecture', { architecture: 'arm64' }],
    ['Ubuntu', { distribution: { id: 'ubuntu', codename: 'noble', name: 'Ubuntu 24.04' } as const }],
  ])('is unavailable on %s', async (_, machine) => {
    const { prepare } = fakeLab();
    await expect(prepare(machine)).rejects.toMatchObject({
      reason: 'LAB_UNAVAILABLE',
      cure: expect.stringContaining('CRIUD_SKIP_LAB=1'),
    });
  });

  it('ends with the reason of the interruption', async () => {
    const interruption = new AbortController();
    const reason = new Error('interrupted');
    const { prepare } = fakeLab({
      makeQemu: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          interruption.abort(reason);
        }),
    });
    await expect(prepare({ signal: interruption.signal })).rejects.toBe(reason);
  });
});
