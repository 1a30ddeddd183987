import type { ParseArgsConfig } from 'node:util';
import { type Keys, openKeys } from '../catalog/index.js';
import { invalidRequest } from '../failure/index.js';

/** The flags that tell with what checkpoints are encrypted. */
export const KEY_FLAGS = {
  keys: { type: 'string' },
  'keys-command': { type: 'string' },
  'work-area': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

export interface KeyFlags {
  readonly keys?: string | undefined;
  readonly 'keys-command'?: string | undefined;
  readonly 'work-area'?: string | undefined;
}

/** As a catalogue takes it. */
export interface EncryptionSettings {
  readonly keys?: Keys;
  readonly workingArea?: string;
}

/** @throws Failure INVALID_REQUEST or ENCRYPTION_KEYS_UNUSABLE */
export async function readKeyFlags(flags: KeyFlags): Promise<EncryptionSettings> {
  const { keys: path, 'keys-command': command, 'work-area': workingArea } = flags;
  if (path !== undefined && command !== undefined) {
    throw invalidRequest([{ field: '--keys', description: 'does not go with --keys-command' }]);
  }
  if (path === undefined && command === undefined) {
    if (workingArea === undefined) return {};
    throw invalidRequest([{ field: '--work-area', description: 'needs --keys or --keys-command' }]);
  }
  const keys = await openKeys(
    path === undefined ? { kind: 'command', command: command ?? '' } : { kind: 'file', path },
  );
  return { keys, ...(workingArea !== undefined && { workingArea }) };
}
