import { parseArgs } from 'node:util';
import { migrationCells } from '../../faults/migration/cell.js';
import { type Row, summaryOf, tableOf, textOfRow } from '../../faults/migration/table.js';
import { tryMigrationFaults } from '../../faults/migration/try-faults.js';
import { loseSources } from '../lost-source.js';
import { openLabPair } from '../migration-pair.js';
import type { Scenario } from '../scenario.js';

/** Beside the table, for which both hosts have to live on. */
const LOST_SOURCE = 'source host lost';

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
    const only = new RegExp(values.only);
    const cells = migrationCells(true).filter(({ name }) => only.test(name));
    const wanted = { cells, repetitions: Number(positionals[0] ?? 10), seed: Number(values.seed) };
    if (values.list) {
      say([...cells.map(({ name }) => name), LOST_SOURCE].join('\n'));
      return 0;
    }
    say(`seed ${wanted.seed}, ${cells.length} cells, ${wanted.repetitions} times each`);
    const rows: Row[] = [];
    const lost: string[] = [];
    const interruption = new AbortController();
    process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());
    const { signal } = interruption;
    try {
      const pair = await openLabPair(lab);
      await tryMigrationFaults(pair, { ...wanted, signal }, (row) => {
        rows.push(row);
        say(textOfRow(row));
      });
      if (only.test(LOST_SOURCE) && !signal.aborted) lost.push(...(await loseSources(lab, pair)));
    } finally {
      // Whatever ends it, what has been seen by then is told.
      say(['', tableOf(rows), '', ...lost, summaryOf(rows).lines].join('\n'));
    }
    const isGood = summaryOf(rows).isGood || (cells.length === 0 && lost.length > 0);
    return isGood && !signal.aborted ? 0 : 1;
  },
};
