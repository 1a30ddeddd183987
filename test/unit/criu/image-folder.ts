import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { criu } from '../../../gen/criu/messages.js';
import { encodeImage, type ImageKind } from '../../../src/criu/image/image-file.js';

const { images } = criu;

/** Images that a test makes. */
export interface ImageFolder {
  readonly path: string;
  write(name: string, kind: ImageKind, ...records: readonly { finish(): Uint8Array }[]): void;
  writePages(id: number, bytes: Uint8Array): void;
  /** Whatever is there by this name. */
  remove(name: string): void;
  /** Makes another folder the one of the parent. */
  linkParent(parent: string): void;
}

/** An empty folder for images, which is removed with the test. */
export function imageFolder(): ImageFolder {
  const path = mkdtempSync(join(tmpdir(), 'criu-images-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return {
    path,
    write(name, kind, ...records) {
      writeFileSync(
        join(path, name),
        encodeImage(
          kind,
          records.map((record) => record.finish()),
        ),
      );
    },
    writePages: (id, bytes) => writeFileSync(join(path, `pages-${id}.img`), bytes),
    remove: (name) => rmSync(join(path, name)),
    linkParent: (parent) => symlinkSync(parent, join(path, 'parent')),
  };
}

export const PAGE = 4096;

/** Where the stack of a process is that `treeImages` makes, and its command line in it. */
export const STACK = 0x7ff0_0000_0000;
export const WORDS = 'cat\0--number\0a file\0';
const VARIABLES = 'PATH=/bin\0SECRET=42\0';

/** `id` of the files of a tree that `treeImages` makes. */
export const FILES = { program: 1, folder: 2, log: 3 } as const;

const CRIU_NAMESPACES = { pidNsId: 1, netNsId: 2, mntNsId: 3 };

/**
 * Images of a root with two threads, a child that is stopped and another that
 * has ended, as CRIU 4.2 writes them: the pages of the root are two of its stack.
 */
export function treeImages(): ImageFolder {
  const folder = imageFolder();
  const ids = { vmId: 1, filesId: 5, fsId: 1, sighandId: 1 };
  folder.write(
    'inventory.img',
    'inventory',
    images.inventory_entry.encode({ imgVersion: 2, rootIds: { ...ids, ...CRIU_NAMESPACES } }),
  );
  folder.write(
    'pstree.img',
    'pstree',
    images.pstree_entry.encode({ pid: 10, ppid: 0, pgid: 10, sid: 10, threads: [10, 11] }),
    images.pstree_entry.encode({ pid: 20, ppid: 10, pgid: 10, sid: 10, threads: [20] }),
    // CRIU leaves the id of a thread of one that has ended as it finds it.
    images.pstree_entry.encode({ pid: 30, ppid: 10, pgid: 10, sid: 10, threads: [4_000_000_000] }),
  );
  const creds = { uid: 1000, gid: 100, lsmProfile: 'profile' };
  const living = (comm: string, taskState: number) =>
    images.core_entry.encode({ tc: { taskState, comm }, threadCore: { creds, comm } });
  folder.write('core-10.img', 'core', living('root', 1));
  folder.write('core-11.img', 'core', images.core_entry.encode({ threadCore: { creds, comm: 'second' } }));
  folder.write('core-20.img', 'core', living('child', 3));
  folder.write('core-30.img', 'core', images.core_entry.encode({ tc: { taskState: 2, comm: 'gone' } }));
  for (const pid of [10, 20]) {
    folder.write(
      `ids-${pid}.img`,
      'ids',
      images.task_kobj_ids_entry.encode({ ...ids, ...CRIU_NAMESPACES, netNsId: 9 }),
    );
    folder.write(
      `fs-${pid}.img`,
      'fs',
      images.fs_entry.encode({ cwdId: FILES.folder, rootId: FILES.folder }),
    );
    folder.write(`mm-${pid}.img`, 'mm', addressSpace());
    writePagemap(folder, pid, [{ address: STACK, pages: 2, flags: 4 }]);
  }
  folder.writePages(10, stackPages());
  folder.writePages(20, stackPages());
  folder.write(
    'fdinfo-5.img',
    'fdinfo',
    images.fdinfo_entry.encode({ id: FILES.log, flags: 1, type: 1, fd: 3 }),
  );
  folder.write(
    'files.img',
    'files',
    regularFile(FILES.program, '/bin/cat'),
    regularFile(FILES.folder, '/'),
    regularFile(FILES.log, '/var/log/a', 0o102001),
  );
  return folder;
}

/** An address space with a program, and a stack that begins with the command line and the environment. */
export function addressSpace(vmas: number = 0) {
  const vma = { pgoff: 0, shmid: 0, flags: 2, status: 0x201, prot: 3 };
  const more = Array.from({ length: vmas }, (_, index) => ({
    ...{ ...vma, start: 0x1000 * (index + 1), end: 0x1000 * (index + 2), status: 0x41 },
    shmid: FILES.program,
  }));
  const words = STACK + PAGE - 8;
  return images.mm_entry.encode({
    mmStartStack: STACK + 100,
    mmArgStart: words,
    mmArgEnd: words + WORDS.length,
    mmEnvStart: words + WORDS.length,
    mmEnvEnd: words + WORDS.length + VARIABLES.length,
    exeFileId: FILES.program,
    vmas: [
      ...more,
      {
        ...vma,
        start: 0x40_0000,
        end: 0x40_2000,
        shmid: FILES.program,
        status: 0x41,
        prot: 5,
        pgoff: 0x1000,
      },
      { ...vma, start: STACK, end: STACK + 2 * PAGE },
    ],
  });
}

export function regularFile(id: number, name: string, flags = 0) {
  return images.file_entry.encode({ type: 1, id, reg: { flags, pos: 7, name } });
}

/** Two pages; the words go over from the first to the second. */
export function stackPages(): Uint8Array {
  const pages = Buffer.alloc(2 * PAGE);
  pages.write(WORDS + VARIABLES, PAGE - 8, 'latin1');
  return pages;
}

/** Whose pages are in `pages-PID.img`. */
export function writePagemap(
  folder: ImageFolder,
  pid: number,
  entries: readonly { readonly address: number; readonly pages: number; readonly flags: number }[],
): void {
  folder.write(
    `pagemap-${pid}.img`,
    'pagemap',
    images.pagemap_head.encode({ pagesId: pid }),
    ...entries.map(({ address, pages, flags }) =>
      images.pagemap_entry.encode({ vaddr: address, compatNrPages: 0, nrPages: pages, flags }),
    ),
  );
}
