import { Server } from '@grpc/grpc-js';
import { CatalogServiceService } from '../../gen/api/criud/v1/catalog_service.js';
import { CheckpointPeerServiceService } from '../../gen/api/criud/v1/checkpoint_peer_service.js';
import { CheckpointServiceService } from '../../gen/api/criud/v1/checkpoint_service.js';
import { HostServiceService } from '../../gen/api/criud/v1/host_service.js';
import { MigrationPeerServiceService } from '../../gen/api/criud/v1/migration_peer_service.js';
import { MigrationServiceService } from '../../gen/api/criud/v1/migration_service.js';
import { OperationServiceService } from '../../gen/api/criud/v1/operation_service.js';
import { ProcessServiceService } from '../../gen/api/criud/v1/process_service.js';
import { HealthService } from '../../gen/api/grpc/health/v1/health.js';
import { ServerReflectionService } from '../../gen/api/grpc/reflection/v1/reflection.js';
import { ServerReflectionService as ServerReflectionServiceAlpha } from '../../gen/api/grpc/reflection/v1alpha/reflection.js';
import type { Catalog, RetentionPolicy, Uploads } from '../catalog/index.js';
import type { Checkpoints } from '../checkpoint/index.js';
import type { Installation } from '../criu/index.js';
import type { Migrations } from '../migration/index.js';
import type { Operations } from '../operations/index.js';
import type { ServedArchives, Transfers } from '../transfer/index.js';
import { FLOW_WINDOW, withChunkCodec } from '../wire/index.js';
import { archivePeerService } from './archive-peer-service.js';
import { catalogService } from './catalog-service.js';
import { checkpointService } from './checkpoint-service.js';
import { type ProtoFile, readDescriptorSet } from './descriptors.js';
import { addService } from './handler.js';
import { healthService } from './health-service.js';
import { hostService } from './host-service.js';
import { type Address, type Listener, listenPeer, listenTcp, listenUnix } from './listener.js';
import type { Log } from './log.js';
import { migrationService } from './migration-service.js';
import { operationService } from './operation-service.js';
import { criudVersion, readPackageFile } from './package-file.js';
import { peerService } from './peer-service.js';
import { processService } from './process-service.js';
import { reflectionService } from './reflection-service.js';
import { raiseWindows } from './server-window.js';

/** Nothing legal in this API is larger than a few KiB. */
const LARGEST_REQUEST = 4 * 1024 * 1024;

/** Calls at one time on one connection; more of them wait at the client. */
const CONCURRENT_CALLS = 128;

const SERVER_OPTIONS = {
  'grpc.max_receive_message_length': LARGEST_REQUEST,
  'grpc.max_concurrent_streams': CONCURRENT_CALLS,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

export interface RpcParts {
  readonly catalog: Catalog;
  readonly uploads: Uploads;
  readonly checkpoints: Checkpoints;
  readonly operations: Operations;
  readonly installation: Installation;
  readonly migrations: Migrations;
  /** What ApplyRetention keeps where a request does not say. */
  readonly retention?: RetentionPolicy;
  /** What the operator lets clients use, `field=value` each. */
  readonly allowedOptions: readonly string[];
  readonly transfers: Transfers;
  readonly log: Log;
}

/** The public API, criud.v1, with health and reflection beside it. */
export interface RpcServer {
  /**
   * Begins to serve at an address; can be called for several.
   *
   * @returns the address as a client names it, with the real port.
   * @throws Failure ADDRESS_IN_USE, INVALID_REQUEST
   */
  listen(address: Address): Promise<string>;
  /**
   * Takes no new calls, lets those that go on end for so many milliseconds and
   * then cuts them off. Operations are not touched: whoever closes them at the
   * same time spares the clients that wait for one.
   */
  stop(graceMilliseconds: number): Promise<void>;
}

export function openRpcServer({
  catalog,
  uploads,
  checkpoints,
  operations,
  installation,
  migrations,
  retention,
  allowedOptions,
  transfers,
  log,
}: RpcParts): RpcServer {
  const server = new Server(SERVER_OPTIONS);
  const closing = new AbortController();
  const surroundings = { log, closing: closing.signal };

  const files = readDescriptorSet(readPackageFile('gen/api/descriptors.binpb')).filter(isPublic);
  const services = files.flatMap((file) => file.services);
  const reflection = reflectionService(files);
  addService(server, CheckpointServiceService, checkpointService(checkpoints, operations), surroundings);
  addService(
    server,
    withChunkCodec(CatalogServiceService),
    catalogService({
      ...{ catalog, uploads, checkpoints, operations, transfers, allowedOptions },
      ...(retention && { retention }),
    }),
    surroundings,
  );
  addService(server, OperationServiceService, operationService(operations, checkpoints), surroundings);
  addService(server, ProcessServiceService, processService(operations), surroundings);
  addService(server, HostServiceService, hostService(installation, criudVersion()), surroundings);
  addService(server, MigrationServiceService, migrationService(migrations, operations), surroundings);
  addService(server, HealthService, healthService(services, closing.signal), surroundings);
  addService(server, ServerReflectionService, reflection, surroundings);
  addService(server, ServerReflectionServiceAlpha, reflection, surroundings);

  return serving(server, closing, log);
}

/** What hosts say to each other is served at another address. */
const PEER_SERVICES: readonly string[] = ['criud.v1.MigrationPeerService', 'criud.v1.CheckpointPeerService'];

function isPublic({ services }: ProtoFile): boolean {
  return !services.some((name) => PEER_SERVICES.includes(name));
}

/** Serves what was added to a server. */
function serving(server: Server, closing: AbortController, log: Log): RpcServer {
  const listeners: Listener[] = [];
  const raise = raiseWindows(server, FLOW_WINDOW, log);
  return {
    async listen(address) {
      const listener = await listenAt(server, address);
      raise();
      listeners.push(listener);
      log.info({ event: 'server.listening', address: listener.name }, 'listening');
      return listener.name;
    },
    async stop(graceMilliseconds) {
      closing.abort();
      await Promise.all(listeners.splice(0).map((listener) => listener.close()));
      await new Promise<void>((resolve) => {
        const grace = setTimeout(() => {
          log.warn({ event: 'server.calls-cut-off' }, 'calls that did not end in time are cut off');
          server.forceShutdown();
          resolve();
        }, graceMilliseconds);
        server.tryShutdown(() => {
          clearTimeout(grace);
          resolve();
        });
      });
    },
  };
}

function listenAt(server: Server, address: Address): Promise<Listener> {
  switch (address.kind) {
    case 'unix':
      return listenUnix(server, address.path);
    case 'tcp':
      return listenTcp(server, address.host, address.port);
    case 'peer':
      return listenPeer(server, address);
  }
}

/** What other hosts may ask of this one. */
export interface PeerParts extends Pick<RpcParts, 'migrations' | 'log'> {
  /** Absent where they do not get checkpoints. */
  readonly archives?: ServedArchives;
}

/** Serves other hosts, with nothing else, at an address of its own. */
export function openPeerServer({ migrations, archives, log }: PeerParts): RpcServer {
  const server = new Server(SERVER_OPTIONS);
  const closing = new AbortController();
  const surroundings = { log, closing: closing.signal };
  addService(server, MigrationPeerServiceService, peerService(migrations), surroundings);
  addService(server, CheckpointPeerServiceService, archivePeerService(archives), surroundings);
  return serving(server, closing, log);
}
