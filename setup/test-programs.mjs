import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { readDistribution } from './distribution.mjs';
import { writeLoaderWrapper } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * What the tests dump besides programs of their own, what CRIU runs to dump a network namespace and criud to look at the
 * locks of connections, and what writes a client of criud in another language.
 */
const PACKAGES = [
  'iproute2',
  'nftables',
  'redis-server',
  'python3',
  'python3-grpcio',
  'python3-grpc-tools',
  'python3-pkg-resources',
  'python3-protobuf',
  'protobuf-compiler',
  'protobuf-compiler-grpc',
];

/**
 * The commands made of them. Python needs to be told where its library is, and starts itself again; protoc does not find by
 * itself the types that come with protobuf, and so also wants to be given every other folder with -I, even the current one.
 *
 * @type {Record<string, Omit<Parameters<typeof writeLoaderWrapper>[0], 'script' | 'folder'>>}
 */
const COMMANDS = {
  ip: { program: 'bin/ip' },
  nft: { program: 'usr/sbin/nft' },
  'redis-server': { program: 'usr/bin/redis-server' },
  'redis-cli': { program: 'usr/bin/redis-cli' },
  python3: { program: 'usr/bin/python3', environment: { PYTHONHOME: 'usr' }, ownName: true },
  protoc: {
    program: 'usr/bin/protoc',
    lastArgument: { option: '-I', path: 'usr/lib/python3/dist-packages/grpc_tools/_proto' },
  },
  grpc_python_plugin: { program: 'usr/bin/grpc_python_plugin' },
};

/**
 * Unpacks the programs that the tests need from the running release's own packages into `.cache/programs/packages`, and puts
 * scripts which run them into `.cache/programs/bin`. What is there already stays.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined,
 *   unpack?: typeof unpackDebianPackages }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `DISTRIBUTION_UNKNOWN`, or as `unpackDebianPackages` and `writeLoaderWrapper`
 */
export async function unpackTestPrograms({ root, say, signal, unpack = unpackDebianPackages }) {
  const programs = join(root, '.cache/programs');
  const folder = join(programs, 'packages');
  // Written when all else is in place, so what it describes is whole.
  const record = join(folder, 'unpacked.json');
  const description = `${JSON.stringify({ packages: PACKAGES, commands: COMMANDS }, null, 2)}\n`;
  if (existsSync(record) && (await readFile(record, 'utf8')) === description) return;

  const distribution = await readDistribution();
  if (distribution === undefined) {
    throw new SetupError(
      'DISTRIBUTION_UNKNOWN',
      `the tests need ${PACKAGES.join(', ')}, which the setup takes from Debian or Ubuntu, and this is neither`,
      'Run the tests on Debian or Ubuntu, for example in a virtual machine.',
    );
  }
  await mkdir(join(programs, 'bin'), { recursive: true });
  await unpack({ packages: PACKAGES, suite: distribution.codename, folder, say, signal });
  for (const [command, options] of Object.entries(COMMANDS)) {
    // What one release packages in /bin another has in /usr/bin.
    const below = join('usr', options.program);
    const program = existsSync(join(folder, below)) ? below : options.program;
    await writeLoaderWrapper({ script: join(programs, 'bin', command), folder, ...options, program });
  }
  await writeFile(`${record}.incoming`, description);
  await rename(`${record}.incoming`, record);
}
