import { measureCatalogue } from './catalogue.js';
import { measureFlattening } from './flatten.js';
import { measureTransfer } from './transfer.js';

/** What can be measured, by its name: each prints its figures and says whether they are what they have to be. */
const PARTS: ReadonlyMap<string, (args: readonly string[]) => Promise<boolean>> = new Map([
  ['catalogue', measureCatalogue],
  ['flatten', measureFlattening],
  ['transfer', measureTransfer],
]);

/** Runs the named part. Returns the exit status of the command. */
export async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const part = PARTS.get(name);
  if (part === undefined) {
    process.stderr.write(`usage: npm run bench -- ${[...PARTS.keys()].join(' | ')}\n`);
    return 2;
  }
  return (await part(args)) ? 0 : 1;
}
