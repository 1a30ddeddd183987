import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findCompressedKernel, unpackKernel } from '../../../setup/lab-kernel.mjs';
import { dependenciesOf, selectModules } from '../../../setup/lab-modules.mjs';
import type { RunTool } from '../../../setup/lab-tools.mjs';
import { scratchFolder } from './scratch-folder.js';

/** The text "vmlinux" as each program compresses it. */
const SAMPLES = {
  gzip: gzipSync('vmlinux'),
  xz: Buffer.from(
    'fd377a585a0000016922de360200210116000000742fe5a3010006766d6c696e75780000b9968df200011b0712ebd4179042990d010000000001595a',
    'hex',
  ),
  zstd: Buffer.from('28b52ffd0458390000766d6c696e75780129a03a', 'hex'),
  lz4: Buffer.from('02214c180800000070766d6c696e7578', 'hex'),
};

/** A kernel as it is on a disk: something to boot, the compressed kernel, its size in most cases, and something behind it. */
function bzImage(payload: Buffer, setupSectors = 3): Buffer {
  const start = Buffer.alloc((1 + (setupSectors || 4)) * 512 + 16);
  start.writeUInt8(setupSectors, 0x1f1);
  start.write('HdrS', 0x202, 'latin1');
  start.writeUInt16LE(0x020f, 0x206);
  start.writeUInt32LE(16, 0x248);
  start.writeUInt32LE(payload.length, 0x24c);
  return Buffer.concat([start, payload, Buffer.from('what follows the kernel')]);
}

const SIZE = Buffer.from([7, 0, 0, 0]);

describe('the compressed kernel in a bzImage', () => {
  it.each(['xz', 'zstd', 'lz4'] as const)('is found for %s without the size behind it', (compression) => {
    const payload = SAMPLES[compression];
    expect(findCompressedKernel(bzImage(Buffer.concat([payload, SIZE])))).toEqual({ compression, payload });
  });

  it('is found for gzip, which ends with the size itself', () => {
    const payload = SAMPLES.gzip;
    expect(findCompressedKernel(bzImage(payload))).toEqual({ compression: 'gzip', payload });
  });

  it('is found where the number of setup sectors is left out', () => {
    expect(findCompressedKernel(bzImage(SAMPLES.gzip, 0)).payload).toEqual(SAMPLES.gzip);
  });

  it.each([
    ['no kernel', Buffer.alloc(0x1000)],
    ['too short', Buffer.from('MZ')],
    ['cut off', bzImage(SAMPLES.gzip).subarray(0, -30)],
    ['of an unknown compression', bzImage(Buffer.from('BZh91AY&SY'))],
  ])('is refused when the file is %s', (_, image) => {
    expect(() => findCompressedKernel(image)).toThrow(
      expect.objectContaining({ reason: 'LAB_KERNEL_UNKNOWN' }),
    );
  });

  it('is given alone to its program, and only the kernel is left', async () => {
    const folder = scratchFolder();
    const image = join(folder, 'vmlinuz');
    const to = join(folder, 'kernel');
    mkdirSync(to);
    writeFileSync(image, bzImage(Buffer.concat([SAMPLES.zstd, SIZE])));
    const runTool: RunTool = async (program, args) => {
      const path = String(args.at(-1));
      expect([program, readFileSync(path)]).toEqual(['zstd', SAMPLES.zstd]);
      writeFileSync(path.replace(/\.zst$/, ''), 'vmlinux');
    };
    await unpackKernel({ image, vmlinux: join(to, 'vmlinux'), runTool });
    expect(readFileSync(join(to, 'vmlinux'), 'utf8')).toBe('vmlinux');
    expect(readdirSync(to)).toEqual(['vmlinux']);
  });
});

/** A kernel's folder of modules, where a module is what stands in its .modinfo, and those named by `builtin` are none. */
function modulesFolder(modules: Record<string, string>, builtin: string[]): string {
  const folder = scratchFolder();
  for (const [path, text] of Object.entries(modules)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, 'modules.builtin'), builtin.map((name) => `kernel/x/${name}.ko\n`).join(''));
  writeFileSync(join(folder, 'modules.builtin.modinfo'), '');
  writeFileSync(join(folder, 'modules.order'), '');
  return folder;
}

/** Uncompresses by name only. */
const renaming: RunTool = async (_, args) => {
  for (const path of args.filter((each) => each.startsWith('/') && /\.ko\.\w+$/.test(each))) {
    renameSync(path, path.replace(/\.\w+$/, ''));
  }
};

const BUILTIN = [
  ...['virtio_pci', 'virtio_blk', 'virtio_net', 'ext4', 'unix_diag', 'inet_diag', 'udp_diag'],
  ...['af_packet_diag', 'netlink_diag', 'nf_tables', 'tun', 'veth'],
];

describe('the modules of a guest', () => {
  it('say what they depend on', () => {
    const elf = Buffer.from(
      '\x7fELF\0license=GPL\0depends=net-failover,virtio\0softdep=pre: crc32c post: late\0name=x\0depends=\0',
      'latin1',
    );
    expect(dependenciesOf(elf)).toEqual(['net_failover', 'virtio', 'crc32c', 'late']);
    expect(dependenciesOf(Buffer.from('no module'))).toEqual([]);
  });

  it('are those that are wanted, with all that they depend on, uncompressed', async () => {
    const to = scratchFolder();
    const calls: string[] = [];
    const names = await selectModules({
      from: modulesFolder(
        {
          'kernel/net/ipv4/tcp_diag.ko.xz': '\0depends=a-first\0',
          'kernel/lib/a-first.ko.zst': '\0depends=second,built_in\0',
          'kernel/lib/second.ko': '\0depends=\0',
          'kernel/net/netfilter/nft_any.ko.xz': '\0depends=\0',
          'kernel/net/netfilter/ipset/ip_set.ko.xz': '\0depends=\0',
          'kernel/sound/unwanted.ko.xz': '\0depends=\0',
        },
        BUILTIN,
      ),
      to,
      release: '6.1',
      runTool: async (program, args, options) => {
        calls.push(options?.as ?? program);
        await renaming(program, args);
      },
    });
    expect(names).toEqual(['a_first', 'nft_any', 'second', 'tcp_diag']);
    const files = readdirSync(join(to, 'lib/modules/6.1'), { recursive: true })
      .map((path) => basename(String(path)))
      .filter((name) => name.includes('.ko'));
    expect(files.sort()).toEqual(['a-first.ko', 'nft_any.ko', 'second.ko', 'tcp_diag.ko']);
    expect(calls).toEqual(['xz', 'zstd', 'depmod']);
  });

  it('are refused when CRIU would miss one', async () => {
    const from = modulesFolder({}, BUILTIN);
    await expect(
      selectModules({ from, to: scratchFolder(), release: '6.1', runTool: renaming }),
    ).rejects.toMatchObject({ reason: 'LAB_KERNEL_UNFIT', message: expect.stringContaining('tcp_diag') });
  });
});
