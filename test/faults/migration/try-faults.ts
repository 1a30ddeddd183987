import { randomOf } from '../random.js';
import { type Attempt, attempt } from './attempt.js';
import { type Cell, migrationCells } from './cell.js';
import type { Pair } from './pair.js';
import { openStage } from './stage.js';
import type { Row } from './table.js';

/** A moment of milliseconds is missed now and then: so often a fault is tried at most for each time that it has to come. */
const TRIES = 3;

export interface FaultsWanted {
  readonly repetitions: number;
  /** Of the names of the cells. */
  readonly only: RegExp;
  readonly seed: number;
}

/** The cells that are wanted, where there are rounds or none. */
export function cellsWanted({ only }: Pick<FaultsWanted, 'only'>, hasRounds: boolean): readonly Cell[] {
  return migrationCells(hasRounds).filter(({ name }) => only.test(name));
}

/** Tries each fault until it has come so often in its moment. */
export async function tryMigrationFaults(
  pair: Pair,
  wanted: FaultsWanted,
  tell: (row: Row) => void,
): Promise<void> {
  const stage = openStage(pair);
  for (const cell of cellsWanted(wanted, pair.hasRounds)) {
    const random = randomOf(wanted.seed, cell.name);
    const attempts: Attempt[] = [];
    const isEnough = () =>
      attempts.length >= TRIES * wanted.repetitions ||
      attempts.filter(({ hit }) => hit).length >= wanted.repetitions;
    while (!isEnough()) attempts.push(await attempt(stage, cell, random));
    tell({ name: cell.name, attempts });
  }
}
