import { defineConfig } from 'vitest/config';

/** Those with more than one host. */
const BETWEEN_HOSTS = 'test/lab/{migration*,moved-address,preflight,post-copy*}.test.ts';

/** What starts virtual machines. */
const lab = {
  globalSetup: ['test/lab/global-setup.ts'],
  maxWorkers: 2,
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

/**
 * unit needs nothing. integration needs root and a CRIU that works (CRIUD_CRIU),
 * as do faults and soak, which are long, and clients, which need other languages too; lab and
 * migration start virtual machines. `npm test` sees to all of it.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A second, as it would be, is less than criud can take to start on a busy machine.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          maxWorkers: 2,
          // After the unit tests, and not beside them: what these measure and wait for is real.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          maxWorkers: 1,
          testTimeout: 900_000,
          // By itself: the moments at which it kills are of milliseconds.
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          include: ['test/soak/**/*.test.ts'],
          globalSetup: ['test/integration/global-setup.ts'],
          testTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          ...lab,
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          exclude: [BETWEEN_HOSTS],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { ...lab, name: 'migration', include: [BETWEEN_HOSTS], sequence: { groupOrder: 4 } },
      },
    ],
  },
});
