// `npm run faults`: the harness is TypeScript, as the tests are, and Vite, which runs these, runs it.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { runnerImport } from 'vite';

// Before anything reads the environment: all that criud starts has it, and is found by it when criud is dead.
process.env.CRIUD_FAULTS = randomUUID();

const { module } = await runnerImport(join(import.meta.dirname, 'main.ts'), {
  logLevel: 'error',
  oxc: { target: 'node20' },
});
process.exitCode = await module.main(process.argv.slice(2));
