import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Catalog,
  type Manifest,
  openCatalog,
  openUploads,
  type RetentionPolicy,
} from '../../../src/catalog/index.js';
import type {
  Checkpoints,
  DumpRequest,
  IterativeDumpRequest,
  PreDumpRequest,
  RestoreRequest,
} from '../../../src/checkpoint/index.js';
import { type Client, connect } from '../../../src/client/index.js';
import type { Installation } from '../../../src/criu/index.js';
import { Failure } from '../../../src/failure/index.js';
import { type MigrateRequest, type Migrations, openMigrations } from '../../../src/migration/index.js';
import type {
  Hook,
  Operation,
  OperationKind,
  Operations,
  Run,
  SuccessfulOutcome,
} from '../../../src/operations/index.js';
import { openRpcServer, type RpcServer } from '../../../src/rpc/index.js';
import { NEW, openOperations } from '../operations/work.js';

export type Asked = DumpRequest | PreDumpRequest | IterativeDumpRequest | RestoreRequest | MigrateRequest;
export type LogEntry = { readonly level: string } & Readonly<Record<string, unknown>>;

/** A real server at a unix socket over real operations; only the work on checkpoints is made up. */
export interface RpcFixture extends AsyncDisposable {
  readonly server: RpcServer;
  readonly client: Client;
  readonly operations: Operations;
  readonly catalog: Catalog;
  readonly folder: string;
  readonly socket: string;
  /** The requests that reached src/checkpoint. */
  readonly asked: Asked[];
  readonly log: LogEntry[];
  /** What the next operations do. */
  work: (run: Run) => Promise<SuccessfulOutcome>;
  /** Called before an operation begins; what it throws refuses the request. */
  refuse: () => void;
}

export const MANIFEST: Manifest = {
  format: 1,
  id: '11111111-2222-4333-8444-555555555555',
  kind: 'dump',
  labels: { app: 'counter' },
  createdAt: '2026-01-02T03:04:05.678Z',
  host: { name: 'here', bootId: 'b', kernel: '6.18.0', architecture: 'x86_64' },
  criu: { version: '4.2.1' },
  tree: { pid: 4711, startTime: '18446744073709551615', processes: 3 },
  options: {},
  files: [
    { name: 'inventory.img', bytes: 5_000_000_000 },
    { name: 'pages-1.img', bytes: 1 },
  ],
  statistics: { frozenMicroseconds: 1234, pagesWritten: 99 },
};

export const DUMPED: SuccessfulOutcome = { kind: 'dump', checkpoint: MANIFEST };

export async function startRpc(
  wrap: (operations: Operations) => Operations = (same) => same,
  retention?: RetentionPolicy,
): Promise<RpcFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-rpc-'));
  const operations = wrap(await openOperations(join(folder, 'operations')));
  const asked: Asked[] = [];
  const log: LogEntry[] = [];
  const note = (level: string) => (fields: object, text: string) => {
    log.push({ ...fields, level, text });
  };
  let pid = 1_000_000;

  function begin(kind: OperationKind) {
    return async (request: Asked): Promise<Operation> => {
      asked.push(request);
      fixture.refuse();
      pid += 1;
      return operations.begin({ ...NEW, kind, pids: [pid], pid, hooks: hooksOf(request) }, (run) =>
        fixture.work(run),
      );
    };
  }

  const checkpoints: Checkpoints = {
    dump: begin('dump'),
    preDump: begin('pre-dump'),
    dumpIteratively: begin('dump-iteratively'),
    restore: begin('restore'),
    flatten: () => none(),
    answerHook: ({ operation, hook, answer, external }) =>
      operations.answerHook(operation, hook, { answer, external }, () => fixture.refuse()),
  };
  const installation: Installation = {
    transport: { kind: 'swrk', program: '/usr/sbin/criu' },
    facts: async () => ({
      version: { major: 4, minor: 2, sublevel: 1 },
      memoryTracking: false,
      lazyPages: true,
      pidfdStore: true,
    }),
    open: async () => {
      throw new Failure('CRIU_NOT_FOUND', 'There is no CRIU in this test.', { cure: 'Use a real one.' });
    },
  };
  const none = async (): Promise<never> => {
    throw new Failure('PEER_UNREACHABLE', 'There is no other host in this test.');
  };
  const catalog = await openCatalog(join(folder, 'state'));
  const uploads = await openUploads(catalog, join(folder, 'state'));
  const { get, list, report, resolve } = openMigrations({
    ...{ installation, operations, folder, catalog, connectPeer: none },
    settings: { timeout: 60_000, grace: 1_000, allowedOptions: [] },
  });
  const migrations: Migrations = {
    migrate: begin('migrate'),
    preflight: none,
    examine: none,
    resume: none,
    ...{ get, list, report, resolve },
    receiver: {
      ...{
        announce: none,
        openRound: none,
        closeRound: none,
        receiveImage: none,
        receiveSmallImages: none,
        call: none,
        resume: none,
      },
    },
  };
  const server = openRpcServer({
    ...(retention && { retention }),
    catalog,
    uploads,
    checkpoints,
    operations,
    installation,
    migrations,
    allowedOptions: [],
    transfers: { pull: none, push: none, list: none },
    log: { info: note('info'), warn: note('warn'), error: note('error') },
  });
  const socket = join(folder, 'criud.sock');
  const client = connect(await server.listen({ kind: 'unix', path: socket }));

  const fixture: RpcFixture = {
    server,
    client,
    operations,
    catalog,
    folder,
    socket,
    asked,
    log,
    work: async () => DUMPED,
    refuse: () => {},
    async [Symbol.asyncDispose]() {
      client.close();
      uploads[Symbol.dispose]();
      await Promise.all([server.stop(1_000), operations.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return fixture;
}

function hooksOf(request: Asked): readonly Hook[] {
  const hooks = 'hooks' in request ? request.hooks : [];
  return hooks.map((hook) => ({ otherwise: 'refuse', ...hook }));
}

/** A promise that is settled from outside. */
export function gate<T = void>() {
  let open: (value: T) => void = () => {};
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits for a condition; fails after ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`never came true: ${condition}`);
    await new Promise(setImmediate);
  }
}

/** The error that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`was not rejected, but gave ${value}`);
    },
    (error: unknown) => error,
  );
}
