// What looks out in a guest for the moment in which a fault is to come, and for what becomes of the tree: the way to the
// guest and back takes longer than most moments last. It stands alone, as the agent does, and has nothing but Node.
// It takes a line of JSON for each thing to do, and answers with one.

import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {{ kind: string, migration: string, crius: number, signs: string[] }} Told of an operation, in its order
 * @typedef {{ journal: string, images: string, kind: string, from: string, before: string, spin: number,
 *   criud: number, tree: number, deadlineMs: number }} Ambush
 */

const [SOCKET = '', STATE = ''] = process.argv.slice(2);
const JOURNAL = `${STATE}/operations/journal`;
const MIGRATIONS = `${STATE}/migrations`;

/** Of a line of the journal what stands before its JSON. */
const HEADER_BYTES = 27;

/** @type {Map<string, Told>} */
const operations = new Map();
let inode = 0n;
let readUpTo = 0;
let rest = '';

/** Takes in what has been added to the journal. */
function readJournal() {
  if (!existsSync(JOURNAL)) return;
  const file = openSync(JOURNAL, 'r');
  try {
    const facts = fstatSync(file, { bigint: true });
    const size = Number(facts.size);
    // Written anew it tells again what has been told.
    if (facts.ino !== inode || size < readUpTo) {
      inode = facts.ino;
      readUpTo = 0;
      rest = '';
    }
    if (size === readUpTo) return;
    const bytes = Buffer.alloc(size - readUpTo);
    readUpTo += readSync(file, bytes, 0, bytes.length, readUpTo);
    const lines = (rest + bytes.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  } finally {
    closeSync(file);
  }
}

/** @param {string} line */
function take(line) {
  if (line[HEADER_BYTES] !== '{') return;
  const { id, record, change } = JSON.parse(line.slice(HEADER_BYTES));
  if (record !== undefined && !operations.has(id)) {
    const { kind, migration = id } = record.operation;
    operations.set(id, { kind, migration, crius: 0, signs: ['begun'] });
  }
  const told = operations.get(id);
  if (told === undefined || change === undefined) return;
  if (change.kind === 'ended') told.signs.push('ended');
  if (change.kind === 'event') {
    const { kind, phase, name, round } = change.event;
    if (kind === 'phase') told.signs.push(`phase ${phase}`);
    if (kind === 'notification') told.signs.push(`notification ${name}`);
    if (kind === 'round') told.signs.push(`round ${round.number}`);
  }
  if (change.kind === 'traces') {
    const { criu, root, handover } = change.traces;
    if (criu !== undefined) told.signs.push(`criu ${++told.crius}`);
    if (root !== undefined) told.signs.push('root');
    if (handover !== undefined) told.signs.push(`record ${handover.record.phase ?? handover.record}`);
  }
}

/**
 * Whether a sign is there: one of the journal, or `file FOLDER PATTERN` of the images.
 *
 * @param {Told} told
 * @param {string} sign
 */
function isThere(told, sign) {
  const [, folder, pattern] = /^file (\S+) (\S+)$/.exec(sign) ?? [];
  if (folder === undefined || pattern === undefined) return told.signs.includes(sign);
  const wanted = new RegExp(pattern);
  return namesIn(`${MIGRATIONS}/${told.migration}/${folder}`).some((name) => wanted.test(name));
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Waits for a sign of an operation that has not begun yet, then stops criud and the CRIUs that are its children. The
 * moment is hit when the sign that ends it has not come by then.
 *
 * @param {Ambush} ambush
 */
async function ambush({ kind, from, before, spin, criud, tree, deadlineMs }) {
  readJournal();
  const known = new Set(operations.keys());
  const ours = () => {
    readJournal();
    return [...operations].find(([id, told]) => told.kind === kind && !known.has(id))?.[1];
  };
  const end = Date.now() + deadlineMs;
  for (;;) {
    const told = ours();
    if (told !== undefined && isThere(told, from)) break;
    if (told?.signs.includes('ended') || Date.now() > end) return { hit: false, signs: told?.signs ?? [] };
    await pause(2);
  }
  if (spin > 0) await pause(spin);
  const stopped = [criud, ...criusOf(criud, tree)].filter((pid) => kill(pid, 'SIGSTOP'));
  await untilStopped(criud);
  const told = ours();
  const hit = told !== undefined && isThere(told, from) && !isThere(told, before);
  return { hit, stopped, signs: told?.signs ?? [] };
}

/** Those of criud that are CRIU, and their page servers; not the tree itself, which CRIU forks. @param {number} criud @param {number} tree */
function criusOf(criud, tree) {
  const own = childrenOf(criud).filter(isCriu);
  return [...own, ...own.flatMap(childrenOf).filter((pid) => pid !== tree && isCriu(pid))];
}

/** @param {number} pid */
function childrenOf(pid) {
  return namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
}

/** @param {number} pid */
function isCriu(pid) {
  try {
    return /\/criu$/.test(readlinkSync(`/proc/${pid}/exe`)) || /\/criu$/m.test(read(`/proc/${pid}/maps`));
  } catch {
    return false;
  }
}

/** What a process is about, for who has to find out why it is there. @param {number} pid */
function aboutOf(pid) {
  const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
  const words = read(`/proc/${pid}/cmdline`).split('\0').slice(-4).join(' ').trim();
  return `${processOf(pid)?.state}, child of ${parent}, in ${read(`/proc/${pid}/wchan`)}: ${words}`;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function kill(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** State letter and start time of a process; undefined for one that is dead. @param {number} pid */
function processOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  if (state === '' || state === 'Z' || state === 'X') return undefined;
  return { state, startTime: fields[19] };
}

/** Its threads end what they are about in the kernel. @param {number} pid */
async function untilStopped(pid) {
  for (let looks = 0; looks < 100 && processOf(pid) !== undefined; looks++) {
    if (namesIn(`/proc/${pid}/task`).every((thread) => / T /.test(read(`/proc/${pid}/task/${thread}/stat`))))
      return;
    await pause(1);
  }
}

/** Every change of the workload's state, with the time. @type {[time: number, count: number][]} */
let seen = [];
let watched = '';

setInterval(() => {
  if (watched === '') return;
  const count = countIn(watched);
  if (count !== undefined && count !== seen.at(-1)?.[1]) seen.push([Date.now(), count]);
}, 20);

/** @param {string} file */
function lineIn(file) {
  let text = read(file);
  // A read may see half of a write. Two equal ones in a row have seen none.
  for (let before; before !== text; ) {
    before = text;
    text = read(file);
  }
  return text.split('\n', 1)[0] ?? '';
}

/** @param {string} file */
function countIn(file) {
  const [, count] = /^count=(\d+) /.exec(lineIn(file)) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** Has a dirtier compare all its memory, and waits until it has and counts on. @param {{ tree: number, file: string, deadlineMs: number }} asked */
async function prove({ tree, file, deadlineMs }) {
  const verified = () => Number(/ verified=(\d+)/.exec(lineIn(file))?.[1] ?? -1);
  const end = Date.now() + deadlineMs;
  // A tree that has just been let go may not have written yet.
  while (verified() < 0 && Date.now() < end) await pause(10);
  const before = verified();
  const count = countIn(file) ?? 0;
  if (!kill(tree, 'SIGUSR1')) return { wrong: `there is no process ${tree}` };
  while (Date.now() < end) {
    const line = lineIn(file);
    if (line.includes('failed=')) return { wrong: line };
    if (verified() > before && (countIn(file) ?? 0) > count) return { count: countIn(file) };
    await pause(10);
  }
  return { wrong: `it does not go on within ${deadlineMs} ms: ${lineIn(file)}` };
}

/** @type {Record<string, (asked: any) => unknown>} */
const DEEDS = {
  clock: () => ({ time: Date.now() }),
  ambush,
  prove,
  /** Begins to watch; a blank state is told from what is written from now on. */
  watch({ file, blank }) {
    if (blank) writeFileSync(file, ' '.repeat(read(file).length));
    watched = file;
    seen = [];
    return {};
  },
  seen: () => ({ seen }),
  look({ tree }) {
    const pids = namesIn('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
    return {
      tree: processOf(tree) ?? null,
      crius: pids.filter((pid) => pid !== tree && isCriu(pid)).map((pid) => ({ pid, about: aboutOf(pid) })),
      isBuilt: !isCriu(tree),
      migrations: namesIn(MIGRATIONS),
    };
  },
  killCrius: ({ criud, tree }) => ({ killed: criusOf(criud, tree).filter((pid) => kill(pid, 'SIGKILL')) }),
  kill: ({ pids, signal }) => ({ killed: pids.filter((/** @type {number} */ pid) => kill(pid, signal)) }),
};

rmSync(SOCKET, { force: true });
createServer((connection) => {
  connection.on('error', () => connection.destroy());
  createInterface({ input: connection }).on('line', async (line) => {
    const { deed, number, ...asked } = JSON.parse(line);
    try {
      const answer = await DEEDS[deed]?.(asked);
      connection.write(`${JSON.stringify({ number, answer })}\n`);
    } catch (error) {
      connection.write(`${JSON.stringify({ number, error: String(error) })}\n`);
    }
  });
}).listen(SOCKET);
