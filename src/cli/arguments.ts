import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Transport } from '../criu/index.js';
import { invalidRequest } from '../failure/index.js';
import { findProgram } from './find-program.js';

/** The flags that tell which CRIU is meant; every verb that talks to CRIU has them. */
export const CRIU_FLAGS = {
  criu: { type: 'string' },
  'criu-service': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

export const CRIU_FLAGS_USAGE = `  --criu PATH           program of CRIU  [CRIUD_CRIU, else criu on PATH]
  --criu-service PATH   use the socket of a running criu service instead`;

/** @throws Failure INVALID_REQUEST for what is not a flag of the verb. */
export function parseFlags<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>>['values'] {
  try {
    return parseArgs(config).values;
  } catch (error) {
    const description = error instanceof Error ? error.message : String(error);
    throw invalidRequest([{ field: 'arguments', description }]);
  }
}

/**
 * Which CRIU is meant.
 *
 * @throws Failure INVALID_REQUEST for both at once.
 * @throws Failure CRIU_NOT_FOUND
 */
export function transportOf(flags: {
  criu?: string | undefined;
  'criu-service'?: string | undefined;
}): Transport {
  const socket = flags['criu-service'];
  if (socket !== undefined && flags.criu !== undefined) {
    throw invalidRequest([{ field: '--criu', description: 'goes not together with --criu-service' }]);
  }
  if (socket !== undefined) return { kind: 'service', socket };
  // An empty variable is how scripts unset one.
  return { kind: 'swrk', program: findProgram(flags.criu ?? (process.env.CRIUD_CRIU || 'criu')) };
}
