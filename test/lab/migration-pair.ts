import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../src/client/index.js';
import { LOOKOUT, openLookout } from '../faults/migration/lookout.js';
import type { Pair, Place } from '../faults/migration/pair.js';
import type { LabHost } from './host.js';
import type { Lab } from './lab.js';
import { peerAddress, startPeer } from './scenarios/migration.js';
import type { LabWorkload } from './workload.js';

/** MiB of the process that is moved, and pages that it rewrites in a second. */
const MEMORY = ['4', '400'];

const PROGRAM = '/lab/lookout.mjs';
const SOCKET = '/lab/lookout.sock';
const STATE = '/var/lib/criud';

/** A host of a lab as one of the two. */
export interface LabPlace extends Place {
  readonly host: LabHost;
}

/** Two hosts of a lab, between which trees are moved. */
export interface LabPair extends Pair {
  readonly places: readonly [LabPlace, LabPlace];
}

export async function openLabPair(lab: Lab): Promise<LabPair> {
  const [a, b] = await Promise.all([openLabPlace(lab), openLabPlace(lab)]);
  return pairOf(lab, a, b);
}

/** A tree begins at the first one. */
export function pairOf(lab: Lab, a: LabPlace, b: LabPlace): LabPair {
  let workload: LabWorkload | undefined;
  return {
    places: [a, b],
    hasRounds: true,
    link: {
      cut: async () => lab.network.cut(),
      join: async () => lab.network.join(),
    },
    async startTree() {
      workload = await a.host.workload('dirtier', MEMORY);
      // What a tree has open must be on the other host as well: files are not moved along.
      await a.host.copyTo(b.host, workload.folder);
      return { pid: workload.pid, file: join(workload.folder, 'state') };
    },
    async endTree() {
      for (const { host } of [a, b]) await workload?.on(host).stop();
    },
  };
}

/** Starts a host, and criud and a lookout on it. */
export async function openLabPlace(lab: Lab): Promise<LabPlace> {
  const host = await lab.host();
  let criud = await startPeer(host);
  await host.writeFile(PROGRAM, await readFile(LOOKOUT));
  await host.start('node', [PROGRAM, SOCKET, STATE]);
  const connection = await host.waitFor('the lookout', 30_000, () =>
    host.connect(SOCKET).catch(() => undefined),
  );
  return {
    host,
    name: host.name,
    address: peerAddress(host),
    lookout: await openLookout(host.name, connection),
    get criud() {
      return criud;
    },
    async client() {
      const forwarding = await host.forward(criud.socket);
      const client = connect(`unix:${forwarding.socket}`);
      return {
        client,
        async breakOff() {
          await forwarding[Symbol.asyncDispose]();
          client.close();
        },
      };
    },
    async serveAgain() {
      await criud.kill();
      criud = await startPeer(host);
    },
    async serveAnew() {
      await criud.kill();
      await host.run('rm', ['-rf', STATE]);
      criud = await startPeer(host);
    },
  };
}
