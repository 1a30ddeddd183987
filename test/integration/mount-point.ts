import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Makes a folder a mount point, which CRIU needs for the root of a restored mount namespace. */
export async function mountPoint(
  path: string | undefined,
): Promise<AsyncDisposable & { readonly path: string }> {
  if (path === undefined) throw new Error('a tree without a root of its own');
  const run = promisify(execFile);
  await run('mount', ['--bind', path, path]);
  await run('mount', ['--make-private', path]);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await run('umount', ['--lazy', path]);
    },
  };
}
