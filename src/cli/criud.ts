#!/usr/bin/env node
import { Failure } from '../failure/index.js';
import { check } from './check.js';
import { serve } from './serve.js';

const USAGE = `criud: checkpoints and restores process trees over gRPC

  criud serve   run the daemon            criud serve --help
  criud check   does CRIU work here?      criud check --help
`;

/** The verbs, each in a file of its own. A verb returns the exit status. */
const VERBS: ReadonlyMap<string, (args: readonly string[]) => Promise<number>> = new Map([
  ['serve', serve],
  ['check', check],
]);

async function main([name, ...args]: readonly string[]): Promise<number> {
  const verb = VERBS.get(name ?? '');
  if (verb !== undefined) return verb(args);
  const asked = name === undefined || name === '--help' || name === 'help';
  (asked ? process.stdout : process.stderr).write(asked ? USAGE : `criud: there is no ${name}.\n\n${USAGE}`);
  return asked ? 0 : 2;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // Here is no log to look into: who started criud is told what there is to know.
    const [message, ...more] = describe(error);
    process.stderr.write(`criud: ${message}\n${more.map((line) => `       ${line}\n`).join('')}`);
    process.exitCode = error instanceof Failure && error.reason === 'INVALID_REQUEST' ? 2 : 1;
  },
);

/** The message, what CRIU said, and the cure, which what is no Failure may have too: the error of a missing addon does. */
function describe(error: unknown): readonly string[] {
  const message = error instanceof Error ? error.message : String(error);
  const said = error instanceof Failure ? (error.criu?.excerpt ?? []) : [];
  const cure = error instanceof Error && 'cure' in error ? String(error.cure) : '';
  return [message, ...said, ...(cure === '' ? [] : [cure])];
}
