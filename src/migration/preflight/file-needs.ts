import type { BigIntStats } from 'node:fs';
import { constants, stat } from 'node:fs/promises';
import {
  infoValue,
  isMemory,
  mappedFile,
  type ProcessSnapshot,
  readPlaces,
  type TreeSnapshot,
} from '../../host/index.js';
import { buildIdOf, factsOf, inTurns } from './file-facts.js';
import type { FileNeed, FileUse, NeedGap } from './tree-needs.js';

/** The mark the kernel puts behind the name of a removed file. */
const DELETED = / \(deleted\)$/;

/** Files that come and go with processes: those of the tree come with it. */
const OF_A_PROCESS = /^\/proc\/(?:\d+|self|thread-self)(?:\/|$)/;

/** One way in which one process uses a file. */
interface Sighting {
  readonly use: FileUse;
  readonly pid: number;
  readonly ownMounts: boolean;
  /** Leads to the file itself. */
  readonly handle: string;
  readonly link: string;
  readonly removed: boolean;
  readonly status: BigIntStats | undefined;
  readonly written: boolean;
  /** Log files and the like, of which CRIU notes no size. */
  readonly onlyAppends: boolean;
}

/**
 * Every file that the processes of a tree have open, have mapped, run or stand
 * in, each once and in the order of their paths; and what of them could not be
 * told. Without memory files, the terminals and sockets, and what /proc has of a
 * process: they come along or are found again by other means.
 */
export async function readFileNeeds(
  snapshot: TreeSnapshot,
  limit: number,
): Promise<{ readonly files: readonly FileNeed[]; readonly gaps: readonly NeedGap[] }> {
  const gaps: NeedGap[] = [];
  const byFile = new Map<string, Sighting[]>();
  let closed = 0;
  for (const one of snapshot.processes) {
    if (one.files === undefined || one.mappings === undefined) closed += 1;
    for (const sighting of await sightingsOf(one, snapshot.criu.namespaces.mnt)) {
      const { link, ownMounts } = sighting;
      if (!link.startsWith('/') || isMemory(link) || OF_A_PROCESS.test(link)) continue;
      const key = `${ownMounts} ${link}`;
      const known = byFile.get(key);
      if (known === undefined) byFile.set(key, [sighting]);
      else known.push(sighting);
    }
  }
  if (closed > 0) gaps.push({ what: 'processes', count: closed, why: 'criud may not see their files' });

  const sorted = [...byFile.values()].sort(([one], [other]) =>
    (one?.link ?? '') < (other?.link ?? '') ? -1 : 1,
  );
  if (sorted.length > limit) {
    gaps.push({ what: 'files', count: sorted.length - limit, why: `no more than ${limit} are told` });
  }
  const needs = await inTurns(sorted.slice(0, limit), needOf);
  const unknown = needs.filter((need) => need === 'unknown').length;
  if (unknown > 0) gaps.push({ what: 'files', count: unknown, why: 'they could not be looked at' });
  return { files: needs.filter((need) => need !== 'unknown' && need !== 'no file'), gaps };
}

async function sightingsOf(
  { facts, namespaces, files, mappings }: ProcessSnapshot,
  criuMounts: string | undefined,
): Promise<Sighting[]> {
  const { pid } = facts;
  const common = { pid, ownMounts: namespaces.mnt !== undefined && namespaces.mnt !== criuMounts };
  const opened = (files ?? []).flatMap((file): Sighting[] => {
    const { fd, link, status, removed } = file;
    if (status === undefined) return [];
    const flags = Number.parseInt(infoValue(file, 'flags') ?? '0', 8);
    const access = flags & (constants.O_WRONLY | constants.O_RDWR);
    const onlyAppends = access === constants.O_WRONLY && (flags & constants.O_APPEND) !== 0;
    return [
      {
        ...common,
        use: 'open',
        handle: `/proc/${pid}/fd/${fd}`,
        link,
        removed,
        status,
        written: access !== 0,
        onlyAppends,
      },
    ];
  });
  const mapped = (mappings ?? []).flatMap((mapping): Sighting[] => {
    const { name, inode, removed, status, written = false } = mapping;
    if (inode === 0n) return [];
    const link = name.replaceAll('\\012', '\n');
    const handle = mappedFile(pid, mapping);
    return [{ ...common, use: 'mapping', handle, link, removed, status, written, onlyAppends: false }];
  });
  const places = (await readPlaces(pid)).map(
    ({ kind, ...place }): Sighting => ({
      ...common,
      ...place,
      use: kind,
      written: false,
      onlyAppends: false,
    }),
  );
  return [...places, ...mapped, ...opened];
}

async function needOf(sightings: readonly Sighting[]): Promise<FileNeed | 'unknown' | 'no file'> {
  const [first] = sightings;
  // A name that is no UTF-8 has been garbled, and would be looked for in vain.
  if (first === undefined || first.link.includes('\uFFFD')) return 'unknown';
  const { link, ownMounts, pid, removed, handle } = first;
  const status =
    sightings.find((one) => one.status !== undefined)?.status ??
    // Without leave for map_files, by the name.
    (await stat(handle, { bigint: true }).catch(() =>
      removed
        ? undefined
        : stat(ownMounts ? `/proc/${pid}/root${link}` : link, { bigint: true }).catch(() => undefined),
    ));
  if (status === undefined) return 'unknown';
  const facts = factsOf(status);
  if (facts === undefined || (facts.device !== undefined && isTerminal(facts.device))) return 'no file';
  const buildId = facts.type === 'regular' && !removed ? await buildIdOf(handle) : undefined;
  return {
    path: removed ? link.replace(DELETED, '') : link,
    ...facts,
    uses: [...new Set(sightings.map(({ use }) => use))],
    pid,
    comparesSize: facts.type === 'regular' && sightings.some(({ onlyAppends }) => !onlyAppends),
    written: facts.type === 'regular' && sightings.some(({ written }) => written),
    ...(buildId !== undefined && { buildId }),
    ...(removed && { removed: { links: Number(status.nlink) } }),
    ownMounts,
  };
}

/** The consoles, /dev/tty and /dev/ptmx, and both sides of pseudo-terminals. */
function isTerminal(device: string): boolean {
  const major = Number(device.split(':')[0]);
  return major === 4 || major === 5 || (major >= 128 && major <= 143);
}
