import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

declare const opaque: unique symbol;

/**
 * The addon's owner of one descriptor. The descriptor is closed by `close`,
 * when the owner is collected as garbage, and when its thread ends.
 */
export interface Owner {
  readonly [opaque]: true;
}

/** Bits of the events that `watch` waits for. */
export const READABLE = 1;
export const WRITABLE = 2;

/**
 * native/seqpacket.c as it is: system calls that never block, but for files. What they throw
 * has the name of the errno as `code` and the name of the call as `syscall`;
 * `systemCall` makes a SystemCallError of it. A closed owner gives EBADF.
 */
export interface Addon {
  /** The descriptor's number, which stays the owner's. */
  number(owner: Owner): number;
  /** The descriptor's number, which is the caller's to close from now on. */
  release(owner: Owner): number;
  /** May be called again. */
  close(owner: Owner): void;
  /**
   * Calls back once, when one of the events or an error is there, and keeps the
   * event loop alive and the callback reachable until then. Replaces the watch
   * before it; with 0 events there is none.
   */
  watch(owner: Owner, events: number, callback: () => void): void;
  /** A connected pair. Only `ours` is non-blocking. */
  pair(): readonly [ours: Owner, theirs: Owner];
  connect(path: string): Owner;
  listen(path: string): Owner;
  /** Undefined when no connection waits. */
  accept(owner: Owner): Owner | undefined;
  /** Owns a SEQPACKET socket and makes it non-blocking. On an error the descriptor is closed. */
  adopt(number: number): Owner;
  /** False when there is no room now. */
  send(owner: Owner, bytes: Uint8Array, descriptors: readonly number[]): boolean;
  /** Null at the end, undefined when nothing has arrived. */
  receive(
    owner: Owner,
  ): { readonly bytes: Uint8Array; readonly descriptors: readonly Owner[] } | null | undefined;
  /** SO_PEERCRED of any unix socket. */
  peer(number: number): readonly [pid: number, uid: number, gid: number];
  /** Another descriptor of the same open file. */
  copy(number: number): Owner;
  /** Clears O_NONBLOCK of the open file. */
  block(number: number): void;
  /** A connected SOCK_STREAM pair, both ends blocking. */
  streamPair(): readonly [one: Owner, other: Owner];
  /** SHUT_RDWR */
  shutDown(number: number): void;
  /** SO_MAX_PACING_RATE */
  pace(number: number, bytesPerSecond: number): void;
  /** TCP_USER_TIMEOUT */
  limitSilence(number: number, milliseconds: number): void;
  /** Copies runs of bytes: offset there, offset here and length of each. ENODATA where a file is too short. */
  copyRuns(from: number, to: number, runs: Float64Array): void;
  /** The wait status of a dead child, undefined while it runs, null when it is no child. */
  reap(pid: number): number | null | undefined;
  /** A descriptor of the process (pidfd), Linux 5.3. */
  openProcess(pid: number): Owner;
  /** Sends a signal by its number. */
  signalProcess(process: Owner, signal: number): void;
  /** A copy of a descriptor of the process (pidfd_getfd), Linux 5.6. */
  copyDescriptor(process: Owner, descriptor: number): Owner;
  /** TCP_REPAIR of a TCP socket. */
  tcpRepair(socket: Owner): boolean;
  /** Sets TCP_REPAIR to off. */
  endTcpRepair(socket: Owner): void;
}

/** The addon cannot be used: no file of it loads here. */
export class AddonError extends Error {
  readonly reason = 'ADDON_NOT_LOADED';
  readonly cure = 'Run `npm run setup` in the folder of criud, which compiles the addon.';
  /** Each file that was tried, with the reason why it is not loaded. */
  readonly tried: readonly string[];

  constructor(tried: readonly string[]) {
    super(
      `The addon for SOCK_SEQPACKET cannot be loaded. Tried:\n${tried.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'AddonError';
    this.tried = tried;
  }
}

let loaded: Addon | undefined;

/**
 * The addon, loaded at the first call.
 *
 * @throws AddonError
 */
export function addon(): Addon {
  loaded ??= loadAddon(addonFiles(packageRoot(dirname(fileURLToPath(import.meta.url))), process.env));
  return loaded;
}

/**
 * Where the addon is looked for, in this order: the file that CRIUD_NATIVE
 * names; the one that came with the package for this platform; the one that
 * setup has compiled.
 *
 * @param root folder of criud's package.json
 */
export function addonFiles(root: string, environment: NodeJS.ProcessEnv): readonly string[] {
  const { platform, arch } = process;
  const named = environment.CRIUD_NATIVE;
  return [
    ...(named === undefined || named === '' ? [] : [named]),
    join(root, 'native', 'prebuilds', `${platform}-${arch}-${libc()}.node`),
    join(root, '.cache', 'native', `seqpacket-${platform}-${arch}.node`),
  ];
}

/**
 * Loads the first of these files that can be loaded.
 *
 * @throws AddonError
 */
export function loadAddon(files: readonly string[]): Addon {
  const require = createRequire(import.meta.url);
  const tried: string[] = [];
  for (const file of files) {
    if (!existsSync(file)) {
      tried.push(`${file}: no such file`);
      continue;
    }
    try {
      // The file is compiled from native/seqpacket.c, which has exactly these functions.
      return require(resolve(file)) as Addon;
    } catch (error) {
      tried.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new AddonError(tried);
}

/** The nearest folder from this one upwards that holds criud's package.json. */
export function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
    if (typeof content === 'object' && content !== null && 'name' in content && content.name === 'criud') {
      return folder;
    }
  }
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('criud runs outside its package: no package.json of it above its files');
  return packageRoot(parent);
}

/** The C library that this process runs on; a file for the other one would not load. */
function libc(): 'glibc' | 'musl' {
  return readFileSync('/proc/self/maps', 'utf8').includes('/ld-musl-') ? 'musl' : 'glibc';
}
