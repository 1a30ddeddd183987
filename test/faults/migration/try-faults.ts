import { randomOf } from '../random.js';
import { type Attempt, attempt } from './attempt.js';
import type { Cell } from './cell.js';
import type { Pair } from './pair.js';
import { openStage } from './stage.js';
import type { Row } from './table.js';

/** A moment of milliseconds is missed now and then: so often a fault is tried at most for each time that it has to come. */
const TRIES = 3;

export interface FaultsWanted {
  readonly cells: readonly Cell[];
  /** How often each fault has to come in its moment. */
  readonly repetitions: number;
  readonly seed: number;
  /** Ends it before the next attempt. */
  readonly signal?: AbortSignal;
}

/** Tries each fault until it has come so often in its moment. */
export async function tryMigrationFaults(
  pair: Pair,
  { cells, repetitions, seed, signal }: FaultsWanted,
  tell: (row: Row) => void,
): Promise<void> {
  const stage = openStage(pair);
  for (const cell of cells) {
    const random = randomOf(seed, cell.name);
    const attempts: Attempt[] = [];
    const isEnough = () =>
      signal?.aborted === true ||
      attempts.length >= TRIES * repetitions ||
      attempts.filter(({ hit }) => hit).length >= repetitions;
    while (!isEnough()) attempts.push(await attempt(stage, cell, random));
    if (attempts.length > 0) tell({ name: cell.name, attempts });
  }
}
