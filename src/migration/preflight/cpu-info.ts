import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, openWorkArea, type WorkArea } from '../../criu/index.js';
import type { Failure } from '../../failure/index.js';

/** The image of one CPU has about a hundred bytes. */
const LARGEST_IMAGE = 64 * 1024;

/**
 * CRIU's image of the CPU of this host (CPUINFO_DUMP).
 *
 * @throws Failure what CRIU said where it did not, and as Installation.open
 */
export async function dumpCpuInfo(installation: Installation): Promise<Buffer> {
  return inFolder(async (folder, area) => {
    await using session = await installation.open();
    const outcome = await session.dumpCpuInfo(area.options);
    if (!outcome.success) throw await area.explain('cpuinfo-dump', outcome);
    const image = join(folder, 'cpuinfo.img');
    const { size } = await stat(image);
    return size > LARGEST_IMAGE ? Buffer.alloc(0) : await readFile(image);
  });
}

/**
 * Whether the CPU of this host can run what ran on another one (CPUINFO_CHECK):
 * its FPU state has the same layout, and it has all instructions that the other
 * one has. Undefined where it can, otherwise why not.
 *
 * @throws Failure as Installation.open
 */
export async function checkCpuInfo(installation: Installation, image: Buffer): Promise<Failure | undefined> {
  return inFolder(async (folder, area) => {
    await writeFile(join(folder, 'cpuinfo.img'), image.subarray(0, LARGEST_IMAGE));
    await using session = await installation.open();
    const outcome = await session.checkCpuInfo(area.options);
    return outcome.success ? undefined : await area.explain('cpuinfo-check', outcome);
  });
}

async function inFolder<T>(work: (folder: string, area: WorkArea) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-cpu-'));
  try {
    using area = openWorkArea(folder, folder);
    return await work(folder, area);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
