import type { Logger } from 'pino';
import { applyRetention, type Catalog, type RetentionPolicy } from '../catalog/index.js';
import { asFailure } from '../failure/index.js';

/** Age comes without a commit, and what was read is let go. */
const EVERY = 3_600_000;

/**
 * Applies a policy now, after each commit and once an hour. What comes while it
 * goes on makes it begin once more when it has ended.
 *
 * @returns ends it, when the checkpoint that is being removed is gone.
 */
export function runRetention(
  catalog: Pick<Catalog, 'list' | 'leases' | 'room' | 'remove' | 'onCommit'>,
  policy: RetentionPolicy,
  log: Pick<Logger, 'info' | 'warn'>,
  every = EVERY,
): AsyncDisposable {
  const closing = new AbortController();
  let isDue = false;
  let going: Promise<void> | undefined;

  async function goOn(): Promise<void> {
    while (isDue && !closing.signal.aborted) {
      isDue = false;
      try {
        const { retired, spared } = await applyRetention(catalog, policy, { signal: closing.signal });
        for (const { checkpoint, rule } of retired) {
          const { id, bytes } = checkpoint;
          log.info(
            { event: 'retention.removed', checkpoint: `checkpoints/${id}`, rule, bytes },
            'the policy does not keep the checkpoint',
          );
        }
        if (retired.length === 0) continue;
        const freed = retired.reduce((sum, { checkpoint }) => sum + checkpoint.bytes, 0);
        log.info(
          { event: 'retention.applied', removed: retired.length, spared: spared.length, freed },
          'retention applied',
        );
      } catch (error) {
        const { reason, message } = asFailure(error);
        log.warn({ event: 'retention.failed', reason, why: message }, 'retention failed, and is tried again');
      }
    }
    going = undefined;
  }

  function begin(): void {
    isDue = true;
    going ??= goOn();
  }

  const timer = setInterval(begin, every);
  timer.unref();
  catalog.onCommit(begin);
  begin();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      closing.abort();
      await going;
    },
  };
}
