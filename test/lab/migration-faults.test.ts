import { expect, it } from 'vitest';
import { migrationCells } from '../faults/migration/cell.js';
import { type Row, summaryOf, textOfRow } from '../faults/migration/table.js';
import { tryMigrationFaults } from '../faults/migration/try-faults.js';
import { openLab } from './lab.js';
import { openLabPair } from './migration-pair.js';

/** A few of all that `npm run lab -- migration-faults` tries. */
const SOME = [
  'round 2: kill source criud',
  'pausing between rounds: kill target criud',
  'COMMITTED recorded: cut link',
];

it('A tree that is moved lives on one host alone, whoever is killed or cut off on the way', async () => {
  await using lab = await openLab('migration-faults');
  const cells = migrationCells(true).filter(({ name }) => SOME.includes(name));
  const rows: Row[] = [];
  await tryMigrationFaults(await openLabPair(lab), { cells, repetitions: 1, seed: 1 }, (row) => {
    rows.push(row);
  });
  expect(rows.length).toBe(SOME.length);
  expect(summaryOf(rows).isGood, rows.map(textOfRow).join('\n')).toBe(true);
}, 300_000);
