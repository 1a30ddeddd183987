import {
  type CatalogServiceService,
  type RetentionPolicy as PolicyMessage,
  RetentionRule as RuleMessage,
} from '../../../gen/api/criud/v1/catalog_service.js';
import {
  applyRetention,
  hasRule,
  type RetentionPolicy,
  type RetentionRule,
  type RetiredCheckpoint,
} from '../../catalog/index.js';
import { summaryMessage } from '../checkpoint-message.js';
import type { Handlers } from '../handler.js';
import { checkpointName } from '../messages.js';
import { PAGE_BYTES, parseRequest, type Reject, readDuration, readLabels } from '../request.js';
import type { CatalogParts } from './parts.js';

const RULES: Readonly<Record<RetentionRule, RuleMessage>> = {
  age: RuleMessage.AGE,
  count: RuleMessage.COUNT,
  bytes: RuleMessage.BYTES,
  free: RuleMessage.FREE,
};

/** Checkpoints that are told in one answer. */
const MOST_TOLD = 1_000;

/** More than a hundred years. */
const LONGEST_AGE = 40_000 * 24 * 3_600_000;

export function retentionMethods({
  catalog,
  retention,
}: CatalogParts): Pick<Handlers<CatalogServiceService>, 'applyRetention'> {
  return {
    async applyRetention({ policy, dryRun }, { signal }) {
      const applied = parseRequest((reject) => {
        const given = policy === undefined ? retention : readPolicy(policy, reject);
        if (given === undefined) reject('policy', 'is required, since criud was started without one');
        else if (!hasRule(given)) reject('policy', 'has no rule');
        return given ?? {};
      });
      const { retired, spared, left } = await applyRetention(catalog, applied, {
        dryRun,
        select: fitting,
        signal,
      });
      return {
        retired: retired.map(({ checkpoint, rule }) => ({
          checkpoint: summaryMessage(checkpoint),
          rule: RULES[rule],
        })),
        freedBytes: retired.reduce((sum, { checkpoint }) => sum + BigInt(checkpoint.bytes), 0n),
        spared: spared.slice(0, MOST_TOLD).map(checkpointName),
        left,
      };
    },
  };
}

function readPolicy(message: PolicyMessage, reject: Reject): RetentionPolicy {
  const { maxCount, groupLabel, keepLabels } = message;
  const maxAge = readDuration('policy.max_age', message.maxAge, LONGEST_AGE, reject);
  const maxBytes = Number(message.maxBytes);
  const minFreeBytes = Number(message.minFreeBytes);
  return {
    ...(maxAge && { maxAge }),
    ...(maxCount > 0 && { maxCount }),
    ...(groupLabel !== '' && { groupLabel }),
    ...(maxBytes > 0 && { maxBytes }),
    ...(minFreeBytes > 0 && { minFreeBytes }),
    keepLabels: readLabels(keepLabels, reject, 'policy.keep_labels'),
  };
}

/** As many as one answer can tell. */
function fitting(retired: readonly RetiredCheckpoint[]): readonly RetiredCheckpoint[] {
  let bytes = 0;
  const next = retired.findIndex(({ checkpoint: { labels } }) => {
    // Labels have no bound that would matter otherwise; all else of a checkpoint has less than this.
    bytes += 1_000 + Buffer.byteLength(JSON.stringify(labels));
    return bytes > PAGE_BYTES;
  });
  return retired.slice(0, Math.min(MOST_TOLD, next === -1 ? retired.length : next));
}
