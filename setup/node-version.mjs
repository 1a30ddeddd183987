import { SetupError } from './setup-error.mjs';

const OLDEST = { major: 20, minor: 19 };

/**
 * Refuses a platform other than Linux and a Node.js older than 20.19, which is the first 20.x that can `require` an ES module.
 *
 * @param {{ version: string, platform: string }} node as in `process.versions.node` and `process.platform`
 * @throws {SetupError} `PLATFORM_UNSUPPORTED` or `NODE_TOO_OLD`
 */
export function requireNodeVersion({ version, platform }) {
  if (platform !== 'linux') {
    throw new SetupError(
      'PLATFORM_UNSUPPORTED',
      `criud checkpoints Linux processes; this is ${platform}`,
      'Run it on Linux, for example in a virtual machine.',
    );
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
    throw new SetupError(
      'NODE_TOO_OLD',
      `Node.js ${version} is too old: criud needs ${OLDEST.major}.${OLDEST.minor} or newer`,
      'Install a current Node.js and run the command again with it first on PATH.',
    );
  }
}
