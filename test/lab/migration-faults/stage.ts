import { join } from 'node:path';
import { type Client, connect } from '../../../src/client/index.js';
import type { LabCriud } from '../criud.js';
import type { LabHost } from '../host.js';
import type { Lab } from '../lab.js';
import { peerAddress, startPeer } from '../scenarios/migration.js';
import type { LabWorkload } from '../workload.js';
import { type Lookout, openLookout } from './lookout.js';

/** MiB of the process that is moved, and pages that it rewrites in a second. */
const MEMORY = ['4', '400'];

/** A host of the two. */
export interface Place {
  readonly host: LabHost;
  readonly lookout: Lookout;
  criud: LabCriud;
}

/** The process that is moved, and where it lives: each time it goes to where it is not. */
export interface Tree {
  readonly pid: number;
  readonly folder: string;
  /** The state that it writes on whichever host it runs on. */
  readonly file: string;
}

/** Two hosts for as many faults as one likes. */
export interface Stage {
  readonly lab: Lab;
  readonly places: readonly [Place, Place];
  /** A tree that runs on one of the two, which is `source` from then on. */
  tree(): Promise<Tree>;
  source(): Place;
  target(): Place;
  /** It runs at the other one now. */
  hasMoved(): void;
  /** Ends criud there by a signal, if it is not dead, and starts it anew. */
  serveAgain(place: Place): Promise<void>;
  /** A client of its own at a host, whose connection can be broken. */
  client(place: Place): Promise<{ readonly client: Client; breakOff(): Promise<void> }>;
  /** Forgets the tree and all that either criud knows: something is wrong with them. */
  clear(): Promise<void>;
}

export async function openStage(lab: Lab): Promise<Stage> {
  const [a, b] = await Promise.all([openPlace(lab), openPlace(lab)]);
  const places = [a, b] as const;
  let source = a;
  let target = b;
  let workload: LabWorkload | undefined;

  return {
    lab,
    places,
    async tree() {
      if (workload === undefined) {
        source = a;
        target = b;
        workload = await source.host.workload('dirtier', MEMORY);
        // What a tree has open must be on the other host as well: files are not moved along.
        await source.host.copyTo(target.host, workload.folder);
      }
      const { pid, folder } = workload;
      return { pid, folder, file: join(folder, 'state') };
    },
    source: () => source,
    target: () => target,
    hasMoved() {
      [source, target] = [target, source];
    },
    async serveAgain(place) {
      await place.criud.kill();
      place.criud = await startPeer(place.host);
    },
    async client(place) {
      const forwarding = await place.host.forward(place.criud.socket);
      const client = connect(`unix:${forwarding.socket}`);
      return {
        client,
        async breakOff() {
          await forwarding[Symbol.asyncDispose]();
          client.close();
        },
      };
    },
    async clear() {
      lab.network.join();
      for (const place of places) {
        await place.lookout.killCrius(place.criud.pid, workload?.pid ?? 0);
        await place.criud.kill();
        await workload?.on(place.host).stop();
        const { crius } = await place.lookout.look(0);
        await place.lookout.signal(crius, 'SIGKILL');
        await place.host.run('rm', ['-rf', place.criud.stateFolder]);
        place.criud = await startPeer(place.host);
      }
      workload = undefined;
    },
  };
}

async function openPlace(lab: Lab): Promise<Place> {
  const host = await lab.host();
  return { host, criud: await startPeer(host), lookout: await openLookout(host) };
}

/** Where the tree is asked to go. */
export function destinationOf({ host }: Place): string {
  return peerAddress(host);
}
