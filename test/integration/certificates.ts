import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Authority } from '../unit/migration/channel-certificates.js';

/**
 * The flags of a host that is known by a certificate of one authority, and trusts those of another. The files are the
 * folder's, and as secret as that is.
 */
export async function certified(
  folder: string,
  name: string,
  by: Authority,
  trusted: Authority = by,
): Promise<readonly string[]> {
  const identity = { ...by.identify(name), ca: trusted.identify(name).ca };
  const paths = { cert: '', key: '', ca: '' };
  for (const part of ['cert', 'key', 'ca'] as const) {
    paths[part] = join(folder, `${randomUUID()}.pem`);
    await writeFile(paths[part], identity[part], { mode: 0o600 });
  }
  return ['--peer-cert', paths.cert, '--peer-key', paths.key, '--peer-ca', paths.ca];
}
