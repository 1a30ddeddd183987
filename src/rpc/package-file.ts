import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of criud's package, which lies above the sources and above what is compiled from them. */
export function readPackageFile(name: string): Buffer {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, name);
    if (existsSync(file)) return readFileSync(file);
    if (folder === dirname(folder)) throw new Error(`criud's package has no file ${name}`);
  }
}

/** The version of this criud. */
export function criudVersion(): string {
  const content: unknown = JSON.parse(readPackageFile('package.json').toString());
  if (typeof content === 'object' && content !== null && 'version' in content) return String(content.version);
  throw new Error("criud's package.json has no version");
}
