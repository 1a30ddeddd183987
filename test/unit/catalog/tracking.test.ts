import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TrackedProcess, Tracking } from '../../../src/catalog/index.js';
import { openTracking } from '../../../src/catalog/tracking.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const FIRST = 'dd0eab5c-6e9c-4a6c-8a6a-6a3b6f0f3f11';
const SECOND = '11111111-2222-4333-8444-555555555555';

const ROOT = processOf(10);
const CHILD = processOf(11);
const OTHER = processOf(20);
const OTHER_CHILD = processOf(21);

function processOf(pid: number): TrackedProcess {
  return { pid, startTime: 18_446_744_073_709_551_615n - BigInt(pid) };
}

let folder: string;
let tracking: Tracking;

beforeEach(async () => {
  folder = join(scratchFolder(), 'below', 'tracking');
  tracking = await openTracking(folder);
});

describe('the record of tracked memory', () => {
  it('knows nothing of a checkpoint that nobody has told of', () => {
    expect(tracking.isNewest(FIRST)).toBe(false);
    expect(tracking.isNewest('')).toBe(false);
  });

  it('has a checkpoint as the newest from the moment on in which changes are counted from it', async () => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    expect(tracking.isNewest(FIRST)).toBe(true);
    expect(tracking.isNewest(SECOND)).toBe(false);
  });

  it.each([
    ['all', [ROOT, CHILD]],
    ['the first', [ROOT]],
    ['the last', [CHILD]],
    ['one, among others', [OTHER, CHILD]],
  ])('has it no longer when the marks of %s of its processes are taken away', async (_, processes) => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    await tracking.restart(processes);
    expect(tracking.isNewest(FIRST)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps it when the marks of others are', async () => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    const sameNumber = { pid: ROOT.pid, startTime: ROOT.startTime - 1n };
    const sameTime = { pid: 99, startTime: ROOT.startTime };
    await tracking.restart([OTHER, sameNumber, sameTime]);
    await tracking.restart([]);
    expect(tracking.isNewest(FIRST)).toBe(true);
  });

  it('tells a start time from one that a number cannot tell from it', async () => {
    const late = { pid: 1, startTime: 2n ** 53n };
    await tracking.countFrom(FIRST, [late]);
    await tracking.restart([{ pid: 1, startTime: 2n ** 53n + 1n }]);
    expect(tracking.isNewest(FIRST)).toBe(true);
  });

  it('keeps two trees apart', async () => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    await tracking.countFrom(SECOND, [OTHER, OTHER_CHILD]);
    await tracking.restart([OTHER_CHILD]);
    expect([tracking.isNewest(FIRST), tracking.isNewest(SECOND)]).toEqual([true, false]);
    await tracking.restart([ROOT]);
    expect(tracking.isNewest(FIRST)).toBe(false);
  });

  it('loses every checkpoint of which a tree around both trees has a process', async () => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    await tracking.countFrom(SECOND, [OTHER]);
    await tracking.restart([processOf(1), CHILD, OTHER]);
    expect([tracking.isNewest(FIRST), tracking.isNewest(SECOND)]).toEqual([false, false]);
  });

  it('forgets a checkpoint that there is no more, and only that', async () => {
    await tracking.countFrom(FIRST, [ROOT]);
    await tracking.countFrom(SECOND, [OTHER]);
    await tracking.forget(FIRST);
    await tracking.forget(FIRST);
    expect([tracking.isNewest(FIRST), tracking.isNewest(SECOND)]).toEqual([false, true]);
    expect(readdirSync(folder)).toEqual([SECOND]);
  });
});

describe('the record of tracked memory, opened again', () => {
  it('has what it had, and loses it by the same processes', async () => {
    await tracking.countFrom(FIRST, [ROOT, CHILD]);
    await tracking.countFrom(SECOND, [OTHER]);
    const reopened = await openTracking(folder);
    expect([reopened.isNewest(FIRST), reopened.isNewest(SECOND)]).toEqual([true, true]);
    await reopened.restart([CHILD]);
    expect([reopened.isNewest(FIRST), reopened.isNewest(SECOND)]).toEqual([false, true]);
  });

  it('does not have what was lost', async () => {
    await tracking.countFrom(FIRST, [ROOT]);
    await tracking.restart([ROOT]);
    expect((await openTracking(folder)).isNewest(FIRST)).toBe(false);
  });

  it('passes by what was not written whole, and sweeps it', async () => {
    writeFileSync(join(folder, `${FIRST}.new`), '10 184');
    expect((await openTracking(folder)).isNewest(FIRST)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be read by nobody else', async () => {
    await tracking.countFrom(FIRST, [ROOT]);
    expect(statSync(join(folder, FIRST)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

describe('a record that', () => {
  it('cannot be written is kept for as long as this criud lives', async () => {
    rmSync(folder, { recursive: true });
    await tracking.countFrom(FIRST, [ROOT]);
    expect(tracking.isNewest(FIRST)).toBe(true);
    expect((await openTracking(folder)).isNewest(FIRST)).toBe(false);
  });

  it('cannot be removed lets nothing be taken away', async () => {
    await tracking.countFrom(FIRST, [ROOT]);
    rmSync(join(folder, FIRST));
    // A folder is not removed like a file.
    mkdirSync(join(folder, FIRST));
    await expect(tracking.restart([ROOT])).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { directory: folder, errno: 'ERR_FS_EISDIR' },
    });
  });
});

describe('a folder for the record that', () => {
  it.each(['file', 'file/below'])('cannot be one is refused: %s', async (name) => {
    const place = join(scratchFolder(), 'x');
    mkdirSync(place);
    writeFileSync(join(place, 'file'), '');
    await expect(openTracking(join(place, name))).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
    });
  });
});
