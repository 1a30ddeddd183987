import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch-folder.js';
import { runCriud, startCriud } from './criud.js';

describe('criud', () => {
  it.each([[], ['--help'], ['help']])('tells how it is used when asked: %j', async (...args) => {
    const { status, stdout, stderr } = await runCriud(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('criud serve');
    expect(stdout).toContain('criud check');
  });

  it.each(['frobnicate', '', '--version', 'constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'has no verb %j, and tells those it has',
    async (verb) => {
      const { status, stdout, stderr } = await runCriud(verb);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(`criud: there is no ${verb}.`);
      expect(stderr).toContain('criud serve');
    },
  );

  it.each([
    [
      'serve',
      ['--socket', '--listen', '--state', '--criu ', '--criu-service', '--timeout', '--grace', '--log-level'],
    ],
    ['check', ['--criu ', '--criu-service', '--skip-trial', '--json']],
  ] as const)('%s tells its flags', async (verb, flags) => {
    const { status, stdout, stderr } = await runCriud(verb, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const flag of flags) expect(stdout).toContain(flag);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    ['an unknown flag', ['serve', '--frobnicate'], '--frobnicate'],
    ['an unknown flag of check', ['check', '--socket', '/x'], '--socket'],
    ['a word too many', ['serve', 'now'], 'now'],
    ['a flag without its value', ['serve', '--state'], '--state'],
    ['a value for a flag that takes none', ['check', '--json=yes'], '--json'],
    ['a timeout of nothing', ['serve', '--timeout', '0'], '--timeout'],
    ['a grace that is no number', ['serve', '--grace', 'long'], '--grace'],
    ['an address without a port', ['serve', '--listen', 'localhost'], '--listen'],
    ['a level that the log does not have', ['serve', '--log-level', 'loud'], '--log-level'],
    ['an option that needs no leave', ['serve', '--allow-option', 'external=*'], 'namespaces.external'],
    ['two kinds of CRIU at once', ['check', '--criu', 'x', '--criu-service', 'y'], '--criu-service'],
  ])('with %s ends with status 2 and says what is wrong', async (_, args, named) => {
    const { status, stdout, stderr } = await runCriud(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^criud: The request is not valid: /);
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('    at ');
  });
});

describe('without a CRIU', () => {
  it.each(['serve', 'check'])('%s ends with status 1, says what to do, and leaves nothing', async (verb) => {
    const state = join(scratchFolder(), 'state');
    const args = verb === 'serve' ? ['--state', state, '--socket', join(state, 's')] : [];
    const { status, stderr } = await runCriud(verb, '--criu', '/no/such/criu', ...args);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'criud: There is no program /no/such/criu.\n       Install CRIU, or name its program with --criu or CRIUD_CRIU.\n',
    );
    expect(existsSync(state)).toBe(false);
  });

  it('that CRIUD_CRIU names the flag says more', async () => {
    const environment = { CRIUD_CRIU: '/no/such/criu' };
    const named = await startCriud(['check'], environment).ended;
    expect(named.stderr).toContain('/no/such/criu');
    const overridden = await startCriud(['check', '--criu', '/neither/this'], environment).ended;
    expect(overridden.stderr).toContain('/neither/this');
    const empty = await startCriud(['check'], { CRIUD_CRIU: '', PATH: '/nowhere' }).ended;
    expect(empty.stderr).toContain('There is no program criu.');
  });

  it('serve does not begin with a program that is none', async () => {
    const state = join(scratchFolder(), 'state');
    const { status, stderr } = await runCriud('serve', '--criu', '/bin/true', '--state', state);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^criud: .*CRIU/);
    expect(existsSync(state)).toBe(false);
  });
});
