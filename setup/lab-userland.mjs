import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { writeConfiguration } from './lab-configuration.mjs';

/** What a person in a shell of a guest expects to find, what the tests dump there, and what the setup itself works with. */
const PACKAGES = [
  'base-files netbase ncurses-base init-system-helpers libc-bin libstdc++6 tzdata bash dash busybox-static',
  'coreutils bsdutils debianutils diffutils findutils grep sed mawk tar gzip xz-utils zstd lz4 less file',
  'vim-tiny nano util-linux util-linux-extra bsdextrautils mount procps psmisc kmod hostname login passwd',
  'e2fsprogs iproute2 nftables iptables conntrack ethtool iputils-ping iputils-arping tcpdump',
  'netcat-openbsd socat curl openssl strace lsof tmux jq bc time tree redis-server python3 postgresql',
  'postgresql-client',
].flatMap((line) => line.split(' '));

/** What only installs and maintains, and the compiler that a database may use for expensive queries, in whatever version. */
const INSTALLED = [
  ...['perl', 'perl-base', 'debconf', 'ucf', 'dpkg', 'adduser', 'locales', 'sensible-utils', 'ssl-cert'],
  ...['postgresql-common', 'postgresql-client-common', 'ca-certificates', 'systemd', 'udev'],
  ...Array.from({ length: 20 }, (_, index) => `libllvm${11 + index}`),
];

/** What takes place and is for readers, developers and other machines. Each * stands for one name. */
const UNNEEDED = [
  'usr/include usr/lib/systemd usr/lib/dpkg usr/lib/*/gconv usr/lib/*/perl* usr/lib/*/pkgconfig',
  'usr/lib/python3*/test usr/lib/python3*/*/test usr/lib/python3*/idlelib usr/lib/python3*/lib2to3',
  'usr/lib/postgresql/*/lib/bitcode usr/lib/postgresql/*/lib/pgxs usr/lib/postgresql/*/lib/llvmjit*',
  'usr/share/bash-completion usr/share/zsh usr/share/perl5 usr/share/common-licenses usr/share/icons',
  'usr/share/postgresql/*/man usr/share/applications usr/share/pixmaps usr/share/initramfs-tools',
].flatMap((line) => line.split(' '));

/** Folders that were beside those in /usr once, and now are them. */
const MERGED = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];

/** Which of several programs is meant by a general name; a name that is taken stays as it is. */
const ALTERNATIVES = {
  'usr/bin/awk': 'mawk',
  'usr/bin/editor': 'vim.tiny',
  'usr/bin/nc': 'nc.openbsd',
  'usr/bin/pager': 'less',
  'usr/bin/vi': 'vim.tiny',
  'usr/bin/which': 'which.debianutils',
  'usr/sbin/arptables': 'arptables-nft',
  'usr/sbin/ebtables': 'ebtables-nft',
  ...Object.fromEntries(
    ['iptables', 'ip6tables'].flatMap((name) =>
      ['', '-save', '-restore'].map((suffix) => [`usr/sbin/${name}${suffix}`, `${name}-nft${suffix}`]),
    ),
  ),
};

/** Mount points and folders that programs want: name, permissions, owner. */
const FOLDERS = /** @type {const} */ ([
  ...['proc', 'sys', 'dev', 'run', 'project', 'lab', 'mnt', 'etc', 'opt', 'home', 'var/log'].map(
    (name) => /** @type {const} */ ([name, 0o755, 0]),
  ),
  ['root', 0o700, 0],
  ['tmp', 0o1777, 0],
  ['var/tmp', 0o1777, 0],
  ['var/lib/postgresql', 0o755, 100],
  ['var/lib/redis', 0o750, 101],
  ['home/user', 0o755, 1000],
]);

/**
 * Unpacks the programs of the running release, of which `finishUserland` makes a system.
 *
 * @param {{ folder: string, suite: string, say: (text: string) => void,
 *   signal?: AbortSignal | undefined, unpack?: typeof unpackDebianPackages }} options
 * @throws {import('./setup-error.mjs').SetupError} as `unpackDebianPackages`
 */
export async function fetchUserland({ folder, suite, say, signal, unpack = unpackDebianPackages }) {
  await unpack({ packages: PACKAGES, suite, installed: INSTALLED, folder, say, signal });
}

/**
 * Makes unpacked packages a system that runs, doing what their installation would have done: /usr is merged, general names are
 * linked, accounts and mount points are there. Only the cache of the loader is left to do.
 *
 * @param {string} folder of the packages
 */
export async function finishUserland(folder) {
  for (const pattern of UNNEEDED) {
    for (const path of await expand(folder, pattern)) await rm(path, { recursive: true, force: true });
  }
  await mergeUsr(folder);

  for (const [name, target] of Object.entries(ALTERNATIVES)) {
    const link = join(folder, name);
    if (!existsSync(link) && existsSync(join(dirname(link), target))) await symlink(target, link);
  }
  for (const path of await expand(folder, 'usr/lib/postgresql/*/bin/*')) {
    const link = join(folder, 'usr/local/bin', path.slice(path.lastIndexOf('/') + 1));
    await mkdir(dirname(link), { recursive: true });
    if (!existsSync(link)) await symlink(path.slice(folder.length), link);
  }

  for (const [name, mode, owner] of FOLDERS) {
    const path = join(folder, name);
    await mkdir(path, { recursive: true });
    await chmod(path, mode);
    await chown(path, owner, owner);
  }
  await replaceByLink(join(folder, 'var/run'), '/run');
  await replaceByLink(join(folder, 'var/lock'), '/run/lock');
  await replaceByLink(join(folder, 'etc/mtab'), '../proc/self/mounts');
  await writeConfiguration(folder);
}

/**
 * Makes the folders of the root that were beside those in /usr links to them, unless they already are.
 *
 * @param {string} folder of the system
 */
export async function mergeUsr(folder) {
  for (const name of MERGED) {
    const from = join(folder, name);
    if (existsSync(from) && (await lstat(from)).isDirectory()) {
      await moveContents(from, join(folder, 'usr', name));
      await rm(from, { recursive: true });
    }
    if (existsSync(join(folder, 'usr', name))) await replaceByLink(from, `usr/${name}`);
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
async function moveContents(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await moveContents(source, target);
    // A link that only led from one of the two places to the other would lead to itself.
    else if (!(entry.isSymbolicLink() && existsSync(target))) await rename(source, target);
  }
}

/**
 * @param {string} link
 * @param {string} target
 */
async function replaceByLink(link, target) {
  try {
    if ((await readlink(link)) === target) return;
  } catch {
    // It is no link, or nothing.
  }
  await rm(link, { recursive: true, force: true });
  await mkdir(dirname(link), { recursive: true });
  await symlink(target, link);
}

/**
 * @param {string} folder
 * @param {string} pattern relative to the folder, where each * stands for any part of one name
 * @returns {Promise<string[]>} what there is, as paths
 */
async function expand(folder, pattern) {
  let paths = [folder];
  for (const name of pattern.split('/')) {
    const expression = new RegExp(
      `^${name
        .split('*')
        .map((part) => part.replaceAll('.', '\\.'))
        .join('.*')}$`,
    );
    /** @type {string[]} */
    const next = [];
    for (const path of paths) {
      if (!existsSync(path) || !(await lstat(path)).isDirectory()) continue;
      for (const each of await readdir(path)) if (expression.test(each)) next.push(join(path, each));
    }
    paths = next;
  }
  return paths;
}
