import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Key, type KeyRing, parseKeyRing, RING_LIMIT, unusable } from './key-ring.js';

/** Milliseconds that a command has: whoever keeps keys may be far away. */
const COMMAND_TIME = 30_000;

/** Where an operator keeps the keys. */
export type KeySource =
  | { readonly kind: 'file'; readonly path: string }
  /** For `/bin/sh -c`; its output is the ring. */
  | { readonly kind: 'command'; readonly command: string; readonly milliseconds?: number };

/** The ring as it was read last. */
export interface Keys extends KeyRing {
  /**
   * Reads it again. What goes on with a key goes on with it.
   *
   * @throws Failure ENCRYPTION_KEYS_UNUSABLE; then the ring is what it was.
   */
  reload(): Promise<void>;
}

/** @throws Failure ENCRYPTION_KEYS_UNUSABLE */
export async function openKeys(source: KeySource): Promise<Keys> {
  let ring = await readRing(source);
  return {
    get current(): Key {
      return ring.current;
    },
    find: (id) => ring.find(id),
    async reload() {
      ring = await readRing(source);
    },
  };
}

async function readRing(source: KeySource): Promise<KeyRing> {
  switch (source.kind) {
    case 'file':
      return parseKeyRing(await readKeyFile(source.path), source.path);
    case 'command':
      return parseKeyRing(await outputOf(source.command, source.milliseconds ?? COMMAND_TIME), COMMAND);
  }
}

/** How a command is called in messages: its words may have a secret among them. */
const COMMAND = 'the command';

/** What is looked at is the file that was opened, whatever its name leads to. */
async function readKeyFile(path: string): Promise<Buffer> {
  // A pipe would have the opening wait for its writer.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw unusable(path, `it cannot be opened (${codeOf(cause)})`, undefined, cause);
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw unusable(path, 'it is not a file');
    if (facts.uid !== 0 && facts.uid !== process.geteuid?.()) {
      throw unusable(path, `it belongs to user ${facts.uid}, and neither to that of criud nor to root`);
    }
    const mode = facts.mode & 0o7777;
    if (mode !== 0o600 && mode !== 0o400) {
      throw unusable(path, `its mode is ${mode.toString(8).padStart(4, '0')}, and must be 0600 or 0400`);
    }
    if (facts.size > RING_LIMIT) throw unusable(path, `it has ${facts.size} bytes, more than keys have`);
    const text = Buffer.alloc(facts.size);
    const { bytesRead } = await file.read(text, 0, text.length, 0).catch((cause: unknown) => {
      throw unusable(path, `it cannot be read (${codeOf(cause)})`, undefined, cause);
    });
    return text.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * What a command prints. It is the operator's own, as a line for the shell, and
 * in a process group, which is killed as a whole when its time is over.
 */
function outputOf(command: string, milliseconds: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => giveUp(`it has not ended in ${milliseconds / 1000} s`), milliseconds);

    /** Later ends find the promise settled. */
    function giveUp(why: string, cause?: unknown): void {
      clearTimeout(timer);
      for (const piece of pieces) piece.fill(0);
      if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid);
      child.stdout.destroy();
      reject(unusable(COMMAND, why, undefined, cause));
    }
    child.on('error', (cause) => giveUp(`it cannot be run (${codeOf(cause)})`, cause));
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > RING_LIMIT) giveUp(`it prints more than ${RING_LIMIT} bytes`);
    });
    child.on('close', (code, signal) => {
      if (code !== 0) return giveUp(`it ended with ${code === null ? signal : `status ${code}`}`);
      clearTimeout(timer);
      const text = Buffer.concat(pieces);
      for (const piece of pieces) piece.fill(0);
      resolve(text);
    });
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
