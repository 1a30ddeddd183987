import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inspection } from '../../../gen/api/criud/v1/inspection.js';
import { criu } from '../../../gen/criu/messages.js';
import { inspectImages } from '../../../src/criu/inspection/index.js';
import { describeOpenFlags } from '../../../src/criu/inspection/open-flags.js';
import { Failure } from '../../../src/failure/index.js';
import { inspectionMessage } from '../../../src/rpc/inspection-message.js';
import {
  addressSpace,
  FILES,
  type ImageFolder,
  imageFolder,
  PAGE,
  regularFile,
  STACK,
  stackPages,
  treeImages,
  WORDS,
  writePagemap,
} from './image-folder.js';

const SEED = 20261123;
const { images } = criu;

/** The words of the command line of the tree that is made here. */
const COMMAND_LINE = WORDS.split('\0').slice(0, -1);

const IN_PARENT = 1;
const PRESENT = 4;

describe('what was dumped', () => {
  it('is told with its processes, threads, memory and files', async () => {
    const { processes, files, needs } = await inspectImages(treeImages().path);
    const [root, child, gone] = processes;
    expect(root).toEqual({
      ...{ pid: 10, parentPid: 0, processGroup: 10, session: 10, state: 'running', name: 'root' },
      ...{ arguments: COMMAND_LINE, environment: [], cut: false, uid: 1000, gid: 100 },
      ...{ executable: '/bin/cat', workingDirectory: '/', rootDirectory: '/' },
      threads: [
        { tid: 10, name: 'root' },
        { tid: 11, name: 'second' },
      ],
      mappings: [
        mapping(0x40_0000, 2, 'r-xp', '/bin/cat', { offset: 0x1000n, dumpedBytes: 0n }),
        mapping(STACK, 2, 'rw-p', '[stack]', { offset: 0n, dumpedBytes: 2n * BigInt(PAGE) }),
      ],
      descriptors: [{ descriptor: 3, id: FILES.log, closeOnExec: true }],
    });
    expect(child).toMatchObject({ pid: 20, parentPid: 10, state: 'stopped', arguments: COMMAND_LINE });
    expect(gone).toMatchObject({
      ...{ pid: 30, state: 'zombie', name: 'gone', arguments: [], executable: '', mappings: [] },
      threads: [{ tid: 30, name: 'gone' }],
    });
    expect(files.at(-1)).toEqual({
      ...{ id: FILES.log, kind: 'regular', path: '/var/log/a', flags: 'O_WRONLY|O_APPEND|O_LARGEFILE' },
      ...{ position: 7n, buildId: '', removed: false, pipeId: 0 },
    });
    expect(needs).toMatchObject({
      ...{ pids: [10, 11, 20, 30], paths: ['/', '/bin/cat', '/var/log/a'], namespaces: ['net'] },
      ...{ securityLabels: ['profile'], memoryBytes: 4n * BigInt(PAGE) },
    });
  });

  it('is told with the environment where it is asked for', async () => {
    const { processes } = await inspectImages(treeImages().path, { environment: true });
    expect(processes[0]?.environment).toEqual(['PATH=/bin', 'SECRET=42']);
  });

  it('has command lines out of the images of parents', async () => {
    const [newest, middle, oldest] = [treeImages(), imageFolder(), imageFolder()];
    newest.linkParent(middle.path);
    middle.linkParent(oldest.path);
    const [first, second] = [stackPages().subarray(0, PAGE), stackPages().subarray(PAGE)];
    writePagemap(newest, 10, [{ address: STACK, pages: 2, flags: IN_PARENT }]);
    newest.writePages(10, Buffer.alloc(0));
    writePagemap(middle, 10, [
      { address: STACK - PAGE, pages: 1, flags: PRESENT },
      { address: STACK, pages: 1, flags: PRESENT },
      { address: STACK + PAGE, pages: 1, flags: IN_PARENT },
    ]);
    middle.writePages(10, Buffer.concat([Buffer.alloc(PAGE, 'x'), first]));
    writePagemap(oldest, 10, [{ address: STACK, pages: 2, flags: PRESENT }]);
    oldest.writePages(10, Buffer.concat([Buffer.alloc(PAGE, 'y'), second]));

    const [root] = (await inspectImages(newest.path)).processes;
    expect(root?.arguments).toEqual(COMMAND_LINE);
    expect(root?.mappings.at(-1)?.dumpedBytes).toBe(2n * BigInt(PAGE));
  });

  it('lacks of a command line what is in no image, and says so', async () => {
    const folder = treeImages();
    folder.writePages(10, stackPages().subarray(0, PAGE));
    const [root] = (await inspectImages(folder.path)).processes;
    expect(root).toMatchObject({ arguments: ['cat', '--nu'], cut: true });
  });

  it('is told of images of a CRIU before 4.1', async () => {
    const folder = treeImages();
    const core = { tc: { taskState: 1, comm: 'root', cgSet: 2 } };
    const creds = { uid: 1, gid: 2 };
    folder.write('core-10.img', 'core', images.core_entry.encode({ ...core, threadCore: { creds } }));
    folder.write(
      'cgroup.img',
      'cgroup',
      images.cgroup_entry.encode({ sets: [{ id: 2, ctls: [{ name: 'cpu', path: '/a' }] }] }),
    );
    folder.write(
      'pagemap-10.img',
      'pagemap',
      images.pagemap_head.encode({ pagesId: 10 }),
      images.pagemap_entry.encode({ vaddr: STACK, compatNrPages: 2, flags: PRESENT }),
    );
    const { processes, needs } = await inspectImages(folder.path);
    expect(processes[0]).toMatchObject({ name: 'root', uid: 1, arguments: COMMAND_LINE });
    expect(processes[0]?.mappings.at(-1)?.dumpedBytes).toBe(2n * BigInt(PAGE));
    expect(needs.cgroups).toEqual(['cpu:/a']);
  });

  it('is told with sockets of every family', async () => {
    const folder = treeImages();
    const inet = { proto: 6, state: 1, type: 1, srcPort: 80, dstPort: 4000 };
    const loopback6 = [0, 0, 0, 0x0100_0000];
    folder.write(
      'files.img',
      'files',
      images.file_entry.encode({
        ...{ type: 4, id: 1 },
        isk: { ...inet, family: 10, srcAddr: loopback6, dstAddr: loopback6, nsId: 2 },
      }),
      images.file_entry.encode({
        ...{ type: 4, id: 2 },
        isk: { ...inet, family: 2, state: 10, srcAddr: [0], dstAddr: [0], dstPort: 0 },
      }),
      unixSocket(3, { ino: 300, peer: 400, name: Buffer.from('\0a\0b') }),
      unixSocket(4, { ino: 400, peer: 300, name: Buffer.from('sock\0'), nameDir: '/run' }),
      images.file_entry.encode({ type: 13, id: 5, nlsk: { protocol: 15, portid: 77, dstPortid: 0 } }),
      images.file_entry.encode({ type: 10, id: 6, psk: { type: 3, protocol: 768 } }),
    );
    const { sockets, needs } = await inspectImages(folder.path);
    expect(
      sockets.map(({ family, type, state, local, remote, peerId }) => [
        family,
        type,
        state,
        local,
        remote,
        peerId,
      ]),
    ).toEqual([
      ['inet6', 'stream', 'ESTABLISHED', '[::1]:80', '[::1]:4000', 0],
      ['inet', 'stream', 'LISTEN', '0.0.0.0:80', '', 0],
      ['unix', 'stream', 'connected', '@a@b', '/run/sock', 4],
      ['unix', 'stream', 'connected', '/run/sock', '@a@b', 3],
      ['netlink', '', '', '77', '0', 0],
      ['packet', 'raw', '', '', '', 0],
    ]);
    expect(needs).toMatchObject({ addresses: ['::1'], establishedConnections: 1 });
  });
});

describe('images that CRIU does not make', () => {
  const DAMAGES: readonly { what: string; file: string; make: (folder: ImageFolder) => void }[] = [
    {
      what: 'an image that is not there',
      file: 'core-11.img',
      make: (folder) => folder.remove('core-11.img'),
    },
    {
      what: 'a process that is there twice',
      file: 'pstree.img',
      make: (folder) => writeTree(folder, [10, 0], [20, 10], [20, 10]),
    },
    {
      what: 'processes that are the parents of each other',
      file: 'pstree.img',
      make: (folder) => writeTree(folder, [10, 0], [20, 30], [30, 20]),
    },
    {
      what: 'a pid that Linux does not have',
      file: 'pstree.img',
      make: (folder) => writeTree(folder, [2 ** 31, 0]),
    },
    {
      what: 'a thread that Linux does not have',
      file: 'pstree.img',
      make: (folder) =>
        folder.write(
          'pstree.img',
          'pstree',
          images.pstree_entry.encode({ pid: 10, ppid: 0, pgid: 10, sid: 10, threads: [10, 2 ** 31] }),
        ),
    },
    {
      what: 'a descriptor that Linux does not have',
      file: 'fdinfo-5.img',
      make: (folder) =>
        folder.write(
          'fdinfo-5.img',
          'fdinfo',
          images.fdinfo_entry.encode({ id: FILES.log, flags: 0, type: 1, fd: 2 ** 31 }),
        ),
    },
    {
      what: 'two files of the same id',
      file: 'files.img',
      make: (folder) => folder.write('files.img', 'files', regularFile(1, '/a'), regularFile(1, '/b')),
    },
    {
      what: 'a file that is not what its type says',
      file: 'files.img',
      make: (folder) => folder.write('files.img', 'files', images.file_entry.encode({ type: 5, id: 1 })),
    },
    {
      what: 'an address of too many words',
      file: 'files.img',
      make: (folder) => {
        const end = { family: 2, type: 1, proto: 6, state: 1, srcPort: 1, dstPort: 1 };
        const isk = { ...end, srcAddr: [1, 2, 3], dstAddr: [1] };
        folder.write('files.img', 'files', images.file_entry.encode({ type: 4, id: 1, isk }));
      },
    },
    {
      what: 'more memory than there is',
      file: 'pagemap-10.img',
      make: (folder) => writePagemap(folder, 10, [{ address: STACK, pages: 2 ** 52, flags: PRESENT }]),
    },
    {
      what: 'an image of many gigabytes',
      file: 'files.img',
      make: ({ path }) => truncateSync(join(path, 'files.img'), 2 ** 40),
    },
    {
      what: 'a pipe in place of an image',
      file: 'fs-10.img',
      make: (folder) => {
        folder.remove('fs-10.img');
        execFileSync('mkfifo', [join(folder.path, 'fs-10.img')]);
      },
    },
    {
      what: 'a path that is told over and over',
      file: '',
      make: (folder) => {
        folder.write('files.img', 'files', regularFile(FILES.program, `/${'x'.repeat(100_000)}`));
        folder.write('mm-10.img', 'mm', addressSpace(1000));
      },
    },
  ];

  it.each(DAMAGES)('are refused with the name of the file: $what', async ({ file, make }) => {
    const folder = treeImages();
    make(folder);
    await expect(inspectImages(folder.path)).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: join(folder.path, file).replace(/\/$/, '') },
    });
  });

  it('have no words where a parent leads back to itself', async () => {
    const folder = treeImages();
    folder.linkParent(folder.path);
    writePagemap(folder, 10, [{ address: STACK, pages: 2, flags: IN_PARENT }]);
    const [root] = (await inspectImages(folder.path)).processes;
    expect(root).toMatchObject({ arguments: [], cut: true });
  });

  it('have no words where a file of pages is a pipe', async () => {
    const folder = treeImages();
    folder.remove('pages-10.img');
    execFileSync('mkfifo', [join(folder.path, 'pages-10.img')]);
    const [root] = (await inspectImages(folder.path)).processes;
    expect(root?.arguments).toEqual([]);
  });

  it('never make it fail in another way, whatever bytes are in them', async () => {
    const folder = treeImages().path;
    const whole = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    const change = fc.record({
      name: fc.constantFrom(...[...whole.keys()].filter((name) => !name.startsWith('pages-'))),
      at: fc.nat(),
      byte: fc.nat(255),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        for (const { name, at, byte, cut } of changes) {
          const bytes = Buffer.from(whole.get(name) ?? []);
          bytes[at % bytes.length] = byte;
          writeFileSync(join(folder, name), cut ? bytes.subarray(0, at % bytes.length) : bytes);
        }
        try {
          const inspection = await inspectImages(folder, { environment: true });
          // What is told of them can be sent.
          expect(Inspection.encode(inspectionMessage(inspection)).finish().length).toBeGreaterThan(0);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          expect(error.reason).toBe('CHECKPOINT_DAMAGED');
        }
        for (const { name } of changes) writeFileSync(join(folder, name), whole.get(name) ?? '');
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('flags of an open file', () => {
  it.each([
    [0, 'O_RDONLY'],
    [0o2, 'O_RDWR'],
    [0o4010000 | 1, 'O_WRONLY|O_SYNC'],
    [0o10000, 'O_RDONLY|O_DSYNC'],
    [0o20200000 | 2, 'O_RDWR|O_TMPFILE'],
    [0o200000, 'O_RDONLY|O_DIRECTORY'],
    [0x8000_0000 | 0o2000, 'O_RDONLY|O_APPEND|020000000000'],
  ])('are %i in words', (flags, words) => {
    expect(describeOpenFlags(flags)).toBe(words);
  });
});

function mapping(
  start: number,
  pages: number,
  permissions: string,
  name: string,
  rest: { offset: bigint; dumpedBytes: bigint },
) {
  return { start: BigInt(start), end: BigInt(start + pages * PAGE), permissions, name, ...rest };
}

function unixSocket(
  id: number,
  usk: { readonly ino: number; readonly peer: number; readonly name: Buffer; readonly nameDir?: string },
) {
  return images.file_entry.encode({ type: 5, id, usk: { ...usk, type: 1, state: 1 } });
}

function writeTree(
  folder: ImageFolder,
  ...processes: readonly (readonly [pid: number, ppid: number])[]
): void {
  const entries = processes.map(([pid, ppid]) =>
    images.pstree_entry.encode({ pid, ppid, pgid: 1, sid: 1, threads: [pid] }),
  );
  folder.write('pstree.img', 'pstree', ...entries);
}
