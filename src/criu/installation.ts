import { closeSync, openSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Failure } from '../failure/index.js';
import type { Features } from './codec.js';
import { connectService } from './service.js';
import { openSession, type Session } from './session.js';
import { launchSwrk } from './swrk.js';
import { atLeast, type CriuVersion } from './version.js';

/** Which CRIU is talked to, and how. */
export type Transport =
  | { readonly kind: 'swrk'; readonly program: string }
  | { readonly kind: 'service'; readonly socket: string };

/** What one CRIU can do on this kernel. */
export interface CriuFacts {
  readonly version: CriuVersion;
  /** Soft-dirty tracking: pre-dump works. */
  readonly memoryTracking: boolean;
  /** userfaultfd: lazy restore works. */
  readonly lazyPages: boolean;
  /** Since CRIU 3.16. */
  readonly pidfdStore: boolean;
}

/** The CRIU of this host. */
export interface Installation {
  readonly transport: Transport;
  /**
   * Asks CRIU once, and again when its program has changed.
   *
   * @throws Failure CRIU_NOT_FOUND, CRIU_UNREACHABLE, CRIU_NO_ANSWER,
   *   CRIU_EXITED, CRIU_PROTOCOL
   */
  facts(): Promise<CriuFacts>;
  /**
   * A conversation with a CRIU process of its own, in which every request is
   * checked against the version. `descriptors` as in SwrkOptions; a service
   * takes none, and no arguments either.
   *
   * @throws Failure as facts()
   */
  open(descriptors?: readonly number[], args?: readonly string[]): Promise<Session>;
}

export function openInstallation(transport: Transport): Installation {
  let known: { readonly stamp: string; readonly facts: Promise<CriuFacts> } | undefined;

  function facts(): Promise<CriuFacts> {
    const stamp = stampOf(transport);
    if (known?.stamp !== stamp) {
      const asked = askFacts(transport);
      known = { stamp, facts: asked };
      asked.catch(() => {
        if (known?.facts === asked) known = undefined;
      });
    }
    return known.facts;
  }

  return {
    transport,
    facts,
    async open(descriptors = [], args = []) {
      const { version } = await facts();
      return openSession(await connect(transport, descriptors, args), { version });
    },
  };
}

async function connect(
  transport: Transport,
  descriptors: readonly number[] = [],
  args: readonly string[] = [],
) {
  if (transport.kind === 'swrk')
    return launchSwrk({ program: transport.program, descriptors, arguments: args });
  return connectService(transport.socket);
}

/** Changes when the program is another one. Of a service nothing of the kind can be seen. */
function stampOf(transport: Transport): string {
  if (transport.kind === 'service') return transport.socket;
  try {
    const { mtimeMs, size, ino } = statSync(transport.program);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (cause) {
    throw new Failure('CRIU_NOT_FOUND', `There is no CRIU at ${transport.program}.`, {
      metadata: { program: transport.program },
      cure: 'Install CRIU, or name its program with --criu or CRIUD_CRIU.',
      cause,
    });
  }
}

async function askFacts(transport: Transport): Promise<CriuFacts> {
  await using session = openSession(await connect(transport));
  const version = await session.queryVersion();
  const asked = { memTrack: true, lazyPages: true, ...(atLeast(version, '3.16') && { pidfdStore: true }) };
  const features = atLeast(version, '3.16')
    ? await session.checkFeatures(asked)
    : await askFeaturesOnce(transport, asked);
  return {
    version,
    memoryTracking: features.memTrack === true,
    lazyPages: features.lazyPages === true,
    pidfdStore: features.pidfdStore === true,
  };
}

/**
 * CRIU 3.15 wants an images folder for this question, and answers it twice, the
 * second time wrongly: it gets a session of its own that ends with the first.
 */
async function askFeaturesOnce(transport: Transport, asked: Features): Promise<Features> {
  const folder = openSync(tmpdir(), 'r');
  try {
    await using session = openSession(await connect(transport));
    return await session.checkFeatures(asked, { imagesDirFd: folder });
  } finally {
    closeSync(folder);
  }
}
