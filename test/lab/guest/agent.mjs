// What a guest of the lab does for the process that started it, over HTTP. It stands alone: it comes with the initrd, and
// has nothing but Node.

import { spawn } from 'node:child_process';
import {
  closeSync,
  createWriteStream,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/**
 * @typedef {{ command: string, args: string[], cwd: string, env: Record<string, string> }} Command
 * @typedef {{ code: number | null, signal: string | null }} End
 */

const OUTPUT = '/lab/output';
mkdirSync(OUTPUT, { recursive: true });
let runs = 0;

/** Every process that `start` has begun. @type {Map<number, Promise<End>>} */
const ends = new Map();

/**
 * Begins a command in a session of its own. Its input and output are files, since what it leaves behind would hold a pipe.
 *
 * @param {Command} command
 * @param {{ input?: string, output: string, errors: string }} paths of files, to which output is appended
 * @returns {Promise<{ pid: number, end: Promise<End> }>}
 */
async function begin({ command, args, cwd, env }, { input = '/dev/null', output, errors }) {
  const files = [openSync(input, 'r'), openSync(output, 'a'), openSync(errors, 'a')];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: files });
  for (const file of files) closeSync(file);
  /** @type {Promise<End>} */
  const end = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise((resolve, reject) => child.once('spawn', () => resolve(undefined)).once('error', reject));
  return { pid: Number(child.pid), end };
}

/**
 * Runs a command until it ends, or its whole process group is killed after `timeoutMs`.
 *
 * @param {Command & { stdin: string, timeoutMs: number }} request
 */
async function run(request) {
  const name = `${OUTPUT}/${++runs}`;
  const paths = { input: `${name}.in`, output: `${name}.out`, errors: `${name}.err` };
  try {
    writeFileSync(paths.input, request.stdin);
    const { pid, end } = await begin(request, paths);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      process.kill(-pid, 'SIGKILL');
    }, request.timeoutMs);
    const { code, signal } = await end;
    clearTimeout(timer);
    const [stdout, stderr] = await Promise.all([
      readFile(paths.output, 'utf8'),
      readFile(paths.errors, 'utf8'),
    ]);
    return { code, signal, timedOut, stdout, stderr };
  } finally {
    await Promise.all(Object.values(paths).map((path) => rm(path, { force: true })));
  }
}

/** @param {Command & { output: string, errors: string }} request */
async function start(request) {
  const { pid, end } = await begin(request, request);
  ends.set(pid, end);
  return { pid };
}

/**
 * Kills all processes that were started with this variable in their environment, and waits until there are none.
 *
 * @param {{ variable: string, timeoutMs: number }} request `variable` is NAME=VALUE
 */
async function killMarked({ variable, timeoutMs }) {
  for (const deadline = Date.now() + timeoutMs; ; ) {
    const pids = readdirSync('/proc').filter(
      (name) => /^\d/.test(name) && environmentOf(name).includes(variable),
    );
    if (pids.length === 0) return {};
    if (Date.now() > deadline) throw new Error(`processes ${pids.join(' ')} do not end`);
    for (const pid of pids) kill(Number(pid));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Nothing of one that has ended, and of a thread of the kernel. @param {string} pid */
function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since.
  }
}

/** A read may see half of a write. Two equal ones in a row have seen none. @param {string} path */
function readLine(path) {
  let text = readFileSync(path, 'utf8');
  for (let before; before !== text; ) {
    before = text;
    text = readFileSync(path, 'utf8');
  }
  return text.split('\n', 1)[0];
}

const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
  answer(request, response).catch((error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end(String(error.message));
  });
});

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @returns {Promise<void>}
 */
async function answer(request, response) {
  const url = new URL(request.url ?? '/', 'http://guest');
  const path = url.searchParams.get('path') ?? '';
  /** @param {unknown} value */
  const say = (value) => void response.end(JSON.stringify(value));
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /ready':
      return say({});
    case 'POST /configure': {
      const { environment } = /** @type {{ environment: Record<string, string> }} */ (await json(request));
      Object.assign(process.env, environment);
      const script = { command: 'bash', args: ['/lab/configure.sh'], cwd: '/', env: {} };
      return say(await run({ ...script, stdin: '', timeoutMs: 30_000 }));
    }
    case 'POST /run':
      return say(await run(/** @type {Parameters<typeof run>[0]} */ (await json(request))));
    case 'POST /start':
      return say(await start(/** @type {Parameters<typeof start>[0]} */ (await json(request))));
    case 'POST /kill-marked':
      return say(await killMarked(/** @type {Parameters<typeof killMarked>[0]} */ (await json(request))));
    case 'GET /end':
      return say((await ends.get(Number(url.searchParams.get('pid')))) ?? null);
    case 'GET /folder':
      return say((await readdir(path)).sort());
    case 'GET /file':
      return pipeline((await open(path)).createReadStream(), response);
    case 'GET /line':
      return say(readLine(path));
    case 'PUT /file': {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(request, createWriteStream(path));
      const mode = url.searchParams.get('mode');
      if (mode !== null) await chmod(path, Number(mode));
      return say({});
    }
    case 'GET /follow': {
      const tail = spawn('tail', ['-c', '+1', '-f', path], { stdio: ['ignore', 'pipe', 'inherit'] });
      response.once('close', () => tail.kill());
      response.flushHeaders();
      return pipeline(tail.stdout, response);
    }
    default:
      response.writeHead(404);
      return say(`there is no ${request.method} ${url.pathname}`);
  }
}

// A tunnel to a path of a unix socket, or to HOST:PORT as the guest sees it.
server.on('upgrade', (request, socket, head) => {
  const to = new URL(request.url ?? '/', 'http://guest').searchParams.get('to') ?? '';
  const colon = to.lastIndexOf(':');
  const address = to.startsWith('/')
    ? { path: to, allowHalfOpen: true }
    : { host: to.slice(0, colon), port: Number(to.slice(colon + 1)), allowHalfOpen: true };
  let connected = false;
  const target = connect(address, () => {
    connected = true;
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: tunnel\r\n\r\n');
    target.write(head);
    socket.pipe(target).pipe(socket);
  });
  target.on('error', ({ message }) => {
    if (connected) socket.destroy();
    else
      socket.end(
        `HTTP/1.1 502 Bad Gateway\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
      );
  });
  socket.on('error', () => target.destroy());
  socket.on('close', () => target.destroy());
});

server.listen(Number(process.argv[2]), () => console.log('lab: ready'));
