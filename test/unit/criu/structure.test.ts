import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { IMAGE_MAGICS } from '../../../src/criu/image/image-file.js';
import { knownImage } from '../../../src/criu/image/known-image.js';
import { examineStructure } from '../../../src/criu/image/structure.js';
import { pagemapImage } from './pagemap-image.js';

const SEED = 20260731;

/** Made by CRIU 4.2.1 from a process with two threads and a child with one. */
const IMAGES = join(import.meta.dirname, '../../fixtures/images');
const PAGEMAP = 'pagemap-11320.img';

const scratch = mkdtempSync(join(tmpdir(), 'criud-structure-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'images-'));
  copyFileSync(join(IMAGES, 'inventory.img'), join(folder, 'inventory.img'));
});

/** What is wrong with what is in the folder, `file problem` each. */
async function problems(skip: readonly string[] = [], signal?: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of examineStructure(folder, readdirSync(folder), new Set(skip), signal)) {
    found.push(`${each.file} ${each.problem}`);
  }
  return found;
}

function put(name: string, ...parts: readonly (number | Uint8Array)[]): void {
  const bytes = parts.map((part) => (typeof part === 'number' ? word(part) : part));
  writeFileSync(join(folder, name), Buffer.concat(bytes));
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const COMMON = 0x54564319;

function magicOf(name: string): number {
  const known = knownImage(name);
  if (known === undefined) throw new Error(`${name} has no magic`);
  return known.magic;
}

/** An image of records that are what is given. */
function putRecords(name: string, ...records: readonly (readonly number[])[]): void {
  const framed = records.flatMap((bytes) => [bytes.length, Uint8Array.from(bytes)]);
  put(name, COMMON, magicOf(name), ...framed);
}

/** Fields with numbers of less than 128, by their numbers. */
function fields(values: Readonly<Record<number, number>>): readonly number[] {
  return Object.entries(values).flatMap(([field, value]) => [Number(field) * 8, value]);
}

function bytes(count: number): Uint8Array {
  return new Uint8Array(count).fill(0xff);
}

describe('the images of a checkpoint', () => {
  it('that CRIU has written have no defect', async () => {
    for (const name of ['pstree.img', PAGEMAP, 'stats-dump'])
      copyFileSync(join(IMAGES, name), join(folder, name));
    const pages = await problems();
    expect(pages).toEqual([
      expect.stringMatching(/^pagemap-11320.img has 273 pages in pages-2.img, which is not/),
    ]);
    put('pages-2.img');
    truncateSync(join(folder, 'pages-2.img'), 273 * 4096);
    expect(await problems()).toEqual([]);
  });

  it('have an inventory', async () => {
    rmSync(join(folder, 'inventory.img'));
    expect(await problems()).toEqual(['inventory.img is not there, and CRIU begins with it']);
  });

  it('have the magics that the readers know', () => {
    for (const [kind, magics] of Object.entries(IMAGE_MAGICS)) {
      const names = [`${kind}.img`, `${kind}-1.img`, `${kind}-dump`];
      const image = names.map(knownImage).find((known) => known !== undefined);
      expect(image?.magic, kind).toBe(magics.at(-1));
      const head = magics.length === 1 ? 'none' : magics[0] === COMMON ? 'common' : 'service';
      expect(image?.head, kind).toBe(head);
    }
  });

  it.each([
    'pages-1.img',
    'pages-shmem-77.img',
    'tmpfs-dev-39.tar.gz.img',
    'tmpfs-30.tar.gz.img',
    'ifaddr-9.img',
    'route6-9.img',
    'iptables-9.img',
    'ip6tables-9.img',
    'nftables-9.img',
    'netns-ct-9.img',
    'amdgpu-kfd-1.img',
    'plugin-of-somebody.img',
    'descriptors.json',
    'constructor.img',
    '__proto__-1.img',
  ])('are not looked into where nothing can be told: %s', async (name) => {
    put(name, bytes(1_000));
    expect(await problems()).toEqual([]);
  });

  it.each([
    ['files.img', 'fdinfo-2.img'],
    ['core-1.img', 'ids-1.img'],
    ['ghost-file-1f.img', 'tcp-stream-1f.img'],
    ['signal-s-5.img', 'fs-5.img'],
    ['ipcns-sem-9.img', 'utsns-9.img'],
  ])('are what they are called: %s, and not %s', async (name, other) => {
    putRecords(name, fields({ 1: 1, 2: 0 }));
    expect(await problems()).toEqual([]);
    put(name, COMMON, magicOf(other));
    expect(await problems()).toEqual([
      `${name} is not the image of its name: it begins with 0x${magicOf(other).toString(16)} (at byte 4)`,
    ]);
    put(name, magicOf(name));
    expect((await problems())[0]).toMatch(/is not the image of its name.*\(at byte 0\)/);
    put(name);
    expect(await problems()).toEqual([`${name} ends inside its head (at byte 0)`]);
  });

  it.each<[string, readonly (number | Uint8Array)[], RegExp]>([
    ['half a length', [Uint8Array.of(1, 0, 0)], /ends inside the length of a record \(at byte 8\)/],
    ['a record cut short', [5, Uint8Array.of(8, 1)], /ends inside a record: 2 of 5 bytes are there/],
    ['a record of 4 GiB', [0xffff_ffff], /has a record of 4294967295 bytes, more than any can have/],
    ['a number cut short', [1, Uint8Array.of(8)], /has a number that does not end/],
    ['a number of eleven bytes', [12, Uint8Array.of(8, ...bytes(11))], /a number of more than 64 bits/],
    ['a field with the number 0', [2, Uint8Array.of(0, 1)], /has a field with the number 0/],
    ['a group', [1, Uint8Array.of(0x0b)], /has a field of the type 3/],
    ['bytes beyond the record', [3, Uint8Array.of(0x0a, 2, 0)], /has a field that goes beyond its record/],
    ['a double beyond it', [3, Uint8Array.of(9, 0, 0)], /has a field that goes beyond its record/],
    [
      'a length of 2^63',
      [11, Uint8Array.of(0x0a, ...bytes(9), 1)],
      /has a field that goes beyond its record/,
    ],
  ])('have no record with %s', async (_, parts, problem) => {
    put('files.img', COMMON, magicOf('files.img'), ...parts);
    expect(await problems()).toEqual([expect.stringMatching(problem)]);
  });

  it.each<[string, readonly number[], number]>([
    ['pipes-data.img', fields({ 1: 9, 2: 50 }), 50],
    ['fifo-data.img', fields({ 1: 9, 2: 50 }), 50],
    ['sk-queues.img', fields({ 1: 9, 2: 7 }), 7],
    ['tcp-stream-a1.img', fields({ 1: 20, 2: 99, 3: 30 }), 50],
    ['bpfmap-data.img', fields({ 1: 1, 2: 8, 3: 16 }), 24],
    ['ipcns-sem-9.img', fields({ 2: 5 }), 16],
    ['ipcns-shm-9.img', fields({ 2: 5 }), 8],
    ['ipcns-shm-9.img', fields({ 2: 5, 3: 1 }), 0],
  ])('have what belongs to a record behind it: %s', async (name, record, payload) => {
    const parts = [COMMON, magicOf(name), record.length, Uint8Array.from(record), bytes(payload)];
    put(name, ...parts, ...parts.slice(2));
    expect(await problems()).toEqual([]);
    put(name, ...parts, ...parts.slice(2, -1), bytes(Math.max(0, payload - 1)));
    if (payload > 0) expect(await problems()).toEqual([expect.stringMatching(/what belongs to a record: /)]);
    put(name, ...parts, 0);
    expect(await problems()).toEqual([]);
  });

  it('have the content of a deleted file, whole or in chunks', async () => {
    const name = 'ghost-file-1.img';
    const whole = fields({ 1: 0, 2: 0, 3: 1 });
    put(name, COMMON, magicOf(name), whole.length, Uint8Array.from(whole), bytes(777));
    expect(await problems()).toEqual([]);
    const chunked = Uint8Array.from([...whole, ...fields({ 9: 1 })]);
    const chunk = Uint8Array.from(fields({ 1: 100, 2: 4 }));
    const parts = [COMMON, magicOf(name), chunked.length, chunked, chunk.length, chunk];
    put(name, ...parts, bytes(100), ...parts.slice(4), bytes(100));
    expect(await problems()).toEqual([]);
    put(name, ...parts, bytes(99));
    expect(await problems()).toEqual([expect.stringMatching(/99 of 100 bytes are there/)]);
  });

  it('have the messages of a queue, each up to a whole word', async () => {
    const name = 'ipcns-msg-9.img';
    const queue = Uint8Array.from(fields({ 2: 3, 3: 2 }));
    const message = Uint8Array.from(fields({ 1: 1, 2: 3 }));
    const parts = [COMMON, magicOf(name), queue.length, queue, message.length, message, bytes(8)];
    put(name, ...parts, ...parts.slice(4));
    expect(await problems()).toEqual([]);
    put(name, ...parts);
    expect(await problems()).toEqual([expect.stringMatching(/ends inside the length of a record/)]);
  });

  it('have as many pages as a pagemap says, of any size that pages have', async () => {
    const entry = { address: 4096, lazy: false };
    const image = pagemapImage({
      pagesId: 7,
      entries: [
        { ...entry, pages: 2, inParent: false, present: true },
        { ...entry, pages: 100, inParent: true, present: false },
        { ...entry, pages: 3, inParent: false, present: true, lazy: true },
      ],
    });
    writeFileSync(join(folder, 'pagemap-shmem-3.img'), image);
    for (const size of [4096, 16_384, 65_536]) {
      put('pages-7.img', bytes(5 * size));
      expect(await problems()).toEqual([]);
    }
    for (const size of [0, 4 * 4096, 5 * 4096 + 1, 6 * 4096]) {
      put('pages-7.img', bytes(size));
      expect(await problems()).toEqual([
        `pagemap-shmem-3.img has 5 pages in pages-7.img, which has ${size} bytes`,
      ]);
    }
    expect(await problems(['pages-7.img'])).toEqual([]);
    expect(await problems(['pagemap-shmem-3.img'])).toEqual([]);
  });

  it('that are pipes, devices, links or folders are not read', async () => {
    const path = join(folder, 'files.img');
    const makers = [
      () => execFileSync('mkfifo', [path]),
      () => symlinkSync('inventory.img', path),
      () => mkdirSync(path),
    ];
    for (const make of makers) {
      make();
      expect(await problems()).toEqual(['files.img cannot be read']);
      rmSync(path, { recursive: true });
    }
  });

  it('are not read on when the signal says so', async () => {
    const reason = new Error('told to end');
    await expect(problems([], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('images of somebody who means harm', () => {
  /** Resident memory that a look takes at most, beside what Node takes of itself in such a time. */
  const MOST = 64 * 1024 * 1024;

  async function withoutMuchMemory<T>(work: () => Promise<T>): Promise<T> {
    const before = process.memoryUsage.rss();
    const result = await work();
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST);
    return result;
  }

  it('cost no memory for fields without number', async () => {
    putRecords('files.img');
    const many = Buffer.alloc(3 * 1024 * 1024);
    for (let at = 0; at < many.length; at += 2) many.writeUInt16BE(0x0a00, at);
    put('files.img', COMMON, magicOf('files.img'), many.length, many);
    expect(await withoutMuchMemory(problems)).toEqual([expect.stringMatching(/more than 1048576 fields/)]);
  });

  it('cost no memory for records without end', async () => {
    put('files.img', COMMON, magicOf('files.img'));
    truncateSync(join(folder, 'files.img'), 1024 * 1024);
    expect(await withoutMuchMemory(problems)).toEqual([]);
  });

  it('are not followed into cgroups without end', async () => {
    const nested = (depth: number): readonly number[] => {
      let message: readonly number[] = [];
      for (let level = 0; level < depth; level++) message = [0x12, ...varint(message.length), ...message];
      return message;
    };
    putRecords('cgroup.img', nested(128));
    expect(await problems()).toEqual([]);
    putRecords('cgroup.img', nested(129));
    expect(await problems()).toEqual([expect.stringMatching(/more than 128 messages within each other/)]);
  });

  it('with any bytes changed, cut or added end in an answer', async () => {
    const real = ['inventory.img', 'pstree.img', PAGEMAP, 'stats-dump'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...real),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        fc.nat(),
        fc.uint8Array({ maxLength: 40 }),
        async (name, changes, cut, added) => {
          const image = readFileSync(join(IMAGES, name));
          for (const [at, value] of changes) image.writeUInt8(value, at % image.length);
          put(name, image.subarray(0, cut % 2 === 0 ? image.length : cut % image.length), added);
          for (const problem of await problems()) expect(problem).toMatch(/^[\w.-]+ (has|is|ends|cannot) /);
          if (name !== 'inventory.img') rmSync(join(folder, name));
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('of nothing but noise, under every name, end in an answer', async () => {
    const names = ['files.img', 'ghost-file-1.img', 'ipcns-msg-1.img', 'pagemap-1.img', 'cgroup.img'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.uint8Array({ maxLength: 300 }), async (name, noise) => {
        put(name, COMMON, magicOf(name), noise);
        for (const problem of await problems()) expect(problem.startsWith(name)).toBe(true);
        rmSync(join(folder, name));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
