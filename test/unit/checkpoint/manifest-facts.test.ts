import { readFileSync } from 'node:fs';
import { hostname, machine, release } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../../src/catalog/index.js';
import { manifestFacts } from '../../../src/checkpoint/manifest-facts.js';
import { restoreOptions } from '../../../src/checkpoint/options.js';
import { readTree } from '../../../src/host/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const OPTIONS = {
  shellJob: false,
  ghostLimitBytes: 0,
  external: ['mnt[/data]:data'],
  cgroupMode: 'soft',
} as const;

function ownFacts() {
  const tree = readTree(process.pid);
  if (tree === undefined) throw new Error('this process has no tree');
  const version = { major: 4, minor: 2, sublevel: 1 };
  return { tree, facts: manifestFacts(tree, version, OPTIONS, { service: 'counter' }) };
}

describe('the facts of a manifest', () => {
  it('are those of this host and of the tree', () => {
    const { tree, facts } = ownFacts();
    expect(facts).toEqual({
      labels: { service: 'counter' },
      host: {
        name: hostname(),
        bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
        kernel: release(),
        architecture: machine(),
      },
      criu: { version: '4.2.1' },
      tree: {
        pid: process.pid,
        startTime: String(tree.root.startTime),
        processes: tree.processes.length,
      },
      options: OPTIONS,
    });
  });

  it('come back from the disk as they were, with the options for a restore', async () => {
    const catalog = await openCatalog(join(scratchFolder(), 'state'));
    await using draft = await catalog.begin();
    const { facts } = ownFacts();
    const { manifest } = await draft.commit({ ...facts, kind: 'dump' }, 'disk');
    const read = (await catalog.get(draft.id)).manifest;
    expect(read).toEqual(manifest);
    expect(restoreOptions(read.options, {})).toEqual({
      shellJob: false,
      external: ['mnt[/data]:data'],
      cgroupMode: 'soft',
    });
  });
});
