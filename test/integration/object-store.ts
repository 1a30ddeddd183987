import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = join(import.meta.dirname, '../../.cache/programs/bin/versitygw');
const BUCKET = 'checkpoints';
const KEYS = { access: 'criud-tests', secret: 'not-a-secret-of-anybody' };

/** Whether setup could compile the server; where it could not, it has said so. */
export const HAS_OBJECT_STORE = existsSync(PROGRAM);

/** An S3-compatible server with one bucket, which keeps its objects as files. */
export interface ObjectStoreServer extends AsyncDisposable {
  /** URL at the loopback interface. */
  readonly endpoint: string;
  /** With what a daemon is let in. */
  readonly environment: Readonly<Record<string, string>>;
  /** The bucket as a folder: objects are files in it. */
  readonly folder: string;
  /** Requests that it has answered, such as `PUT /checkpoints/a/b.tar partNumber=1&…`. */
  readonly requests: readonly string[];
  /** Uploads that were begun and neither completed nor aborted. */
  uploads(): readonly string[];
  /** The value of --store by which a daemon knows the bucket, reached at the server or at a proxy of it. */
  named(
    name: string,
    place?: { readonly prefix?: string; readonly at?: string; readonly bucket?: string },
  ): string;
}

/** Starts a server and returns when it answers. */
export async function startObjectStore(): Promise<ObjectStoreServer> {
  const root = await mkdtemp(join(tmpdir(), 'criud-store-'));
  const [buckets, sidecar] = [join(root, 'buckets'), join(root, 'sidecar')];
  const folder = join(buckets, BUCKET);
  await mkdir(folder, { recursive: true });
  await mkdir(sidecar);
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const requests: string[] = [];
  // It ends with this process, whatever ends that.
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', '--', PROGRAM, '--port', endpoint.slice('http://'.length)],
      ...['--access', KEYS.access, '--secret', KEYS.secret, 'posix', '--sidecar', sidecar, buckets],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  listen(child, requests);
  await untilItAnswers(endpoint, child);
  return {
    endpoint,
    environment: {
      AWS_ACCESS_KEY_ID: KEYS.access,
      AWS_SECRET_ACCESS_KEY: KEYS.secret,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    folder,
    requests,
    uploads: () => uploadsIn(join(folder, '.sgwtmp', 'multipart')),
    named: (name, { prefix = 'fleet', at = endpoint, bucket = BUCKET } = {}) =>
      `${name}=s3://${bucket}/${prefix}?endpoint=${at}&path-style=true`,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGKILL')) await ended;
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Its log has a line for each request: time | name | status | duration | client | method | path | error | query. */
function listen({ stdout }: ChildProcess, requests: string[]): void {
  if (stdout === null) throw new Error('the object store has no stdout');
  createInterface({ input: stdout }).on('line', (line) => {
    const [, , status = '', , , method = '', path = '', , query = ''] = line
      .split('|')
      .map((part) => part.trim());
    if (status !== '') requests.push(`${status} ${method} ${path} ${query}`);
  });
}

async function untilItAnswers(endpoint: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await pause(20)) {
    if (child.exitCode !== null) throw new Error(`the object store ended with ${child.exitCode}`);
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) return;
  }
  throw new Error('the object store does not answer');
}

/** A folder for each key, named by a digest, with one for each upload of it. */
function uploadsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((key) => readdirSync(join(folder, key)));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
