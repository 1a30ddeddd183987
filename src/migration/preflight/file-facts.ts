import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { deviceNumbers } from '../../host/index.js';
import { readBuildId } from './build-id.js';
import type { FileType } from './tree-needs.js';

/** What of a file is compared between two hosts. */
export interface FileFacts {
  readonly type: FileType;
  /** `st_mode`. */
  readonly mode: number;
  /** Of regular files. */
  readonly size?: number;
  /** Of devices. */
  readonly device?: string;
  readonly identity: string;
}

/** Undefined for sockets and symbolic links: no process has such a thing open by its path. */
export function factsOf(status: BigIntStats): FileFacts | undefined {
  const type = typeOf(status);
  if (type === undefined) return undefined;
  const { major, minor } = deviceNumbers(status.rdev);
  return {
    type,
    mode: Number(status.mode),
    ...(type === 'regular' && { size: Number(status.size) }),
    ...(type.endsWith('-device') && { device: `${major}:${minor}` }),
    identity: `${status.dev}:${status.ino}`,
  };
}

function typeOf(status: BigIntStats): FileType | undefined {
  if (status.isFile()) return 'regular';
  if (status.isDirectory()) return 'directory';
  if (status.isFIFO()) return 'fifo';
  if (status.isCharacterDevice()) return 'character-device';
  return status.isBlockDevice() ? 'block-device' : undefined;
}

/** The build-id of a regular file; undefined where it has none, or criud may not read it. */
export async function buildIdOf(path: string): Promise<string | undefined> {
  let file: FileHandle | undefined;
  try {
    // Should it have become a FIFO meanwhile, to open it must not wait.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!(await file.stat()).isFile()) return undefined;
    const from = file;
    return await readBuildId(async (offset, length) => {
      const { bytesRead, buffer } = await from.read(Buffer.alloc(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    });
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** Does something for each, at most so many at a time; the answers are in the order of the questions. */
export async function inTurns<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let begin = 0; begin < all.length; begin += AT_A_TIME) {
    answers.push(...(await Promise.all(all.slice(begin, begin + AT_A_TIME).map(ask))));
  }
  return answers;
}

const AT_A_TIME = 16;
