import { expect } from 'vitest';
import type { IterativeDumpRequest } from '../../../src/checkpoint/index.js';
import { type ConvergencePolicy, makePolicy } from '../../../src/convergence/index.js';
import type { Operation } from '../../../src/operations/index.js';
import type { CheckpointFixture } from './checkpoint-fixture.js';
import { type Act, type ScriptedInstallation, scriptInstallation } from './scripted-installation.js';

/** Of a dump that leaves the process running, after at most eight rounds. */
export function request(
  fixture: CheckpointFixture,
  parts: Partial<IterativeDumpRequest> = {},
): IterativeDumpRequest {
  return {
    target: { pid: fixture.pid },
    options: {},
    skipInspection: true,
    labels: { service: 'counter' },
    durability: 'disk',
    hooks: [],
    fingerprint: 'f',
    finalState: 'running',
    policy: policyOf({}),
    whenNotConverged: 'dump',
    ...parts,
  };
}

/** To a place so fast that no verdict depends on how long this host takes for a round. */
export function policyOf(given: Partial<ConvergencePolicy>): ConvergencePolicy {
  return makePolicy({ bandwidthBytesPerSecond: Number.MAX_SAFE_INTEGER, ...given });
}

/** A round that wrote so many pages of 100 000. */
export function round(pagesWritten: number, act: Act = {}): Act {
  const pagesSkippedParent = 100_000 - pagesWritten;
  return { pagesScanned: 100_000, pagesSkippedParent, pagesWritten, ...act };
}

export interface Story {
  readonly operation: Operation;
  readonly criu: ScriptedInstallation;
  /** What there is in the catalogue afterwards. */
  readonly kept: readonly string[];
}

/** Plays acts as an iterative dump up to its end; they may be made from the id of the operation. */
export async function play(
  fixture: CheckpointFixture,
  acts: readonly Act[] | ((id: () => string) => readonly Act[]),
  parts: Partial<IterativeDumpRequest> = {},
): Promise<Story> {
  let id = '';
  const criu = scriptInstallation(typeof acts === 'function' ? acts(() => id) : acts);
  const begun = await fixture.open(criu).dumpIteratively(request(fixture, parts));
  ({ id } = begun);
  const operation = await fixture.ended(begun);
  expect(criu.sessions(), 'sessions left open').toBe(0);
  expect(fixture.namesIn('incoming'), 'drafts left').toEqual([]);
  return { operation, criu, kept: fixture.namesIn('checkpoints') };
}

/** The ids of the rounds, the first first. */
export function roundsOf({ rounds = [] }: Operation): readonly string[] {
  return rounds.map(({ checkpoint }) => checkpoint);
}

export function phasesOf({ phases }: Operation): readonly string[] {
  return phases.map(({ phase }) => phase);
}

export function failureOf({ outcome }: Operation) {
  if (outcome?.kind !== 'failed') throw new Error(`the outcome is ${outcome?.kind}`);
  return outcome;
}

export function dumpOf({ outcome }: Operation) {
  if (outcome?.kind !== 'dump') {
    throw new Error('there is no dump', { cause: outcome?.kind === 'failed' ? outcome.failure : undefined });
  }
  return outcome;
}
