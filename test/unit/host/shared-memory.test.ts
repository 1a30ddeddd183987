import { describe, expect, it } from 'vitest';
import { countSharedPages } from '../../../src/host/shared-memory.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();

describe('the shared memory of a tree', () => {
  it('counts each segment once, by what is in it: anonymous, memfd and SysV', async () => {
    const subject = await subjects.start('shared-memory');
    const both = [{ pid: subject.pid }, { pid: subject.first }];
    expect(await countSharedPages(both)).toBe(16 + 32 + 64);
    expect(await countSharedPages(both.slice(1))).toBe(16 + 32 + 64);
  });

  it('is nothing where there is none, or nobody', async () => {
    const subject = await subjects.start('plain');
    expect(await countSharedPages([{ pid: subject.pid }])).toBe(0);
    expect(await countSharedPages([{ pid: 2 ** 30 }])).toBe(0);
  });
});
