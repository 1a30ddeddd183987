import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { COMPRESSIONS } from './lab-tools.mjs';
import { SetupError } from './setup-error.mjs';

/** How compressed data of each kind begin; LZ4 in the form that only kernels still use. */
const MAGIC = /** @type {const} */ ([
  ['gzip', '1f8b08'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['lz4', '02214c18'],
]);

/** The parts of the header of a bzImage, as the kernel's Documentation/arch/x86/boot.rst describes it. */
const HEADER = {
  setupSectors: 0x1f1,
  magic: 0x202,
  version: 0x206,
  payloadOffset: 0x248,
  payloadLength: 0x24c,
  end: 0x250,
};

/** The first version of the header that says where the payload is. */
const PAYLOAD_SINCE = 0x0208;

/**
 * The compressed kernel inside a bzImage.
 *
 * @param {Buffer} image
 * @returns {{ compression: keyof typeof COMPRESSIONS, payload: Buffer }} `payload` is a part of `image`
 * @throws {SetupError} `LAB_KERNEL_UNKNOWN` when it is no bzImage or its compression none of these
 */
export function findCompressedKernel(image) {
  const isBzImage =
    image.length > HEADER.end &&
    image.toString('latin1', HEADER.magic, HEADER.magic + 4) === 'HdrS' &&
    image.readUInt16LE(HEADER.version) >= PAYLOAD_SINCE;
  if (!isBzImage) throw unknownKernel('it has no header of a bzImage that says where the kernel is');

  // A bzImage is a sector for the boot loader, the sectors of the setup, of which 0 means 4, and the part with the payload.
  const setupSectors = image.readUInt8(HEADER.setupSectors) || 4;
  const start = (1 + setupSectors) * 512 + image.readUInt32LE(HEADER.payloadOffset);
  const end = start + image.readUInt32LE(HEADER.payloadLength);
  if (end > image.length) throw unknownKernel('it ends before the kernel in it does');
  const whole = image.subarray(start, end);
  const found = MAGIC.find(([, magic]) => whole.toString('hex', 0, magic.length / 2) === magic);
  if (found === undefined) {
    throw unknownKernel(
      `the kernel in it begins with ${whole.toString('hex', 0, 8)}, which is no known compression`,
    );
  }
  const [compression] = found;
  // Only gzip itself ends with the size of what it holds; after the others the kernel's build appends it.
  return { compression, payload: compression === 'gzip' ? whole : whole.subarray(0, -4) };
}

/** @param {string} why */
function unknownKernel(why) {
  return new SetupError(
    'LAB_KERNEL_UNKNOWN',
    `the kernel for the guests of the lab cannot be unpacked: ${why}`,
    'Set CRIUD_SKIP_LAB=1 to do without the lab.',
  );
}

/**
 * Unpacks the kernel of a bzImage to an ELF file, which a virtual machine can start without emulating the decompression.
 *
 * @param {{ image: string, vmlinux: string, runTool: import('./lab-tools.mjs').RunTool }} options `vmlinux` is written
 * @throws {SetupError} `LAB_KERNEL_UNKNOWN` or `LAB_TOOL_FAILED`
 */
export async function unpackKernel({ image, vmlinux, runTool }) {
  const { compression, payload } = findCompressedKernel(await readFile(image));
  const { suffix, program, args } = COMPRESSIONS[compression];
  const unpacked = `${vmlinux}.unpacking`;
  try {
    await writeFile(`${unpacked}${suffix}`, payload);
    await runTool(program, [...args, `${unpacked}${suffix}`]);
    await rename(unpacked, vmlinux);
  } finally {
    await rm(`${unpacked}${suffix}`, { force: true });
    await rm(unpacked, { force: true });
  }
}
