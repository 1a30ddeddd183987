import type { Catalog } from '../catalog/index.js';
import type {
  CheckpointOptions,
  CheckpointSettings,
  HookRequest,
  OperationRequest,
} from '../checkpoint/index.js';
import type { ConvergencePolicy } from '../convergence/index.js';
import type { Installation } from '../criu/index.js';
import type { TargetRequest } from '../host/index.js';
import type { Operations } from '../operations/index.js';
import type { MigrationStrategy } from '../report/index.js';
import type { ChannelListener, Compression } from './channel/index.js';
import type { Peer } from './peer.js';

/** How pages go over the link. */
export interface PageTraffic {
  /** Absent: as fast as it can. */
  readonly bytesPerSecond?: number;
  readonly compression: Compression;
}

export interface MigrateRequest extends OperationRequest {
  readonly target: TargetRequest;
  /** `host:port` at which the other criud takes its peers. */
  readonly destination: string;
  readonly options: CheckpointOptions;
  readonly policy: ConvergencePolicy;
  readonly whenNotConverged: 'dump' | 'give-up';
  readonly strategy: MigrationStrategy;
  readonly traffic: PageTraffic;
  readonly hooks: readonly HookRequest[];
}

export type PreflightRequest = Pick<MigrateRequest, 'target' | 'destination' | 'options' | 'strategy'>;

/** What migrations need, at both ends. */
export interface MigrationParts {
  readonly installation: Installation;
  readonly catalog: Catalog;
  readonly operations: Operations;
  readonly settings: CheckpointSettings;
  /** For the images of migrations; its content outlives criud. */
  readonly folder: string;
  /** Where peers connect for pages; absent where criud takes no trees. */
  readonly channels?: ChannelListener;
  connectPeer(address: string): Promise<Peer>;
}
