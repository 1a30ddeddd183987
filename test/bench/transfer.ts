import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { digestFiles, openCatalog, type StoredCheckpoint, sizeOf } from '../../src/catalog/index.js';
import { type Client, connect, download, downloadToFile, uploadFile } from '../../src/client/index.js';
import { startCuttingProxy } from '../integration/cutting-proxy.js';
import { type Daemon, startDaemon } from '../integration/daemon.js';

const MIB = 1024 * 1024;

/** Bytes of memory that a daemon may take at most, whatever it moves. */
const MOST_RESIDENT = 200 * MIB;

const CUTS = 10;

/** Milliseconds there and back of the slow network. */
const ROUND_TRIP = 20;

/** How often each speed is measured: the middle one counts. */
const ROUNDS = 3;

/**
 * Moves images from one daemon to another by way of a file: how much memory the
 * daemons take, that a transfer that is interrupted ten times is the same byte for
 * byte, and how fast it is beside a plain TCP connection between two Nodes.
 *
 * @param args MiB of the images [4096], and of what the speed is measured with [512]
 */
export async function measureTransfer([size = '4096', part = '512']: readonly string[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-bench-'));
  try {
    say(`making ${size} MiB of images`);
    const large = await makeState(join(folder, 'large'), Number(size) * MIB);
    const small = await makeState(join(folder, 'small'), Number(part) * MIB);
    const whole = await moveWhole(folder, large);
    await rm(join(folder, 'large'), { recursive: true, force: true });
    await measureSpeed(folder, small, Number(part) * MIB);
    return whole;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface State {
  readonly folder: string;
  readonly name: string;
  readonly checkpoint: StoredCheckpoint;
}

/** Eight files of bytes that cannot be compressed, as pages of a busy heap would be. */
async function makeState(folder: string, bytes: number): Promise<State> {
  const catalog = await openCatalog(folder);
  await using draft = await catalog.begin();
  const chunk = Buffer.allocUnsafe(4 * MIB);
  for (let index = 1; index <= 8; index += 1) {
    await using file = await open(join(draft.imagesFolder, `pages-${index}.img`), 'wx', 0o600);
    for (let left = Math.ceil(bytes / 8); left > 0; left -= chunk.length) {
      randomFillSync(chunk);
      await file.write(chunk.subarray(0, Math.min(left, chunk.length)));
    }
  }
  const facts = {
    ...{ kind: 'dump' as const, labels: {}, options: {}, criu: { version: '0' } },
    host: { name: 'bench', bootId: 'bench', kernel: '0', architecture: 'x64' },
    tree: { pid: 1, startTime: '1', processes: 1 },
  };
  const committed = await draft.commit(facts, 'page-cache');
  const checkpoint = await catalog.amend(committed, { files: await digestFiles(committed) });
  return { folder, checkpoint, name: `checkpoints/${checkpoint.manifest.id}` };
}

/** Down to a file and up to another daemon, cut off ten times each way. */
async function moveWhole(folder: string, state: State): Promise<boolean> {
  const file = join(folder, 'archive.tar');
  await using source = await startDaemon({ stateFolder: state.folder });
  await using target = await startDaemon();
  const bytes = sizeOf(state.checkpoint.manifest.files);
  await cuttingOff(source, 'download', bytes, (client) => downloadToFile(client, state.name, file));
  await cuttingOff(target, 'upload', bytes, (client) => uploadFile(client, file));

  const images = join(target.stateFolder, 'checkpoints', state.checkpoint.manifest.id, 'images');
  let equal = true;
  for (const { name, sha256 } of state.checkpoint.manifest.files) {
    equal &&= (await digestOf(join(images, name))) === sha256;
  }
  const resident = await Promise.all([source, target].map(({ pid }) => peakResident(pid)));
  const modest = resident.every((peak) => peak < MOST_RESIDENT);
  say(
    `${state.checkpoint.manifest.files.length} files, ${Math.round(bytes / MIB)} MiB: ${equal ? 'equal' : 'NOT EQUAL'}`,
  );
  say(
    `most memory: ${resident.map((peak) => `${Math.round(peak / MIB)} MiB`).join(' at the source, ')} at the target ` +
      `(at most ${MOST_RESIDENT / MIB} MiB: ${modest ? 'kept' : 'BROKEN'})`,
  );
  await rm(file);
  return equal && modest;
}

async function cuttingOff(
  daemon: Daemon,
  what: string,
  bytes: number,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  await using proxy = await startCuttingProxy(() => daemon.socket);
  const client = connect(proxy.address);
  const next = () => {
    // Somewhere in an eleventh of it, so that ten come before the end.
    if (proxy.cuts < CUTS)
      proxy.cutAfter(Math.ceil((bytes / (CUTS + 1)) * (0.2 + 0.7 * Math.random())), next);
  };
  next();
  const began = performance.now();
  await work(client);
  const seconds = (performance.now() - began) / 1_000;
  client.close();
  if (proxy.cuts < CUTS) throw new Error(`the ${what} was cut off only ${proxy.cuts} times`);
  say(
    `${what}, cut off ${proxy.cuts} times: ${seconds.toFixed(1)} s, ${(bytes / MIB / seconds).toFixed(0)} MiB/s`,
  );
}

interface Speeds {
  readonly down: number[];
  readonly up: number[];
}

/** Beside raw TCP, each a few times in turn, over loopback and over a slow network. */
async function measureSpeed(folder: string, state: State, bytes: number): Promise<void> {
  const file = join(folder, 'archive.tar');
  const flags = ['--listen', '127.0.0.1:0'];
  await using source = await startDaemon({ stateFolder: state.folder, flags });
  await downloadToFile(source.client, state.name, file);
  await using raw = await startProgram('raw-tcp.mjs');
  for (const delay of [0, ROUND_TRIP / 2]) {
    /** MiB per second of a piece of work with a port. */
    const speed = async (port: number, work: (port: number) => Promise<void>): Promise<number> => {
      await using proxy = delay > 0 ? await startProgram('delay-proxy.mjs', port, delay) : undefined;
      const began = performance.now();
      await work(proxy?.port ?? port);
      return bytes / MIB / ((performance.now() - began) / 1_000);
    };
    const plain: Speeds = { down: [], up: [] };
    const criud: Speeds = { down: [], up: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      plain.down.push(await speed(raw.port, (port) => receiveRaw(port, bytes)));
      criud.down.push(await speed(portOf(source), (port) => receive(port, state.name)));
      plain.up.push(await speed(raw.port, (port) => sendRaw(port, bytes)));
      await using target = await startDaemon({ flags });
      criud.up.push(await speed(portOf(target), (port) => send(port, file)));
    }
    const where = delay > 0 ? `round trip of ${ROUND_TRIP} ms` : 'loopback';
    for (const way of ['down', 'up'] as const) {
      const [mine, its] = [median(criud[way]), median(plain[way])];
      const figures = `${mine.toFixed(0)} MiB/s, raw TCP ${its.toFixed(0)} MiB/s, ratio ${(mine / its).toFixed(2)}`;
      say(`${where}, ${way}: ${figures}`);
    }
  }
}

async function receive(port: number, name: string): Promise<void> {
  const client = connect(`127.0.0.1:${port}`);
  for await (const _ of download(client, name));
  client.close();
}

async function send(port: number, file: string): Promise<void> {
  const client = connect(`127.0.0.1:${port}`);
  await uploadFile(client, file);
  client.close();
}

async function receiveRaw(port: number, bytes: number): Promise<void> {
  const socket = connectSocket(port, '127.0.0.1');
  const wanted = Buffer.alloc(8);
  wanted.writeBigUInt64BE(BigInt(bytes));
  socket.write(wanted);
  let received = 0;
  for await (const data of socket) received += data.length;
  if (received !== bytes) throw new Error(`raw TCP has brought ${received} bytes`);
}

async function sendRaw(port: number, bytes: number): Promise<void> {
  const socket = connectSocket({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.write(Buffer.alloc(8));
  const chunk = Buffer.alloc(256 * 1024, 1);
  for (let left = bytes; left > 0; left -= chunk.length) {
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.end();
  for await (const _ of socket);
}

interface Program extends AsyncDisposable {
  readonly port: number;
}

/** Another process, so that nobody shares its turn. */
async function startProgram(name: string, ...args: readonly number[]): Promise<Program> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, name), ...args.map(String)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (child.stdout === null) throw new Error(`${name} has no output`);
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    port: Number(port),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function portOf({ log }: Daemon): number {
  const addresses = log.flatMap(({ event, address }) =>
    event === 'server.listening' ? [String(address)] : [],
  );
  return Number(addresses.find((address) => address.startsWith('127.'))?.split(':')[1]);
}

/** What the kernel remembers: no sample can miss it. */
async function peakResident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const data of createReadStream(path)) hash.update(data);
  return hash.digest('hex');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function say(text: string): void {
  process.stdout.write(`transfer: ${text}\n`);
}
