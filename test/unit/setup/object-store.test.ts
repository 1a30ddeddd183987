import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installObjectStore } from '../../../setup/object-store.mjs';
import { scratchFolder } from './scratch-folder.js';

/** A folder with a program `go` that says it is this version, and does nothing else but make what it is asked for. */
function goOf(version: string): string {
  const folder = scratchFolder();
  const script = `#!/bin/sh\nif [ "$1" = env ]; then echo ${version}; else echo "$GOTOOLCHAIN $*" > "$GOBIN/versitygw"; fi\n`;
  writeFileSync(join(folder, 'go'), script, { mode: 0o755 });
  return folder;
}

describe('the object store of the tests', () => {
  it.each([
    ['there is no Go', () => scratchFolder(), /NOT INSTALLED: there is no Go here/],
    ['Go is too old', () => goOf('go1.24.9'), /NOT INSTALLED: .*go is too old, and 1\.25 is needed/],
  ])('is left out, loudly, where %s', async (_what, path, words) => {
    const said: string[] = [];
    const root = scratchFolder();
    await installObjectStore({ root, say: (text) => said.push(text), searchPath: path() });
    expect(said).toEqual([expect.stringMatching(words)]);
    expect(readdirSync(root)).toEqual([]);
  });

  it('is compiled once, in one version and by the Go that is there', async () => {
    const said: string[] = [];
    const root = scratchFolder();
    const say = (text: string) => said.push(text);
    await installObjectStore({ root, say, searchPath: goOf('go1.26.8') });
    const program = join(root, '.cache/programs/bin/versitygw');
    expect(readFileSync(program, 'utf8')).toMatch(/^local install .*versitygw@v\d+\.\d+\.\d+$/m);
    await installObjectStore({ root, say, searchPath: scratchFolder() });
    expect([existsSync(program), said.length]).toEqual([true, 1]);
    // What an interrupted one has left is not taken for it.
    const other = scratchFolder();
    mkdirSync(join(other, '.cache/programs/versitygw-v0.0.0.incoming'), { recursive: true });
    await installObjectStore({ root: other, say, searchPath: scratchFolder() });
    expect(existsSync(join(other, '.cache/programs/bin/versitygw'))).toBe(false);
  });
});
