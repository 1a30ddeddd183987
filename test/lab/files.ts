import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** What setup has made for the lab, and what the lab makes itself. */
export const LAB_FOLDER = join(ROOT, '.cache/lab');

/** A folder for every lab that was opened, with one for every host in it: what is left of them. */
export const RUNS_FOLDER = join(LAB_FOLDER, 'runs');

/** The disk at /project in every guest. */
export const PROJECT_IMAGE = join(LAB_FOLDER, 'project.img');

/** The disk with the system of every guest. */
export const SYSTEM_IMAGE = join(LAB_FOLDER, 'system.img');

export const QEMU = join(LAB_FOLDER, 'qemu/qemu-system-x86_64');
export const MKE2FS = join(LAB_FOLDER, 'qemu/mke2fs');

/** What QEMU this is: its version, and what it can emulate. It is written anew with every QEMU. */
export const QEMU_DESCRIPTION = join(LAB_FOLDER, 'qemu/qemu.json');

/** Debian's kernels in the lab, by the release that they are of. */
export const KERNELS = ['bookworm', 'trixie', 'forky'] as const;
export type Kernel = (typeof KERNELS)[number];

/** The CRIUs in every guest, by their versions. */
export const CRIUS = ['3.17', '4.1', '4.2'] as const;
export type Criu = (typeof CRIUS)[number];

/** The kernel as the file which QEMU boots. */
export function kernelFile(kernel: Kernel): string {
  return join(LAB_FOLDER, 'kernels', kernel, 'vmlinux');
}

/** The folder in which depmod has listed the modules of the kernel. */
export function modulesFolder(kernel: Kernel): string {
  const folder = join(LAB_FOLDER, 'kernels', kernel);
  // Written by setup, beside the kernel.
  const { release } = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8')) as { release: string };
  return join(folder, 'lib/modules', release);
}

/** The CPU that QEMU emulates without a flaw, as its option `-cpu` names it. */
export function emulatedCpu(): string {
  // The file is written by setup, in the folder of the program that it is about.
  const { cpu } = JSON.parse(readFileSync(QEMU_DESCRIPTION, 'utf8')) as { cpu: string };
  return cpu;
}

/** Fails where setup has not made the lab. */
export function requireLab(): void {
  const missing = [QEMU, MKE2FS, SYSTEM_IMAGE, ...KERNELS.map(kernelFile)].find((file) => !existsSync(file));
  if (missing !== undefined) {
    throw new Error(`the lab is not set up: ${missing} is missing. Run: node setup/setup.mjs lab`);
  }
}
