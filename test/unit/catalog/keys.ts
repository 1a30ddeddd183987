import { writeFileSync } from 'node:fs';
import { type Keys, openKeys } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';

/** A line of a key ring: a key of 32 times this byte. */
export function keyLine(id: string, byte: number): string {
  return `${id} ${Buffer.alloc(32, byte).toString('base64')}`;
}

/** A ring of such keys in a file, the first the current one. */
export async function keysOf(...keys: readonly (readonly [id: string, byte: number])[]): Promise<Keys> {
  const path = `${scratchFolder()}/ring`;
  writeFileSync(path, keys.map(([id, byte]) => `${keyLine(id, byte)}\n`).join(''), { mode: 0o600 });
  return openKeys({ kind: 'file', path });
}
