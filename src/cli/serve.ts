import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { openCatalog, openUploads } from '../catalog/index.js';
import {
  archiveCheckpoint,
  openCheckpoints,
  openTerminals,
  resolveInterrupted,
} from '../checkpoint/index.js';
import { type CriuVersion, formatVersion, type Installation, openInstallation } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import { type Migrations, openMigrations } from '../migration/index.js';
import {
  type OperationRecord,
  openOperations,
  type Run,
  type SuccessfulOutcome,
} from '../operations/index.js';
import { connectArchivePeer, connectPeer, openPeerServer, openRpcServer } from '../rpc/index.js';
import { type OpenArchive, openTransfers, resolveTransfer, serveArchives } from '../transfer/index.js';
import { CRIU_FLAGS, CRIU_FLAGS_USAGE, parseFlags, transportOf } from './arguments.js';
import {
  parseAllowedOptions,
  parseAmount,
  parseCount,
  parseLogLevel,
  parseSeconds,
  parseTcpAddress,
} from './flag-values.js';
import { KEY_FLAGS, readKeyFlags } from './key-flags.js';
import { logDamage, logTo } from './operation-log.js';
import { identityOf, openChannels, readPeerFlags } from './peer-flags.js';
import { RETENTION_FLAGS, RETENTION_USAGE, readRetentionFlags } from './retention-flags.js';
import { runRetention } from './retention-run.js';
import { lockState } from './state-lock.js';
import { openStores, parseStores } from './store-flags.js';

const MIB = 1024 * 1024;

const USAGE = `criud serve: run the daemon

  --socket PATH         unix socket to serve at  [/run/criud/criud.sock]
  --listen HOST:PORT    serve at a TCP port of the loopback interface too
  --state DIR           checkpoints and operations  [/var/lib/criud]
${CRIU_FLAGS_USAGE}
  --peer-listen HOST:PORT    take trees of other hosts, and pages at the port above it
  --peer-cert FILE --peer-key FILE --peer-ca FILE
                        what hosts know each other by, in PEM; without them only
                        with --peer-insecure, which lets in whoever comes
  --keys FILE           encrypt checkpoints with the keys of this file (docs/encryption.md)
  --keys-command CMD    the same with the keys that this line for /bin/sh prints
  --work-area DIR       where images are plain while an operation goes on; with keys
                        [/dev/shm, or the disk of --state]
  --peer-downloads      let other hosts have the checkpoints of this one
  --store NAME=s3://BUCKET/PREFIX?endpoint=URL&region=REGION&path-style=true
                        an object store that clients may name (docs/stores.md); can be
                        given again
  --timeout SECONDS     for operations that name none  [600]
  --grace SECONDS       from there to SIGKILL for a CRIU that cannot be refused  [30]
  --remember COUNT      operations that have ended and can still be asked about  [1000]
  --at-a-time COUNT     operations that go on at a time; others wait for their turn  [64]
  --keep-free MIB       of the disk that stay free whatever is dumped  [0]
${RETENTION_USAGE}
  --upload-limit MIB    of an archive that a client can upload  [1000000]
  --drain SECONDS       for operations to end by themselves when criud is told to end  [0]
  --allow-option F=V    let clients use an option that reaches objects of the host;
                        V may be *; can be given again
  --log-level LEVEL     trace, debug, info, warn or error  [info]
`;

/**
 * Runs until SIGTERM or SIGINT. What goes on then has the time of --drain to end,
 * or until a second signal; what is left is ended by refusing CRIU, and trees
 * run on.
 */
export async function serve(args: readonly string[]): Promise<number> {
  const flags = parseFlags({
    args: [...args],
    options: {
      ...CRIU_FLAGS,
      socket: { type: 'string', default: '/run/criud/criud.sock' },
      listen: { type: 'string' },
      state: { type: 'string', default: '/var/lib/criud' },
      'peer-listen': { type: 'string' },
      'peer-cert': { type: 'string' },
      'peer-key': { type: 'string' },
      'peer-ca': { type: 'string' },
      'peer-insecure': { type: 'boolean', default: false },
      ...KEY_FLAGS,
      'peer-downloads': { type: 'boolean', default: false },
      store: { type: 'string', multiple: true, default: [] },
      timeout: { type: 'string', default: '600' },
      grace: { type: 'string', default: '30' },
      remember: { type: 'string', default: '1000' },
      'at-a-time': { type: 'string', default: '64' },
      'keep-free': { type: 'string', default: '0' },
      ...RETENTION_FLAGS,
      'upload-limit': { type: 'string', default: '1000000' },
      drain: { type: 'string', default: '0' },
      'allow-option': { type: 'string', multiple: true, default: [] },
      'log-level': { type: 'string', default: 'info' },
      help: { type: 'boolean', default: false },
    },
  });
  if (flags.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const log = pino({ level: parseLogLevel('--log-level', flags['log-level']) });
  const settings = {
    timeout: parseSeconds('--timeout', flags.timeout),
    grace: parseSeconds('--grace', flags.grace),
    allowedOptions: parseAllowedOptions('--allow-option', flags['allow-option']),
  };
  const remembered = parseCount('--remember', flags.remember);
  const atATime = parseCount('--at-a-time', flags['at-a-time']);
  const keepFree = parseAmount('--keep-free', flags['keep-free']) * MIB;
  const retention = readRetentionFlags(flags);
  const uploadLimit = parseCount('--upload-limit', flags['upload-limit']) * MIB;
  const drain = parseAmount('--drain', flags.drain) * 1_000;
  const peers = await readPeerFlags(flags);
  const encryption = await readKeyFlags(flags);
  const storeSettings = parseStores('--store', flags.store);
  const tcp = flags.listen === undefined ? undefined : parseTcpAddress('--listen', flags.listen);

  // From here on a signal ends criud in order, also one that comes while it begins.
  const { first: signal, another } = endSignals('SIGTERM', 'SIGINT');
  const installation = openInstallation(transportOf(flags));
  const version = await queryVersion(installation);
  const lock = await lockState(flags.state);
  // What is resolved may need what is made of the operations.
  let opened: (migrations: Migrations) => void = () => {};
  const toCome = new Promise<Migrations>((done) => {
    opened = done;
  });
  const resolve = async (past: OperationRecord, run: Run): Promise<SuccessfulOutcome> => {
    const { kind } = past.operation;
    if (kind === 'pull' || kind === 'push') return resolveTransfer(past);
    if (kind === 'migrate' || kind === 'receive') return (await toCome).resume(past, run);
    return resolveInterrupted({ catalog }, past, run);
  };
  const catalog = await openCatalog(flags.state, { keepFree, ...encryption });
  using uploads = await openUploads(catalog, flags.state, { bytes: uploadLimit });
  const operations = await openOperations(join(flags.state, 'operations'), {
    remembered,
    atATime,
    onEnd: logTo(log),
    resolve: (past, run) => resolve(past, run),
  });
  logDamage(log, operations.damage);
  const terminals = openTerminals();
  const checkpoints = openCheckpoints({ installation, catalog, operations, terminals, settings });
  const channels = peers.address && (await openChannels(peers));
  const folder = join(flags.state, 'migrations');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const migrations = openMigrations({
    ...{ installation, catalog, operations, settings, folder },
    ...(channels && { channels }),
    connectPeer: async (address) => connectPeer(address, peers.identity),
  });
  opened(migrations);
  const stores = await openStores(storeSettings);
  const openArchive: OpenArchive = (id, reader, signal) => archiveCheckpoint(catalog, { id, reader }, signal);
  const transfers = openTransfers({
    ...{ catalog, operations, uploads, stores, openArchive, folder: join(flags.state, 'pushes') },
    connectPeer: (address) => connectArchivePeer(address, peers.identity),
    timeout: settings.timeout,
  });
  const server = openRpcServer({
    ...{ catalog, uploads, checkpoints, operations, installation, migrations, transfers, log },
    allowedOptions: settings.allowedOptions,
    ...(retention && { retention }),
  });
  const peerServer = openPeerServer({
    ...{ migrations, log },
    ...(flags['peer-downloads'] && { archives: serveArchives(openArchive) }),
  });
  let retaining: AsyncDisposable | undefined;
  try {
    await mkdir(dirname(flags.socket), { recursive: true, mode: 0o755 });
    const addresses = [await server.listen({ kind: 'unix', path: flags.socket })];
    if (tcp !== undefined) addresses.push(await server.listen(tcp));
    if (peers.address !== undefined) {
      addresses.push(await peerServer.listen({ kind: 'peer', ...peers.address, ...identityOf(peers) }));
      if (peers.identity === undefined) {
        log.warn(
          { event: 'peers.insecure' },
          'whoever reaches the address for peers can have trees run here',
        );
      }
    }
    if (encryption.keys !== undefined) {
      log.info(
        { event: 'encryption.on', key: encryption.keys.current.id, workingArea: catalog.workingArea },
        'new checkpoints are encrypted',
      );
    }
    log.info(
      { event: 'daemon.serving', addresses, criu: formatVersion(version), state: flags.state },
      'serving',
    );
    if (retention !== undefined) retaining = runRetention(catalog, retention, log);
    // Not before: with many checkpoints it takes its time, and nobody may need it.
    catalog.list({}, { size: 0 }).catch(() => {});
    log.info({ event: 'daemon.stopping', signal: await signal }, 'stopping');
  } finally {
    // Together: who waits for an operation gets to see how it ends.
    await Promise.all([
      server.stop(drain + settings.grace),
      peerServer.stop(drain + settings.grace),
      operations.close(drain, another),
      retaining?.[Symbol.asyncDispose](),
    ]);
    await channels?.close();
    for (const store of stores.values()) store[Symbol.dispose]();
    terminals.close();
    lock.close();
  }
  log.info({ event: 'daemon.stopped' }, 'stopped');
  return 0;
}

/** Who starts criud has to learn which program does not answer, and has no daemon to ask. */
async function queryVersion(installation: Installation): Promise<CriuVersion> {
  try {
    return (await installation.facts()).version;
  } catch (cause) {
    const { reason, message, cure, criu } = asFailure(cause);
    if (reason === 'CRIU_NOT_FOUND' || reason === 'CRIU_UNREACHABLE') throw cause;
    const { transport } = installation;
    const name = transport.kind === 'swrk' ? transport.program : transport.socket;
    throw new Failure(reason, `${name} does not work as CRIU: ${message}`, {
      cure: reason === 'CRIU_EXITED' ? 'Name a CRIU that works here with --criu or CRIUD_CRIU.' : cure,
      metadata: { program: name },
      ...(criu && { criu }),
      cause,
    });
  }
}

/** The first of these signals, and whether another one has come after it: somebody is in a hurry. */
function endSignals(...names: readonly NodeJS.Signals[]): {
  readonly first: Promise<NodeJS.Signals>;
  readonly another: AbortSignal;
} {
  const another = new AbortController();
  const first = new Promise<NodeJS.Signals>((resolve) => {
    let come = 0;
    for (const name of names) {
      process.on(name, () => {
        come += 1;
        if (come > 1) another.abort();
        resolve(name);
      });
    }
  });
  return { first, another: another.signal };
}
