import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { COMPRESSIONS } from './lab-tools.mjs';
import { SetupError } from './setup-error.mjs';

/** What a guest cannot do without, in the kernel itself or as a module: its devices and its file system, and what CRIU asks. */
const REQUIRED = [
  ...['virtio_pci', 'virtio_blk', 'virtio_net', 'ext4'],
  ...['unix_diag', 'inet_diag', 'tcp_diag', 'udp_diag', 'af_packet_diag', 'netlink_diag'],
  ...['nf_tables', 'tun', 'veth'],
];

/** What tests and people ask for in a guest, as far as the kernel has it: devices, file systems, and other networks. */
const WANTED = [
  ...['raw_diag', 'vsock_diag', 'virtio_console', 'virtio-rng', 'virtio_balloon', 'virtiofs'],
  ...[
    'vsock',
    'vmw_vsock_virtio_transport',
    'overlay',
    'fuse',
    'loop',
    'autofs4',
    'dummy',
    'bridge',
    'br_netfilter',
  ],
  ...['macvlan', 'ipvlan', 'ifb', 'sch_netem', 'sch_tbf', 'sch_ingress', 'cls_u32', 'act_mirred'],
];

/** Folders of modules that belong to one another: the rules of nftables and iptables are made of them. */
const WANTED_FOLDERS = ['net/netfilter', 'net/ipv4/netfilter', 'net/ipv6/netfilter'];

/** What names each module, its parts and its aliases, besides what is made of the modules themselves. */
const LISTS = ['modules.builtin', 'modules.builtin.modinfo', 'modules.order'];

/**
 * Puts the modules for a guest, uncompressed and with all that they depend on, into `<to>/lib/modules/<release>`, where modprobe
 * finds them: a guest need not have what uncompresses them.
 *
 * @param {{ from: string, to: string, release: string, runTool: import('./lab-tools.mjs').RunTool }} options `from` is the
 *   kernel's own folder of all its modules
 * @returns {Promise<string[]>} the names of the modules, sorted
 * @throws {SetupError} `LAB_KERNEL_UNFIT` when the kernel lacks what a guest needs, or `LAB_TOOL_FAILED`
 */
export async function selectModules({ from, to, release, runTool }) {
  const all = await modulesIn(from);
  const builtin = new Set(
    (await readFile(join(from, 'modules.builtin'), 'utf8')).split('\n').filter(Boolean).map(moduleName),
  );
  const missing = REQUIRED.map(moduleName).filter((name) => !all.has(name) && !builtin.has(name));
  if (missing.length > 0) {
    throw new SetupError(
      'LAB_KERNEL_UNFIT',
      `the kernel ${release} has no ${missing.join(', ')}, which the guests of the lab need`,
      'Set CRIUD_SKIP_LAB=1 to do without the lab.',
    );
  }

  const folder = join(to, 'lib/modules', release);
  /** @type {Set<string>} */
  const chosen = new Set();
  let next = [...REQUIRED, ...WANTED].map(moduleName);
  for (const [name, path] of all) {
    if (WANTED_FOLDERS.some((each) => dirname(path) === `kernel/${each}`)) next.push(name);
  }
  // What a module depends on stands in itself, and so is known when it is uncompressed.
  while (next.length > 0) {
    /** @type {string[]} */
    const copies = [];
    for (const name of next) {
      const path = all.get(name);
      if (path === undefined || chosen.has(name)) continue;
      chosen.add(name);
      const copy = join(folder, path);
      await mkdir(dirname(copy), { recursive: true });
      await copyFile(join(from, path), copy);
      copies.push(copy);
    }
    for (const { suffix, program, args } of Object.values(COMPRESSIONS)) {
      const compressed = copies.filter((copy) => copy.endsWith(suffix));
      if (compressed.length > 0) await runTool(program, [...args, ...compressed]);
    }
    const needed = await Promise.all(
      copies.map(async (copy) => dependenciesOf(await readFile(copy.replace(/\.ko\..*$/, '.ko')))),
    );
    next = needed.flat();
  }

  for (const list of LISTS) await copyFile(join(from, list), join(folder, list));
  await runTool('kmod', ['-b', to, release], { as: 'depmod' });
  return [...chosen].sort();
}

/**
 * @param {string} folder
 * @returns {Promise<Map<string, string>>} the path of each module in the folder, by its name
 */
async function modulesIn(folder) {
  const paths = await readdir(folder, { recursive: true });
  return new Map(paths.filter((path) => /\.ko(\.\w+)?$/.test(path)).map((path) => [moduleName(path), path]));
}

/**
 * The name by which the kernel knows a module, which has no dashes.
 *
 * @param {string} path
 */
function moduleName(path) {
  return basename(path)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
}

/**
 * The modules that a module says it needs, among them those which it only wants to have loaded before or after itself.
 *
 * @param {Buffer} module_ uncompressed
 * @returns {string[]} names
 */
export function dependenciesOf(module_) {
  /** @type {string[]} */
  const names = [];
  for (const [, key, value = ''] of module_
    .toString('latin1')
    .matchAll(/\0(depends|softdep)=([^\0]*)(?=\0)/g)) {
    if (key === 'depends') names.push(...value.split(','));
    else names.push(...value.split(/\s+/).filter((word) => !word.endsWith(':')));
  }
  return names.filter((name) => name !== '').map(moduleName);
}
