import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inLoadingOrder } from '../../lab/initrd.js';
import { type SnapshotSources, snapshotKey } from '../../lab/snapshot-key.js';
import { scratchFolder } from './scratch-folder.js';

describe('the modules in the initrd of a guest', () => {
  const list = [
    'kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko',
    'kernel/drivers/virtio/virtio-pci.ko: kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko',
    'kernel/drivers/virtio/virtio_ring.ko:',
    'kernel/drivers/virtio/virtio.ko:',
    'kernel/drivers/net/tun.ko:',
    '',
  ].join('\n');

  it('come after what they depend on, once', () => {
    expect(inLoadingOrder(list, ['virtio_pci', 'virtio_blk'])).toEqual([
      'kernel/drivers/virtio/virtio.ko',
      'kernel/drivers/virtio/virtio_ring.ko',
      'kernel/drivers/virtio/virtio-pci.ko',
      'kernel/drivers/block/virtio_blk.ko',
    ]);
  });

  it('are none of those that are a part of the kernel', () => {
    expect(inLoadingOrder(list, ['ext4', 'tun'])).toEqual(['kernel/drivers/net/tun.ko']);
    expect(inLoadingOrder('', ['virtio_blk'])).toEqual([]);
  });
});

describe('the key of a snapshot', () => {
  function sources(): SnapshotSources {
    const folder = scratchFolder();
    mkdirSync(folder, { recursive: true });
    const [kernel, disk] = [join(folder, 'kernel'), join(folder, 'disk')];
    for (const file of [kernel, disk]) writeFileSync(file, 'some bytes');
    return { arguments: ['-m', '1024'], contents: [Buffer.from('initrd')], files: [kernel], sizes: [disk] };
  }

  it('is the same for the same sources, and another for any other', () => {
    const made = sources();
    const key = snapshotKey(made);
    expect(snapshotKey({ ...made })).toBe(key);
    expect(snapshotKey({ ...made, arguments: ['-m', '512'] })).not.toBe(key);
    expect(snapshotKey({ ...made, contents: [Buffer.from('another')] })).not.toBe(key);
    expect(snapshotKey({ ...made, files: [...made.files, ...made.sizes] })).not.toBe(key);
  });

  it('changes with a file that was written again, but not with the content of a disk of the same size', () => {
    const made = sources();
    const key = snapshotKey(made);
    for (const disk of made.sizes) writeFileSync(disk, 'SOME BYTES');
    expect(snapshotKey(made)).toBe(key);
    for (const disk of made.sizes) writeFileSync(disk, 'more bytes than before');
    const grown = snapshotKey(made);
    expect(grown).not.toBe(key);
    for (const kernel of made.files) writeFileSync(kernel, 'another kernel');
    expect(snapshotKey(made)).not.toBe(grown);
  });
});
