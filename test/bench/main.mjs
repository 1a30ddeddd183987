// `npm run bench -- PART`: the harness is TypeScript, as the tests are, and Vite, which runs these, runs it.

import { join } from 'node:path';
import { runnerImport } from 'vite';

const { module } = await runnerImport(join(import.meta.dirname, 'main.ts'), {
  logLevel: 'error',
  oxc: { target: 'node20' },
});
process.exitCode = await module.main(process.argv.slice(2));
