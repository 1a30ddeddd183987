import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { logTo } from '../../../src/cli/operation-log.js';
import { asFailure, Failure } from '../../../src/failure/index.js';
import type { TreeCondition } from '../../../src/host/index.js';
import type { Operation, Outcome } from '../../../src/operations/index.js';

/** The one line that is logged when an operation ends so. */
function logged(outcome: Outcome, facts: Partial<Operation> = {}): Readonly<Record<string, unknown>> {
  const lines: string[] = [];
  const log = pino({ timestamp: false, base: { pid: 1 } }, { write: (line: string) => lines.push(line) });
  logTo(log)({
    id: 'o-1',
    kind: 'restore',
    createdAt: new Date(1_000),
    endedAt: new Date(3_500),
    phases: [],
    outcome,
    ...facts,
  });
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

/** The pid is that of the daemon. */
const COMMON = { pid: 1, event: 'operation.ended', operation: 'operations/o-1', kind: 'restore', ms: 2_500 };
const [INFO, WARN, ERROR] = [30, 40, 50];

const GONE: TreeCondition = { tasks: [], connectionLocks: [], overall: 'gone', unknown: [] };

describe('the log of an operation', () => {
  it('tells that it succeeded, on what and how long it took', () => {
    const outcome: Outcome = { kind: 'restore', tree: { pid: 4711, startTime: 1n, keepsTerminal: false } };
    expect(logged(outcome, { pid: 4711, checkpoint: 'c-1' })).toEqual({
      ...COMMON,
      level: INFO,
      root: 4711,
      checkpoint: 'checkpoints/c-1',
      msg: 'operation succeeded',
    });
  });

  it('tells why it failed and what became of the tree', () => {
    const criu = { errno: 17, causeLine: 'Error: File exists' };
    const failure = new Failure('PID_TAKEN', 'Process 4711 is there already.', { criu, cause: new Error() });
    expect(logged({ kind: 'failed', failure, tree: GONE })).toEqual({
      ...COMMON,
      level: WARN,
      reason: 'PID_TAKEN',
      why: 'Process 4711 is there already.',
      tree: 'gone',
      criu,
      msg: 'operation failed',
    });
  });

  it('tells of a defect where it is', () => {
    const failure = asFailure(new TypeError('x is not a function'));
    expect(logged({ kind: 'failed', failure })).toMatchObject({
      ...COMMON,
      level: ERROR,
      reason: 'INTERNAL',
      err: { type: 'TypeError', message: 'x is not a function', stack: expect.stringContaining('.test.ts') },
    });
  });
});
