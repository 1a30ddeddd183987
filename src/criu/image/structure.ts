import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure/index.js';
import { type ImageBytes, openImageBytes } from './image-bytes.js';
import { COMMON_MAGIC, damaged, SERVICE_MAGIC } from './image-file.js';
import { type FieldOf, type KnownImage, knownImage, padded } from './known-image.js';
import { IN_PARENT, PRESENT } from './pagemap-columns.js';
import { LONGEST_START, type MessageWalk, openMessageWalk } from './wire.js';

/** Bytes of a record at most: `mm` has one for all mappings of a process, of which there can be a million. */
const LARGEST_RECORD = 64 * 1024 * 1024;

const PAGE_SIZES = [4096, 16_384, 65_536];

export interface StructureDefect {
  readonly file: string;
  /** To follow the name of the file. */
  readonly problem: string;
}

/**
 * Looks at images as CRIU would begin to read them, and tells which it would not
 * take: the head that says which image it is, records that are one behind the
 * other up to the end of the file, each a message of whole fields, and as many
 * pages as a pagemap says. What the fields mean is not looked at. It takes some
 * ten KiB of memory whatever a file says about itself.
 *
 * @param names of all files of the checkpoint. Raw ones, and those of plugins,
 *   are passed over.
 * @param skip names of those that are not worth a look.
 * @param signal stops it; its reason is thrown.
 */
export async function* examineStructure(
  imagesFolder: string,
  names: readonly string[],
  skip: ReadonlySet<string> = new Set(),
  signal?: AbortSignal,
): AsyncGenerator<StructureDefect, void, undefined> {
  if (!names.includes('inventory.img')) {
    yield { file: 'inventory.img', problem: 'is not there, and CRIU begins with it' };
  }
  const known = new Set(names);
  for (const file of names) {
    signal?.throwIfAborted();
    const image = knownImage(file);
    if (image === undefined || skip.has(file)) continue;
    try {
      const pages = await walkImage(join(imagesFolder, file), image, signal);
      if (pages === undefined || skip.has(pages.file)) continue;
      const problem = known.has(pages.file) ? await pagesProblem(imagesFolder, pages) : missingPages(pages);
      if (problem !== undefined) yield { file, problem };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) yield { file, problem: 'cannot be read' };
      else yield { file, problem: `${error.metadata.problem} (at byte ${error.metadata.offset})` };
    }
  }
}

/** The pages that a pagemap says to be in a file. */
interface Pages {
  readonly file: string;
  readonly count: number;
}

/** @throws Failure CHECKPOINT_DAMAGED */
async function walkImage(
  path: string,
  { magic, head, form, payload, recursive }: KnownImage,
  signal: AbortSignal | undefined,
): Promise<Pages | undefined> {
  await using bytes = await openImageBytes(path, signal);
  const walk = openMessageWalk(bytes, (text) => damaged(path, bytes.position(), text), recursive);

  /** Undefined where there is nothing to wait for: to wait for nothing takes its time too, at each of many records. */
  function need(count: number): Promise<unknown> | undefined {
    return bytes.ready() < count && bytes.ready() < bytes.size - bytes.position()
      ? bytes.need(count)
      : undefined;
  }

  function word(what: string): number {
    if (bytes.ready() < 4) throw damaged(path, bytes.position(), `ends inside ${what}`);
    return (bytes.byte() | (bytes.byte() << 8) | (bytes.byte() << 16) | (bytes.byte() << 24)) >>> 0;
  }

  async function record(): Promise<FieldOf> {
    await need(4);
    beginRecord();
    while (!walk.advance()) await more();
    return walk.field;
  }

  function beginRecord(): void {
    const at = bytes.position();
    const length = word('the length of a record');
    if (length > LARGEST_RECORD)
      throw damaged(path, at, `has a record of ${length} bytes, more than any can have`);
    refuseBeyond(length, 'a record', at);
    walk.begin(length);
  }

  async function more(): Promise<void> {
    const before = bytes.ready();
    if ((await bytes.need(LONGEST_START)) > before) return;
    throw damaged(path, bytes.position(), 'has become shorter while it was read');
  }

  function refuseBeyond(count: number, what: string, at: number): void {
    const left = bytes.size - bytes.position();
    if (count > left) throw damaged(path, at, `ends inside ${what}: ${left} of ${count} bytes are there`);
  }

  function pass(count: number): void {
    refuseBeyond(count, 'what belongs to a record', bytes.position());
    bytes.skip(count);
  }

  const first = { common: COMMON_MAGIC, service: SERVICE_MAGIC, none: magic }[head];
  for (const [index, expected] of (head === 'none' ? [first] : [first, magic]).entries()) {
    await need(4);
    const found = word('its head');
    if (found === expected) continue;
    throw damaged(path, index * 4, `is not the image of its name: it begins with 0x${found.toString(16)}`);
  }

  let pagesId: number | undefined;
  let pages = 0;
  let records = 0;
  for (; isLeft(bytes); records++) {
    const waiting = need(4);
    if (waiting !== undefined) await waiting;
    beginRecord();
    while (!walk.advance()) await more();
    const { field } = walk;
    switch (form) {
      case 'records':
        pass(payload?.(field) ?? 0);
        break;
      case 'pagemap':
        if (pagesId === undefined) pagesId = field(1);
        else pages += presentPages(walk);
        break;
      case 'ghost-file':
        if (field(9) === 0) pass(bytes.size - bytes.position());
        while (isLeft(bytes)) pass((await record())(1));
        break;
      case 'message-queue':
        for (let left = field(3); left > 0; left--) pass(padded((await record())(2), 8));
        break;
    }
  }
  if (records === 0 && (head === 'none' || form === 'pagemap'))
    throw damaged(path, bytes.size, 'has no record');
  if (head === 'none' && records > 1) throw damaged(path, bytes.size, 'has more than one record');
  return pagesId === undefined ? undefined : { file: `pages-${pagesId}.img`, count: pages };
}

function isLeft(bytes: ImageBytes): boolean {
  return bytes.position() < bytes.size;
}

/** As CRIU counts them: images of before 2.9 have no flags, and what is not in the parent is here. */
function presentPages({ field, has }: MessageWalk): number {
  const flags = has(4) ? field(4) : field(3) > 0 ? IN_PARENT : PRESENT;
  return (flags & PRESENT) === 0 ? 0 : field(has(5) ? 5 : 2);
}

async function pagesProblem(imagesFolder: string, { file, count }: Pages): Promise<string | undefined> {
  const { size } = await lstat(join(imagesFolder, file));
  if (count === 0 ? size === 0 : PAGE_SIZES.some((page) => count * page === size)) return undefined;
  return `has ${count} pages in ${file}, which has ${size} bytes`;
}

function missingPages({ file, count }: Pages): string | undefined {
  return count === 0 ? undefined : `has ${count} pages in ${file}, which is not there`;
}
