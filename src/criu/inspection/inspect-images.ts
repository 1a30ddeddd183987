import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCgroupSets } from '../image/cgroup.js';
import { readFiles } from '../image/files.js';
import { damaged, IMAGE_MAGICS } from '../image/image-file.js';
import { readInventory } from '../image/inventory.js';
import { readMemoryInodes } from '../image/memfd.js';
import type { DumpedMapping } from '../image/mm.js';
import { type DumpedProcess, readTree } from '../image/pstree.js';
import { readRemovedFiles } from '../image/remap-fpath.js';
import { readTerminals } from '../image/tty-info.js';
import { type DumpedMemory, openDumpedMemory } from './dumped-memory.js';
import { inspectFiles, inspectSockets, type OpenFiles, pathOf } from './files.js';
import type { InspectedMapping, InspectedProcess, Inspection } from './inspection.js';
import { openAccount, refuseImpossibleImages } from './limits.js';
import { tellNeeds } from './needs.js';
import { LARGEST_PID, type LivingProcess, type ProcessImages, readProcessImages } from './process.js';
import { NO_WORDS, readWords } from './words.js';

/** Bytes of a command line that are told, and of an environment. */
const LONGEST_ARGUMENTS = 64 * 1024;
const LONGEST_ENVIRONMENT = 256 * 1024;

export interface InspectionOptions {
  /** Reads the environment of processes, too, which holds secrets. Default false. */
  readonly environment?: boolean;
}

/**
 * Looks into the images of a dump: what was dumped, and what a restore needs.
 * They may come from anywhere: what they say is checked, and what is made of them
 * stays within limits. Of the pages only those are read that have the command
 * lines, and those of parents through the link `parent`.
 *
 * @param imagesFolder of a dump by CRIU 3.15 or newer. A pre-dump has no tree.
 * @throws Failure CHECKPOINT_DAMAGED naming the file
 * @throws the reason of the signal
 */
export async function inspectImages(
  imagesFolder: string,
  { environment = false }: InspectionOptions = {},
  signal?: AbortSignal,
): Promise<Inspection> {
  await refuseImpossibleImages(imagesFolder);
  const inventory = await readInventory(imagesFolder);
  const tree = await readTree(imagesFolder);
  refuseImpossibleTree(join(imagesFolder, 'pstree.img'), tree);
  const open: OpenFiles = {
    files: await readFiles(imagesFolder),
    inodes: await readMemoryInodes(imagesFolder),
    removed: await readRemovedFiles(imagesFolder),
  };
  const terminals = await readTerminals(imagesFolder);
  const cgroups = await readCgroupSets(imagesFolder);
  const shared = sharedMemory(imagesFolder);
  const account = openAccount(imagesFolder);

  const processes: ProcessImages[] = [];
  const inspected: InspectedProcess[] = [];
  let memoryBytes = 0n;
  for (const each of tree) {
    signal?.throwIfAborted();
    const process = await readProcessImages(imagesFolder, each);
    const told = await inspectProcess(process, open, shared, environment);
    account.add(told.executable, told.workingDirectory, told.rootDirectory);
    for (const { name } of [...told.threads, ...told.mappings]) account.add(name);
    for (const _ of told.descriptors) account.add();
    account.add(...told.arguments, ...told.environment);
    inspected.push(told);
    memoryBytes += process.living?.memory?.bytes ?? 0n;
    processes.push(withoutMemory(process));
  }
  memoryBytes += await shared.bytes();

  const files = inspectFiles(open);
  const sockets = inspectSockets(open);
  for (const { path } of files) account.add(path, path); // among the needs, too
  for (const { local, remote } of sockets) account.add(local, remote);
  const needs = await tellNeeds(imagesFolder, {
    ...{ inventory, processes, open, terminals, cgroups, memoryBytes },
  });
  for (const { path, source, root } of needs.mounts) account.add(path, source, root);
  account.add(...needs.cgroups, ...needs.securityLabels);
  return { processes: inspected, files, sockets, needs };
}

/** @throws Failure CHECKPOINT_DAMAGED where it is no tree, or has ids that Linux does not have. */
function refuseImpossibleTree(path: string, tree: readonly DumpedProcess[]): void {
  const offset = IMAGE_MAGICS.pstree.length * 4;
  const pids = new Set<number>();
  for (const { pid, parentPid, processGroup, session } of tree) {
    if (pid < 1 || Math.max(pid, processGroup, session) > LARGEST_PID) {
      throw damaged(path, offset, `has the ids ${pid}, ${processGroup} and ${session}`);
    }
    if (pids.has(pid)) throw damaged(path, offset, `has process ${pid} twice`);
    const isRoot = pids.size === 0;
    if (!isRoot && !pids.has(parentPid)) {
      throw damaged(path, offset, `has process ${pid} before its parent ${parentPid}`);
    }
    pids.add(pid);
  }
}

async function inspectProcess(
  { process, main, threads, living }: ProcessImages,
  open: OpenFiles,
  shared: SharedMemory,
  environment: boolean,
): Promise<InspectedProcess> {
  const { pid, parentPid, processGroup, session } = process;
  const { name, state } = main.process ?? { name: main.name ?? '', state: 'unknown' };
  const ranges = living?.addressSpace;
  const words = ranges && (await readWords(living.memory, ranges.arguments, LONGEST_ARGUMENTS));
  const variables =
    environment && ranges
      ? await readWords(living.memory, ranges.environment, LONGEST_ENVIRONMENT)
      : NO_WORDS;
  return {
    ...{ pid, parentPid, processGroup, session, state, name },
    arguments: words?.words ?? [],
    environment: variables.words,
    cut: words?.cut === true || variables.cut,
    executable: living ? pathOf(open, living.addressSpace.executableId) : '',
    workingDirectory: living ? pathOf(open, living.workingDirectoryId) : '',
    rootDirectory: living ? pathOf(open, living.rootDirectoryId) : '',
    uid: main.credentials?.uid ?? 0,
    gid: main.credentials?.gid ?? 0,
    threads: [...threads].map(([tid, thread]) => ({ tid, name: thread.name ?? name })),
    mappings: living ? await inspectMappings(living, open, shared) : [],
    descriptors: (living?.descriptors ?? []).map(({ descriptor, fileId, closeOnExec }) => ({
      ...{ descriptor, id: fileId, closeOnExec },
    })),
  };
}

async function inspectMappings(
  { addressSpace, memory }: LivingProcess,
  open: OpenFiles,
  shared: SharedMemory,
): Promise<readonly InspectedMapping[]> {
  const mappings: InspectedMapping[] = [];
  for (const mapping of addressSpace.mappings) {
    const { start, end, permissions, offset } = mapping;
    const name = nameOf(mapping, addressSpace.stack, open);
    const own = memory?.bytesWithin(start, end) ?? 0n;
    const ofOthers = await (await shared.of(mapping, open))?.bytesWithin(offset, offset + end - start);
    mappings.push({ start, end, permissions, name, offset, dumpedBytes: own + (ofOthers ?? 0n) });
  }
  return mappings;
}

function nameOf(mapping: DumpedMapping, stack: bigint, open: OpenFiles): string {
  switch (mapping.kind) {
    case 'private-file':
    case 'shared-file':
    case 'private-memfd':
    case 'shared-memfd':
      return pathOf(open, Number(mapping.objectId));
    case 'vdso':
    case 'vvar':
    case 'vsyscall':
    case 'uprobes':
    case 'aio':
      return `[${mapping.kind}]`;
    default:
      if (mapping.isHeap) return '[heap]';
      return mapping.start <= stack && stack < mapping.end ? '[stack]' : '';
  }
}

const SHARED_MEMORY = /^pagemap-shmem-\d+\.img$/;

/** Memory that processes share, each opened once. */
interface SharedMemory {
  /** What a mapping has from there; undefined of memory that is a process's own. */
  of(mapping: DumpedMapping, open: OpenFiles): Promise<DumpedMemory | undefined>;
  /** Of all that there is. */
  bytes(): Promise<bigint>;
}

function sharedMemory(imagesFolder: string): SharedMemory {
  const opened = new Map<string, Promise<DumpedMemory | undefined>>();

  function openOnce(name: string): Promise<DumpedMemory | undefined> {
    const memory = opened.get(name) ?? openDumpedMemory(imagesFolder, name);
    opened.set(name, memory);
    return memory;
  }

  function idOf({ kind, objectId }: DumpedMapping, { files, inodes }: OpenFiles): bigint | undefined {
    if (kind === 'shared' || kind === 'sysv') return objectId;
    if (kind !== 'shared-memfd') return undefined;
    const file = files.get(Number(objectId));
    return file?.kind === 'memfd' ? inodes.get(file.inodeId)?.sharedMemoryId : undefined;
  }

  return {
    async of(mapping, open) {
      const id = idOf(mapping, open);
      if (id === undefined) return undefined;
      return openOnce(`pagemap-shmem-${id}.img`);
    },
    async bytes() {
      const names = await readdir(imagesFolder);
      let bytes = 0n;
      for (const name of names.filter((name) => SHARED_MEMORY.test(name))) {
        bytes += (await openOnce(name))?.bytes ?? 0n;
      }
      return bytes;
    },
  };
}

/** What stays of a process while the others are looked into; a pagemap is large. */
function withoutMemory({ living, ...process }: ProcessImages): ProcessImages {
  return living === undefined ? process : { ...process, living: { ...living, memory: undefined } };
}
