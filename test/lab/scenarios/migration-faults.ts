import { parseArgs } from 'node:util';
import { randomOf } from '../../faults/random.js';
import type { Lab } from '../lab.js';
import { type Attempt, attempt } from '../migration-faults/attempt.js';
import { allCells } from '../migration-faults/cell.js';
import { openStage } from '../migration-faults/stage.js';
import { type Row, summaryOf, tableOf, textOfRow } from '../migration-faults/table.js';
import type { Scenario } from '../scenario.js';

/** A moment of milliseconds is missed now and then: so often a fault is tried at most for each time that it has to come. */
const TRIES = 3;

export interface FaultsWanted {
  readonly repetitions: number;
  /** Of the names of the cells. */
  readonly only: RegExp;
  readonly seed: number;
}

/** Tries each fault until it has come so often in its moment. */
export async function tryMigrationFaults(
  lab: Lab,
  { repetitions, only, seed }: FaultsWanted,
  tell: (row: Row) => void,
): Promise<void> {
  const stage = await openStage(lab);
  for (const cell of allCells().filter(({ name }) => only.test(name))) {
    const random = randomOf(seed, cell.name);
    const attempts: Attempt[] = [];
    const isEnough = () =>
      attempts.length >= TRIES * repetitions || attempts.filter(({ hit }) => hit).length >= repetitions;
    while (!isEnough()) attempts.push(await attempt(stage, cell, random));
    tell({ name: cell.name, attempts });
  }
}

export const migrationFaultsScenario: Scenario = {
  summary:
    'kill and cut at every moment of a migration, and look at both hosts ([N] --only PATTERN --seed N --list)',
  async run(lab, args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        only: { type: 'string', default: '' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        list: { type: 'boolean', default: false },
      },
    });
    const say = (text: string) => void process.stdout.write(`${text}\n`);
    const wanted = {
      repetitions: Number(positionals[0] ?? 10),
      only: new RegExp(values.only),
      seed: Number(values.seed),
    };
    const names = allCells().flatMap(({ name }) => (wanted.only.test(name) ? [name] : []));
    if (values.list) {
      say(names.join('\n'));
      return 0;
    }
    say(`seed ${wanted.seed}, ${names.length} cells, ${wanted.repetitions} times each`);
    const rows: Row[] = [];
    try {
      await tryMigrationFaults(lab, wanted, (row) => {
        rows.push(row);
        say(textOfRow(row));
      });
    } finally {
      // Whatever ends it, what has been seen by then is told.
      say(`\n${tableOf(rows)}\n\n${summaryOf(rows).lines}`);
    }
    return summaryOf(rows).isGood ? 0 : 1;
  },
};
