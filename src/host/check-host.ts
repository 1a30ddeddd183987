import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CriuFacts, formatVersion, type Installation, openWorkArea } from '../criu/index.js';
import { asFailure, type Failure, type Reason } from '../failure/index.js';
import { hasCapability } from './capabilities.js';
import { SOFT_DIRTY_KERNEL_OPTION } from './kernel.js';
import { tryDumpAndRestore } from './trial.js';

/** Something that CRIU cannot do on this host. */
export interface HostFinding {
  readonly reason: Reason;
  /** No dump or restore works. */
  readonly fatal: boolean;
  readonly message: string;
  readonly cure: string;
  readonly causeLine?: string;
}

export interface HostReport {
  /** No finding is fatal. */
  readonly ok: boolean;
  /** Empty when CRIU could not even be asked. */
  readonly criuVersion: string;
  readonly findings: readonly HostFinding[];
  readonly trialDumpMilliseconds?: number;
  readonly trialRestoreMilliseconds?: number;
}

/**
 * Finds out whether CRIU works on this host: its own CHECK, which passes on
 * kernels on which no socket can be dumped, and therefore a trial.
 */
export async function checkHost(
  installation: Installation,
  options: { readonly skipTrial: boolean; readonly signal: AbortSignal },
): Promise<HostReport> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-check-'));
  let facts: CriuFacts | undefined;
  try {
    facts = await installation.facts();
    const criuVersion = formatVersion(facts.version);
    const limits = limitsOf(facts);
    const failed = await check(installation, folder);
    if (failed !== undefined) return { ok: false, criuVersion, findings: [fatal(failed), ...limits] };
    if (options.skipTrial) return { ok: true, criuVersion, findings: limits };
    const trial = await tryDumpAndRestore(installation, folder, options.signal);
    return {
      ok: true,
      criuVersion,
      findings: limits,
      trialDumpMilliseconds: trial.dump,
      trialRestoreMilliseconds: trial.restore,
    };
  } catch (error) {
    options.signal.throwIfAborted();
    const limits = facts ? limitsOf(facts) : [];
    return {
      ok: false,
      criuVersion: facts ? formatVersion(facts.version) : '',
      findings: [fatal(asFailure(error)), ...limits],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** CRIU's own CHECK: why it failed, or undefined. */
async function check(installation: Installation, folder: string): Promise<Failure | undefined> {
  using area = openWorkArea(folder, folder);
  await using session = await installation.open();
  const outcome = await session.check(area.options);
  return outcome.success ? undefined : area.explain('check', outcome);
}

/** What cannot be done here, by whatever CRIU; trees that do not need it are fine. */
function limitsOf(facts: CriuFacts): readonly HostFinding[] {
  const limits: HostFinding[] = [];
  if (!facts.memoryTracking) {
    limits.push({
      reason: 'MEMORY_TRACKING_UNAVAILABLE',
      fatal: false,
      message: `PreDump does not work: this kernel was built without ${SOFT_DIRTY_KERNEL_OPTION}.`,
      cure: `Boot a kernel with ${SOFT_DIRTY_KERNEL_OPTION}; the kernels of Debian have it.`,
    });
  }
  if (!hasCapability('CAP_SYS_RESOURCE')) {
    limits.push({
      reason: 'CAPABILITY_MISSING',
      fatal: false,
      message: 'Trees of another user cannot be dumped: criud lacks CAP_SYS_RESOURCE.',
      cure: 'Run criud with CAP_SYS_RESOURCE; a container needs it in its bounding set.',
    });
  }
  return limits;
}

function fatal(failure: Failure): HostFinding {
  const causeLine = failure.criu?.causeLine;
  return {
    reason: failure.reason,
    fatal: true,
    message: failure.message,
    cure: failure.cure,
    ...(causeLine !== undefined && { causeLine }),
  };
}
