import { parseArgs } from 'node:util';
import { type Row, summaryOf, tableOf, textOfRow } from '../../faults/migration/table.js';
import { cellsWanted, tryMigrationFaults } from '../../faults/migration/try-faults.js';
import { loseSources } from '../lost-source.js';
import { openLabPair } from '../migration-pair.js';
import type { Scenario } from '../scenario.js';

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
    const names = cellsWanted(wanted, true).map(({ name }) => name);
    if (values.list) {
      say(names.join('\n'));
      return 0;
    }
    say(`seed ${wanted.seed}, ${names.length} cells, ${wanted.repetitions} times each`);
    const rows: Row[] = [];
    const lost: string[] = [];
    try {
      const pair = await openLabPair(lab);
      await tryMigrationFaults(pair, wanted, (row) => {
        rows.push(row);
        say(textOfRow(row));
      });
      if (wanted.only.test('source host lost')) lost.push(...(await loseSources(lab, pair)));
    } finally {
      // Whatever ends it, what has been seen by then is told.
      say(['', tableOf(rows), '', ...lost, summaryOf(rows).lines].join('\n'));
    }
    return summaryOf(rows).isGood ? 0 : 1;
  },
};
