import { isDeepStrictEqual } from 'node:util';
import { type Checkpoint, FinalState } from '../../../src/client/index.js';
import { succeeded } from '../../integration/call-failure.js';
import type { LabCriud } from '../criud.js';
import { rewritten, verifiedWrites } from '../dirtier.js';
import { checkpointsOn, idOf, LAB_PATIENCE, type Made, made } from '../dumps.js';
import type { LabHost } from '../host.js';
import type { Lab } from '../lab.js';
import type { Scenario } from '../scenario.js';

/** MiB of each of two processes and of the memory that they share, and pages that each rewrites in a second. */
const [OWN_MIB, SHARED_MIB, PAGES_PER_SECOND] = [16, 4, 200];
const PROCESSES = 2;

/** Pages that are rewritten from one round to the next. */
const DIRTY_PAGES = 100;

/** Pre-dumps before the dump that ends the tree. */
const ROUNDS = 3;

const MIB = 1024 * 1024;
const wait = LAB_PATIENCE;

export interface CatalogueReport {
  /** Bytes of the images of each round and of the dump, the oldest first; and of the flattened checkpoint. */
  readonly chainBytes: readonly number[];
  /** Pages that each of them has left to its parent. */
  readonly pagesOfParents: readonly number[];
  readonly flatBytes: number;
  readonly flattenMilliseconds: number;
  /** What criud had in memory at most, from its start to the end of the flattening. */
  readonly residentBytes: number;
  /** How often an image was altered, and how often verifying has found it. */
  readonly alterations: { readonly tried: number; readonly found: number };
  /** Only the flattened checkpoint is left when the rounds have been removed. */
  readonly isAlone: boolean;
  /** Writes that the memory had seen at the freeze, by the file that was not restored. */
  readonly writes: number;
  /** After how many writes the restored memory was compared, byte for byte, with what these writes make of it. */
  readonly verifiedWrites: number;
}

/**
 * Dumps a tree with memory of its own and shared memory over several rounds, makes one full checkpoint out of them,
 * removes the rounds, and restores that one. Before, it is altered in one place after the other, and verified.
 *
 * @throws when anything fails, or the restored memory is not what it was at the freeze.
 */
export async function catalogue(lab: Lab, say: (text: string) => void): Promise<CatalogueReport> {
  say('booting a guest');
  const host = await lab.host({ memoryMiB: 1536 });
  await using criud = await host.startCriud();
  const { checkpoints, catalog } = criud.client;

  await using dirtier = await host.workload('dirtier', [
    ...[String(OWN_MIB), String(PAGES_PER_SECOND)],
    ...['--shared', String(SHARED_MIB), '--processes', String(PROCESSES)],
  ]);
  const target = { pid: dirtier.pid };
  const chain: Made[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const parent = chain.at(-1)?.checkpoint.name ?? '';
    chain.push(made((await checkpoints.preDump({ target, parent, wait })).operation));
    await rewritten(dirtier, DIRTY_PAGES);
  }
  const parent = chain.at(-1)?.checkpoint.name ?? '';
  const final = made(
    (await checkpoints.dump({ target, parent, finalState: FinalState.DEAD, wait })).operation,
  );
  chain.push(final);
  const writes = await dirtier.reported('writes');
  say(`a chain of ${chain.map(({ checkpoint }) => mebibytes(sizeOf(checkpoint))).join(' + ')}`);

  const begin = performance.now();
  const operation = succeeded(
    (await catalog.flattenCheckpoint({ name: final.checkpoint.name, labels: { flat: 'yes' }, wait }))
      .operation,
  );
  const flattenMilliseconds = performance.now() - begin;
  const flat = operation.outcome?.$case === 'flatten' ? operation.outcome.value.checkpoint : undefined;
  if (flat === undefined) throw new Error(`the outcome is that of a ${operation.outcome?.$case}`);
  const residentBytes = await peakOf(host, criud.pid);
  say(`flattened: ${mebibytes(sizeOf(flat))} in ${flattenMilliseconds.toFixed(0)} ms`);

  for (const { checkpoint } of chain.toReversed()) await catalog.deleteCheckpoint({ name: checkpoint.name });
  const { checkpoints: left, incoming } = await checkpointsOn(host, criud);
  const isAlone = isDeepStrictEqual([left, incoming], [[idOf(flat.name)], []]) && flat.parent === '';
  say('the rounds are removed');

  const alterations = await alter(host, criud, flat);
  say(`altered in ${alterations.tried} ways, ${alterations.found} found`);

  succeeded((await checkpoints.restore({ checkpoint: flat.name, wait })).operation);
  const verified = await verifiedWrites(dirtier);
  await dirtier.advancesFrom(await dirtier.count());
  say('restored, and every byte of its memory compared');
  return {
    chainBytes: chain.map(({ checkpoint }) => sizeOf(checkpoint)),
    pagesOfParents: chain.map(({ statistics }) => Number(statistics.pagesSkippedParent)),
    flatBytes: sizeOf(flat),
    ...{ flattenMilliseconds, residentBytes, alterations, isAlone, writes, verifiedWrites: verified },
  };
}

/** Changes one bit in the middle of a file; done again it takes that back. */
const FLIP = `at=$(( $(stat -c %s "$0") / 2 ))
  was=$(dd if="$0" bs=1 count=1 skip=$at status=none | od -An -tu1)
  printf "\\\\$(printf %o $(( was ^ 1 )))" | dd of="$0" bs=1 count=1 seek=$at conv=notrunc status=none`;

/** Alters images one after the other, and verifies: bits of them, their length, and whether they are there. */
async function alter(host: LabHost, { client, stateFolder }: LabCriud, { name, pid }: Checkpoint) {
  const folder = `${stateFolder}/${name}/images`;
  const isValid = async () => (await client.catalog.verifyCheckpoint({ name })).valid;
  if (!(await isValid())) throw new Error('the flattened checkpoint does not verify as it is');
  const pages = (await host.list(folder)).find((file) => /^pages-\d+\.img$/.test(file)) ?? '';
  const [cut, kept] = ['truncate -s -1 "$0"', '/lab/kept.img'];
  const ways: readonly (readonly [file: string, change: string, undo: string])[] = [
    [pages, FLIP, FLIP],
    [`pagemap-${pid}.img`, FLIP, FLIP],
    ['inventory.img', FLIP, FLIP],
    [`pagemap-${pid}.img`, `cp "$0" ${kept} && ${cut}`, `cp ${kept} "$0"`],
    [`core-${pid}.img`, `mv "$0" ${kept}`, `mv ${kept} "$0"`],
    [`mm-${pid}.img`, 'touch "$0.extra"', 'rm "$0.extra"'],
  ];
  let found = 0;
  for (const [file, change, undo] of ways) {
    const path = `${folder}/${file}`;
    await host.run('sh', ['-ec', change, path]);
    if (!(await isValid())) found += 1;
    await host.run('sh', ['-ec', undo, path]);
  }
  if (!(await isValid())) throw new Error('the flattened checkpoint does not verify when it is as it was');
  return { tried: ways.length, found };
}

async function peakOf(host: LabHost, pid: number): Promise<number> {
  const status = (await host.readFile(`/proc/${pid}/status`)).toString();
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

function sizeOf({ sizeBytes }: Checkpoint): number {
  return Number(sizeBytes);
}

function mebibytes(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

/** The report in one line. */
export function describeReport(report: CatalogueReport): string {
  const { chainBytes, flatBytes, flattenMilliseconds, residentBytes, alterations } = report;
  return [
    `bytes moved: ${flatBytes} out of a chain of ${chainBytes.length} (${(flatBytes / MIB / (flattenMilliseconds / 1_000)).toFixed(0)} MiB/s)`,
    `RSS: ${mebibytes(residentBytes)} at most`,
    'ratio to raw TCP: see npm test',
    `alterations: ${alterations.tried} tried, ${alterations.found} found`,
  ].join('; ');
}

/** What must hold of it, besides what makes it throw; empty when all does. */
export function defectsOf(report: CatalogueReport): readonly string[] {
  const memory = (PROCESSES * OWN_MIB + SHARED_MIB) * MIB;
  const [first = 0] = report.chainBytes;
  const [, ...later] = report.pagesOfParents;
  const conditions: Readonly<Record<string, boolean>> = {
    'the first round has all private memory': first >= memory - SHARED_MIB * MIB,
    'every later round and the dump leave pages to their parents': later.every((pages) => pages > 0),
    'the flattened checkpoint has all memory, and not much more':
      report.flatBytes >= memory && report.flatBytes < memory * 1.25,
    'only the flattened checkpoint is left, and it has no parent': report.isAlone,
    'every alteration is found':
      report.alterations.tried > 0 && report.alterations.found === report.alterations.tried,
    'the memory is as old as the freeze, or younger': report.verifiedWrites >= report.writes,
  };
  return Object.keys(conditions).filter((condition) => !conditions[condition]);
}

export const catalogueScenario: Scenario = {
  summary: 'flatten a chain, remove its rounds, alter what is left, restore it',
  async run(lab) {
    const report = await catalogue(lab, (text) => process.stdout.write(`${text}\n`));
    const defects = defectsOf(report);
    for (const defect of defects) process.stdout.write(`NOT SO: ${defect}\n`);
    process.stdout.write(`${describeReport(report)}\n`);
    return defects.length === 0 ? 0 : 1;
  },
};
