import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transportOf } from '../../../src/cli/arguments.js';
import { findProgram } from '../../../src/cli/find-program.js';
import { scratchFolder } from '../setup/scratch-folder.js';

let folder: string;

/** Makes a file in a folder of its own, and returns its path. */
function makeFile(place: string, mode = 0o755): string {
  mkdirSync(join(folder, place), { recursive: true });
  const path = join(folder, place, 'criu');
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
}

function searchIn(...places: readonly string[]): void {
  vi.stubEnv('PATH', places.map((place) => (place === '' ? '' : join(folder, place))).join(':'));
}

beforeEach(() => {
  folder = scratchFolder();
  vi.stubEnv('CRIUD_CRIU', undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const missing = expect.objectContaining({
  reason: 'CRIU_NOT_FOUND',
  cure: expect.stringContaining('--criu'),
});

describe('finding a program', () => {
  it('takes the first of that name on PATH', () => {
    makeFile('b');
    const first = makeFile('a');
    searchIn('none', 'a', 'b');
    expect(findProgram('criu')).toBe(first);
  });

  it('passes over what cannot be run: files without the right to, folders, links to nowhere', () => {
    makeFile('data', 0o644);
    mkdirSync(join(folder, 'folder/criu'), { recursive: true });
    mkdirSync(join(folder, 'link'));
    symlinkSync('/nowhere', join(folder, 'link/criu'));
    const found = makeFile('program');
    searchIn('data', 'folder', 'link', 'program');
    expect(findProgram('criu')).toBe(found);
    searchIn('data', 'folder', 'link');
    expect(() => findProgram('criu')).toThrow(missing);
  });

  it('takes a path as it is, and makes it absolute', () => {
    const path = makeFile('a');
    searchIn();
    expect(findProgram(path)).toBe(path);
    expect(findProgram(`./${relative(process.cwd(), path)}`)).toBe(path);
    expect(() => findProgram(join(folder, 'b/criu'))).toThrow(missing);
    expect(() => findProgram(folder)).toThrow(missing);
  });

  it('does not look in the current folder, which an empty part of PATH means to a shell', () => {
    vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'a'));
    makeFile('a');
    for (const path of ['', ':', '::/nowhere']) {
      vi.stubEnv('PATH', path);
      expect(() => findProgram('criu'), path).toThrow(missing);
    }
    vi.stubEnv('PATH', undefined);
    expect(() => findProgram('criu')).toThrow(missing);
    vi.restoreAllMocks();
  });

  it('finds no program without a name', () => {
    searchIn('.');
    expect(() => findProgram('')).toThrow(missing);
  });
});

describe('which CRIU is meant', () => {
  it('is the one of the flag, then that of CRIUD_CRIU, then the one on PATH', () => {
    const [flag, variable, onPath] = [makeFile('flag'), makeFile('variable'), makeFile('path')];
    searchIn('path');
    expect(transportOf({})).toEqual({ kind: 'swrk', program: onPath });
    vi.stubEnv('CRIUD_CRIU', '');
    expect(transportOf({})).toEqual({ kind: 'swrk', program: onPath });
    vi.stubEnv('CRIUD_CRIU', variable);
    expect(transportOf({})).toEqual({ kind: 'swrk', program: variable });
    expect(transportOf({ criu: flag })).toEqual({ kind: 'swrk', program: flag });
  });

  it('is a service when that is named, whatever CRIUD_CRIU says', () => {
    vi.stubEnv('CRIUD_CRIU', '/nowhere/criu');
    expect(transportOf({ 'criu-service': '/run/criu.sock' })).toEqual({
      kind: 'service',
      socket: '/run/criu.sock',
    });
  });

  it('cannot be both', () => {
    expect(() => transportOf({ criu: '/bin/true', 'criu-service': '/run/criu.sock' })).toThrow(
      expect.objectContaining({ reason: 'INVALID_REQUEST' }),
    );
  });
});
