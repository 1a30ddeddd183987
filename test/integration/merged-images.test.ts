import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { mergeImages, type PagemapEntry, readPagemap } from '../../src/criu/index.js';
import { pagemapImage } from '../unit/criu/pagemap-image.js';
import { startWorkload, until } from './workload.js';

const criu = (...args: readonly string[]) => promisify(execFile)(process.env.CRIUD_CRIU ?? 'criu', args);

const PAGE = 4096;
const MIB = 64;

/** One page in so many belongs to the newer set. */
const EACH = 3;

/**
 * Makes two sets of one, as a round and a final dump would have left them: in the older one, every third page has what
 * the process wrote before, which is noise, and the newer one has those pages as they are.
 */
async function takeApart(whole: string, older: string, pid: number): Promise<void> {
  const { pagesId, entries } = await readPagemap(whole, pid);
  const pages = await readFile(join(whole, `pages-${pagesId}.img`));
  const newer: PagemapEntry[] = [];
  const changed: Buffer[] = [];
  let at = 0;
  for (const { address, pages: count } of entries) {
    for (let page = 0; page < count; page++, at += PAGE) {
      const present = (at / PAGE) % EACH === 0;
      newer.push({ address: address + page * PAGE, pages: 1, inParent: !present, present, lazy: present });
      if (!present) continue;
      changed.push(Buffer.from(pages.subarray(at, at + PAGE)));
      randomBytes(PAGE).copy(pages, at);
    }
  }
  await mkdir(older);
  for (const name of ['inventory.img', `pagemap-${pid}.img`])
    await copyFile(join(whole, name), join(older, name));
  await writeFile(join(older, `pages-${pagesId}.img`), pages);
  await writeFile(join(whole, `pages-${pagesId}.img`), Buffer.concat(changed));
  await writeFile(join(whole, `pagemap-${pid}.img`), pagemapImage({ pagesId, entries: newer }));
  await symlink('../older', join(whole, 'parent'));
}

describe('Images whose pages were moved to their parents', () => {
  it('restore every byte of a memory, from a few runs instead of thousands', async () => {
    await using workload = await startWorkload('dirtier', [String(MIB), '1000']);
    const folder = await mkdtemp(join(tmpdir(), 'criud-merged-'));
    try {
      const [older, whole] = [join(folder, 'older'), join(folder, 'newer')];
      await mkdir(whole);
      await criu('dump', '--tree', String(workload.pid), '--images-dir', whole);
      await until('its end', 10_000, () => workload.state() === undefined || undefined);
      await takeApart(whole, older, workload.pid);
      expect((await readPagemap(whole, workload.pid)).entries.length).toBeGreaterThan(MIB * 256);

      await mergeImages([older, whole], new AbortController().signal);
      const merged = await readPagemap(whole, workload.pid);
      expect(merged.entries.length).toBeLessThan(100);
      expect((await stat(join(whole, `pages-${merged.pagesId}.img`))).size).toBe(0);
      // It is done, and done again it changes nothing.
      await mergeImages([older, whole], new AbortController().signal);
      expect(await readPagemap(whole, workload.pid)).toEqual(merged);

      const count = workload.count();
      await criu('restore', '--restore-detached', '--images-dir', whole, '--log-file', 'restore.log');
      await workload.advancesFrom(count);
      process.kill(workload.pid, 'SIGUSR1');
      await until(
        'the comparison of all memory',
        30_000,
        () => workload.reported('verified') > 0 || undefined,
      );
      await workload.advancesFrom(workload.count());
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
