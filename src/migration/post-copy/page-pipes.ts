import { readFile } from 'node:fs/promises';
import { Failure } from '../../failure/index.js';
import { hasCapability } from '../../host/index.js';

/** What CRIU makes the pipe of when it serves pages (PIPE_MAX_SIZE, rounded as the kernel does). */
const PIPE_BYTES = 4 * 1024 * 1024;

/**
 * Refuses post-copy where CRIU could not serve a single page, which it would only
 * see when the tree is dead.
 *
 * @throws Failure CAPABILITY_MISSING
 */
export async function refuseWithoutPipes(): Promise<void> {
  if (hasCapability('CAP_SYS_RESOURCE')) return;
  const limit = Number(await readFile('/proc/sys/fs/pipe-max-size', 'utf8').catch(() => '0'));
  if (limit >= PIPE_BYTES) return;
  throw new Failure(
    'CAPABILITY_MISSING',
    'CRIU cannot make pipes that are large enough for post-copy here.',
    {
      metadata: { capability: 'CAP_SYS_RESOURCE', 'fs.pipe-max-size': String(limit) },
      cure: `Give criud CAP_SYS_RESOURCE, or set fs.pipe-max-size to ${PIPE_BYTES}; or migrate with another strategy.`,
    },
  );
}
