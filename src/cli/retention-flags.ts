import type { ParseArgsConfig } from 'node:util';
import { hasRule, type RetentionPolicy } from '../catalog/index.js';
import { invalidRequest } from '../failure/index.js';
import { parseAmount, parseCount } from './flag-values.js';

const MIB = 1024 * 1024;
const DAY = 24 * 3_600_000;

export const RETENTION_FLAGS = {
  'retain-age': { type: 'string' },
  'retain-count': { type: 'string' },
  'retain-count-by': { type: 'string' },
  'retain-size': { type: 'string' },
  'retain-free': { type: 'string' },
  'retain-label': { type: 'string', multiple: true },
} as const satisfies ParseArgsConfig['options'];

export const RETENTION_USAGE = `  --retain-age DAYS     remove checkpoints that are older
  --retain-count COUNT  keep so many, the newest; a chain counts once
  --retain-count-by LABEL    so many of each value of a label, and all without it
  --retain-size MIB     keep so much of images in all, the newest
  --retain-free MIB     remove the oldest where less of the disk is free
  --retain-label KEY[=VALUE]    keep those with this label whatever else is said;
                        can be given again: those with all of them`;

export type RetentionFlags = Readonly<
  Partial<
    Record<
      'retain-age' | 'retain-count' | 'retain-count-by' | 'retain-size' | 'retain-free',
      string | undefined
    >
  >
> & {
  readonly 'retain-label'?: readonly string[] | undefined;
};

/**
 * Undefined where everything is kept.
 *
 * @throws Failure INVALID_REQUEST
 */
export function readRetentionFlags(flags: RetentionFlags): RetentionPolicy | undefined {
  const given = <T>(flag: keyof RetentionFlags, read: (flag: string, text: string) => T): T | undefined => {
    const text = flags[flag];
    return typeof text === 'string' ? read(`--${flag}`, text) : undefined;
  };
  const maxAge = given('retain-age', parsePositive);
  const maxCount = given('retain-count', parseCount);
  const maxBytes = given('retain-size', parsePositive);
  const minFreeBytes = given('retain-free', parsePositive);
  const groupLabel = flags['retain-count-by'];
  const labels = (flags['retain-label'] ?? []).map((text) => {
    const [key = '', ...value] = text.split('=');
    return [key, value.join('=')];
  });
  const policy: RetentionPolicy = {
    ...(maxAge !== undefined && { maxAge: maxAge * DAY }),
    ...(maxCount !== undefined && { maxCount }),
    ...(groupLabel !== undefined && { groupLabel }),
    ...(maxBytes !== undefined && { maxBytes: maxBytes * MIB }),
    ...(minFreeBytes !== undefined && { minFreeBytes: minFreeBytes * MIB }),
    keepLabels: Object.fromEntries(labels),
  };
  if (groupLabel !== undefined && maxCount === undefined) {
    throw refused('--retain-count-by', 'goes with --retain-count');
  }
  if (hasRule(policy)) return policy;
  if (labels.length > 0) throw refused('--retain-label', 'keeps nothing where nothing is removed');
  return undefined;
}

function parsePositive(flag: string, text: string): number {
  const amount = parseAmount(flag, text);
  if (amount > 0) return amount;
  throw refused(flag, 'must be above 0');
}

function refused(field: string, description: string) {
  return invalidRequest([{ field, description }]);
}
