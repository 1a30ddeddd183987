import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from './files.js';

/** Where the guests have it. */
export const CRIUD_PROGRAM = '/project/bundle/criud.js';

/** The program that criud's package has, as the compiler has left it. */
const PROGRAM = 'dist/src/cli/criud.js';

/**
 * Joins criud and all packages that it needs to one module, otherwise as they are: an emulated Node.js takes three times as
 * long to find and load some hundred files as to load the same code from one.
 *
 * @param folder gets the module as `criud.js`; its names and lines are those of the compiled files
 */
export async function bundleCriud(folder: string): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, PROGRAM),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'criud.js', codeSplitting: false } },
    },
  });
}
