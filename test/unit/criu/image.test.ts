import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  readDumpStatistics,
  readInventory,
  readPagemap,
  readRestoreStatistics,
  readTree,
} from '../../../src/criu/image/index.js';
import { Failure } from '../../../src/failure/index.js';

const SEED = 20260731;

/** Made by CRIU 4.2.1 from a process with two threads and a child with one. */
const IMAGES = join(import.meta.dirname, '../../fixtures/images');
const ROOT = 11320;

const scratch = mkdtempSync(join(tmpdir(), 'criu-image-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const FILES: readonly { file: string; read: (folder: string) => Promise<unknown> }[] = [
  { file: 'inventory.img', read: readInventory },
  { file: 'pstree.img', read: readTree },
  { file: 'stats-dump', read: readDumpStatistics },
  { file: 'stats-restore', read: readRestoreStatistics },
  { file: `pagemap-${ROOT}.img`, read: (folder) => readPagemap(folder, ROOT) },
];

/** A folder that has nothing but this file. */
function folderWith(file: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(scratch, 'images-'));
  writeFileSync(join(folder, file), bytes);
  return folder;
}

/** Fails the test with whatever is thrown and is not a Failure. */
async function damage(reading: Promise<unknown>): Promise<Failure | undefined> {
  try {
    await reading;
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.reason).toBe('CHECKPOINT_DAMAGED');
    return error;
  }
}

describe('the images of a checkpoint', () => {
  it('tell what a restore needs to know first', async () => {
    expect(await readInventory(IMAGES)).toEqual({
      imageVersion: 2,
      securityModule: 'none',
      tcpClose: false,
      networkLock: 'iptables',
      criuRunId: '8e0483f0-d70a-47aa-9246-db220982c383',
      allowUprobes: false,
      criuNamespaces: { pid: 1, net: 2, ipc: 3, uts: 4, time: 5, mnt: 6, user: 7, cgroup: 8 },
    });
  });

  it('tell the tree, root first, with its threads', async () => {
    expect(await readTree(IMAGES)).toEqual([
      { pid: ROOT, parentPid: 0, processGroup: ROOT, session: ROOT, threads: [ROOT, 11323] },
      { pid: 11322, parentPid: ROOT, processGroup: ROOT, session: ROOT, threads: [11322] },
    ]);
  });

  it('tell what the dump cost, in named units', async () => {
    expect(await readDumpStatistics(IMAGES)).toEqual({
      freezingMicroseconds: 342,
      frozenMicroseconds: 9194,
      memoryDumpMicroseconds: 1744,
      memoryWriteMicroseconds: 779,
      pathSearchMicroseconds: 0,
      pagesScanned: 560,
      pagesSkippedParent: 0,
      pagesWritten: 544,
      pagesLazy: 0,
      sharedPagesScanned: 16,
      sharedPagesSkippedParent: 0,
      sharedPagesWritten: 16,
    });
  });

  it('tell what the restore cost', async () => {
    expect(await readRestoreStatistics(IMAGES)).toEqual({
      forkingMicroseconds: 644,
      restoreMicroseconds: 15840,
      pagesCompared: 271,
      pagesSkippedCow: 264,
      pagesRestored: 280,
    });
  });

  it('tell which memory they bring: the pages file had as many pages', async () => {
    const { pagesId, entries } = await readPagemap(IMAGES, ROOT);
    expect(pagesId).toBe(2);
    expect(entries.reduce((sum, { pages }) => sum + pages, 0)).toBe(1_118_208 / 4096);
    expect(entries[0]).toEqual({ address: 0x401000, pages: 1, inParent: false, lazy: false, present: true });
    expect(entries.every(({ address, present }) => address % 4096 === 0 && present)).toBe(true);
  });
});

/** The word, then records with their lengths. */
function image(magics: readonly number[], ...records: readonly string[]): Buffer {
  const words = [...magics].map((magic) => word(magic));
  const framed = records.map((hex) => Buffer.from(hex, 'hex'));
  return Buffer.concat([...words, ...framed.flatMap((record) => [word(record.length), record])]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

describe('a page map', () => {
  const pagemap = (...records: string[]) =>
    readPagemap(folderWith('pagemap-1.img', image([0x54564319, 0x56084025], ...records)), 1);

  it('holds the highest page exactly', async () => {
    // vaddr 0xfffffffffffff000, compat_nr_pages 1, flags 4
    const { entries } = await pagemap('0801', '0880e0ffffffffffffff0110012004');
    expect(BigInt(entries[0]?.address ?? 0)).toBe(0xfffffffffffff000n);
  });

  it('prefers the wide number of pages, and takes the narrow one from an older CRIU', async () => {
    // nr_pages 5 beside compat_nr_pages 1; then compat_nr_pages 3 alone.
    const { entries } = await pagemap('0801', '0880201001200428' + '05', '08804010032004');
    expect(entries.map(({ pages }) => pages)).toEqual([5, 3]);
  });

  it('without flags is in the parent or here', async () => {
    const { entries } = await pagemap('0801', '088020100118' + '01', '08804010011800', '0880601001');
    expect(entries.map(({ inParent, present }) => [inParent, present])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  it('with an address inside a page, or more pages than there can be, is damaged', async () => {
    expect((await damage(pagemap('0801', '080110012004')))?.message).toContain('0x1 as the address');
    expect((await damage(pagemap('0801', '08802010012004' + '28ffffffffffffffffff01')))?.message).toContain(
      'the number of pages',
    );
  });
});

describe('an image that is not what it should be', () => {
  it.each(FILES)('$file is named where it is not there', async ({ file, read }) => {
    const failure = await damage(read(scratch));
    expect(failure?.metadata).toMatchObject({ file: join(scratch, file), problem: 'is not there' });
  });

  it.each(FILES)('$file is told from every other kind', async ({ file, read }) => {
    for (const other of FILES) {
      const folder = mkdtempSync(join(scratch, 'images-'));
      copyFileSync(join(IMAGES, other.file), join(folder, file));
      const kind = (name: string) => name.replace(/-.*/, '');
      const failure = await damage(read(folder));
      if (kind(file) !== kind(other.file)) expect(failure?.message).toContain('it begins with 0x');
      else if (file !== other.file) expect(failure?.message).toContain('has no statistics of a');
      else expect(failure).toBeUndefined();
    }
  });

  it.each(FILES)('$file cut at any byte is damaged, or whole up to a record', async ({ file, read }) => {
    const bytes = readFileSync(join(IMAGES, file));
    const whole = await read(IMAGES);
    let shorter = 0;
    for (let length = 0; length < bytes.length; length++) {
      const folder = folderWith(file, bytes.subarray(0, length));
      const failure = await damage(read(folder));
      if (failure !== undefined) {
        expect(failure.message).toContain(join(folder, file));
        expect(Number(failure.metadata.offset)).toBeLessThanOrEqual(length);
      } else {
        // No length at the beginning says how many records there are.
        expect(await read(folder)).not.toEqual(whole);
        shorter++;
      }
    }
    // The cuts between two records: after the first of 2 processes, after the head and 9 of 10 ranges.
    const between: Record<string, number> = { 'pstree.img': 1, [`pagemap-${ROOT}.img`]: 10 };
    expect(shorter).toBe(between[file] ?? 0);
  });

  it('has no record longer than the file, none that is absurd, and the one that it must have', async () => {
    const inventory = (bytes: Buffer) => damage(readInventory(folderWith('inventory.img', bytes)));
    expect((await inventory(Buffer.concat([image([0x58313116]), word(0xffffffff)])))?.message).toContain(
      'more than any can have',
    );
    expect(
      (await inventory(Buffer.concat([image([0x58313116]), word(9), Buffer.alloc(3)])))?.message,
    ).toContain('3 of 9 bytes');
    expect((await inventory(image([0x58313116])))?.message).toContain('has no record');
    expect((await inventory(image([0x58313116], '0801', '0801')))?.message).toContain('more than one record');
    expect((await inventory(image([0x58313116], '10')))?.message).toContain('cannot be decoded');
    expect((await inventory(image([0x58313116], '08013007')))?.message).toContain('7 as its security module');
  });

  it.each(FILES)(
    '$file is not opened where it is a pipe, and not read where it is a device',
    async ({ file, read }) => {
      const folder = mkdtempSync(join(scratch, 'images-'));
      execFileSync('mkfifo', [join(folder, file)]);
      expect((await damage(read(folder)))?.metadata).toMatchObject({ problem: 'is not a file' });
      rmSync(join(folder, file));
      symlinkSync('/dev/zero', join(folder, file));
      expect((await damage(read(folder)))?.metadata).toMatchObject({ problem: 'is not a file' });
    },
  );

  it.each(FILES)('$file is not read where it is larger than any can be', async ({ file, read }) => {
    const folder = mkdtempSync(join(scratch, 'images-'));
    copyFileSync(join(IMAGES, file), join(folder, file));
    truncateSync(join(folder, file), 256 * 1024 * 1024 + 1);
    const before = process.memoryUsage.rss();
    expect((await damage(read(folder)))?.message).toContain('has 268435457 bytes, more than any can have');
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('has no more records than a host could have processes', async () => {
    const folder = folderWith('pstree.img', image([0x54564319, 0x50273030]));
    truncateSync(join(folder, 'pstree.img'), 8 + 4 * 1_000_001);
    expect((await damage(readTree(folder)))?.message).toContain('has more than 1000000 records');
  });

  it('has a tree that begins with its root', async () => {
    // A process whose parent is 9.
    const tree = image([0x54564319, 0x50273030], '08011009180120012801');
    expect((await damage(readTree(folderWith('pstree.img', tree))))?.message).toContain('root of the tree');
  });

  it.each(FILES)(
    '$file with any bytes changed is read, or damaged, and nothing else',
    async ({ file, read }) => {
      const original = readFileSync(join(IMAGES, file));
      const flip = fc.record({
        at: fc.nat({ max: original.length - 1 }),
        xor: fc.integer({ min: 1, max: 255 }),
      });
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(flip, { minLength: 1, maxLength: 6 }),
          fc.uint8Array({ maxLength: 8 }),
          async (flips, tail) => {
            const bytes = Buffer.concat([original, tail]);
            for (const { at, xor } of flips) bytes[at] = (bytes[at] ?? 0) ^ xor;
            const folder = folderWith(file, bytes);
            if ((await damage(read(folder))) !== undefined) refused++;
            rmSync(folder, { recursive: true });
          },
        ),
        { seed: SEED, numRuns: 400 },
      );
      expect(refused).toBeGreaterThan(100);
    },
  );
});
