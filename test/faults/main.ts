import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compiledProgram } from '../integration/workload.js';
import { attempt } from './attempt.js';
import { allCells, type Cell } from './cell.js';
import { DISK_FULL_NAMES, tryFullDisk } from './disk-full.js';
import { type Cell as MigrationCell, migrationCells } from './migration/cell.js';
import { openNativePair } from './migration/native-pair.js';
import type { Row as MigrationRow } from './migration/table.js';
import { tryMigrationFaults } from './migration/try-faults.js';
import { randomOf } from './random.js';
import { openStage } from './stage.js';
import { type Row, summaryOf, tableOf, textOfRow } from './table.js';

const USAGE = `usage: npm run faults -- [--repetitions N] [--only PATTERN] [--seed N] [--list]

Kills and cuts at every phase of dumps, restores and migrations without rounds, looks at what became of it, and ends
with a table.

  --repetitions N  how often each fault has to come in its phase  [20]
  --only PATTERN   of the names of the cells, such as 'dump.*kill criud'
  --seed N         for the random moments  [of the clock]
  --list           only say what there is to try
`;

/**
 * A short phase is missed now and then: so often a fault is tried at most for each time that it has to come. With one
 * repetition, which is to be quick, it is tried once, and comes where it comes.
 */
const TRIES = 3;

/**
 * Tries all faults.
 *
 * @param words of the command line
 * @returns the exit code: 0 when nothing went wrong
 */
export async function main(words: readonly string[]): Promise<number> {
  const flags = readFlags(words);
  if (flags === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { repetitions, only, seed, list } = flags;
  const cells = allCells().filter(({ name }) => only.test(name));
  if (list) {
    const migrations = migrationCells(false).map(({ name }) => `migration: ${name}`);
    const names = [
      ...cells.map(({ name }) => name),
      DISK_FULL_NAMES,
      ...migrations.filter((name) => only.test(name)),
    ];
    process.stdout.write(`${names.join('\n')}\n`);
    return 0;
  }
  if (process.env.CRIUD_FAULTS_REAPED !== '1') return runReaped(words);

  process.stdout.write(
    `seed ${seed}, ${cells.length} cells, full disks and migrations, ${repetitions} repetitions\n`,
  );
  const rows: Row[] = [];
  const tell = (row: Row) => {
    rows.push(row);
    process.stdout.write(`${textOfRow(row)}\n`);
  };
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());
  try {
    await tryCells(cells, repetitions, seed, tell, interruption.signal);
    if (!interruption.signal.aborted) await tryFullDisk(only, repetitions === 1, tell, interruption.signal);
    if (!interruption.signal.aborted) await tryMigrations(flags, tell, interruption.signal);
  } finally {
    // Whatever ends it, what has been seen by then is told.
    process.stdout.write(`\n${tableOf(rows)}\n\n${summaryOf(rows).line}\n`);
  }
  return summaryOf(rows).isGood && !interruption.signal.aborted ? 0 : 1;
}

/** Tries each cell until its fault has come so often in its phase. */
async function tryCells(
  cells: readonly Cell[],
  repetitions: number,
  seed: number,
  tell: (row: Row) => void,
  signal: AbortSignal,
): Promise<void> {
  await using stage = await openStage();
  for (const cell of cells) {
    const random = randomOf(seed, cell.name);
    const attempts: Row['attempts'][number][] = [];
    const isEnough = () =>
      signal.aborted ||
      attempts.length >= (repetitions === 1 ? 1 : TRIES * repetitions) ||
      attempts.filter(({ hit }) => hit).length >= repetitions;
    while (!isEnough()) attempts.push(await attempt(stage, cell, random));
    if (attempts.length > 0) tell({ name: cell.name, attempts });
  }
}

/** Of the faults of migrations those at which it is decided where the tree lives: enough where it is to be quick. */
const DECIDING = /^(?:target prepared|COMMITT|target committed).*(?:kill (?:source|target) criud|cut link$)/;

/** Moves a tree between two hosts of namespaces. */
async function tryMigrations(
  { repetitions, only, seed }: Flags,
  tell: (row: Row) => void,
  signal: AbortSignal,
): Promise<void> {
  const isWanted = ({ name }: MigrationCell) =>
    only.test(`migration: ${name}`) && (repetitions > 1 || DECIDING.test(name));
  const cells = migrationCells(false).filter(isWanted);
  if (cells.length === 0) return;
  await using pair = await openNativePair();
  await tryMigrationFaults(pair, { cells, repetitions, seed, signal }, (row) => tell(plainRow(row)));
}

function plainRow({ name, attempts }: MigrationRow): Row {
  return {
    name: `migration: ${name}`,
    attempts: attempts.map(({ wrongs, ...rest }) => ({
      ...{ ...rest, phase: undefined },
      wrongs: wrongs.map(({ kind, text }) => ({
        kind: kind === 'lost tree' ? 'tree lost' : 'outcome untrue',
        text: `${kind}: ${text}`,
      })),
    })),
  };
}

/** A pid is free for a restore only when its zombie is reaped, and pid 1 of a container may not do that. */
async function runReaped(words: readonly string[]): Promise<number> {
  const command = [process.execPath, join(import.meta.dirname, 'main.mjs'), ...words];
  const child = spawn(await compiledProgram('reaper'), command, {
    stdio: 'inherit',
    // This process is none of those that are looked for by the mark.
    env: { ...process.env, CRIUD_FAULTS_REAPED: '1', CRIUD_FAULTS: '' },
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

interface Flags {
  readonly repetitions: number;
  readonly only: RegExp;
  readonly seed: number;
  readonly list: boolean;
}

/** Undefined for what is no command line. */
function readFlags(words: readonly string[]): Flags | undefined {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        repetitions: { type: 'string', default: '20' },
        only: { type: 'string', default: '' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        list: { type: 'boolean', default: false },
      },
    });
    const repetitions = Number(values.repetitions);
    const seed = Number(values.seed);
    if (!Number.isInteger(repetitions) || repetitions < 1 || !Number.isInteger(seed)) return undefined;
    return { repetitions, only: new RegExp(values.only), seed, list: values.list };
  } catch {
    return undefined;
  }
}
