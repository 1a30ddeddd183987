import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../../setup/npm-packages.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/pino': { version: '10.4.0', integrity: 'sha512-a' },
    'node_modules/other-processor': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('whether the npm packages are installed', () => {
  it('needs all of the lockfile but what is optional', () => {
    expect(
      isInstalled(wanted, { packages: { 'node_modules/pino': wanted.packages['node_modules/pino'] } }),
    ).toBe(true);
    expect(isInstalled(wanted, { packages: {} })).toBe(false);
    expect(isInstalled(wanted, {})).toBe(false);
  });

  it.each([
    ['another version', { 'node_modules/pino': { version: '10.3.0', integrity: 'sha512-a' } }],
    ['another content', { 'node_modules/pino': { version: '10.4.0', integrity: 'sha512-z' } }],
    [
      'one that is not in the lockfile',
      {
        'node_modules/pino': { version: '10.4.0', integrity: 'sha512-a' },
        'node_modules/left': { version: '1.0.0', integrity: 'sha512-c' },
      },
    ],
  ])('is not so with %s', (_, packages) => {
    expect(isInstalled(wanted, { packages })).toBe(false);
  });
});
