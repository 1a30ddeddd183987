import { describe, expect, it } from 'vitest';
import {
  parseAllowedOptions,
  parseCount,
  parseLogLevel,
  parseSeconds,
  parseTcpAddress,
} from '../../../src/cli/flag-values.js';

function refusal(flag: string) {
  return expect.objectContaining({
    reason: 'INVALID_REQUEST',
    violations: [{ field: flag, description: expect.stringContaining('must be') }],
  });
}

describe('a number of seconds', () => {
  it.each([
    ['1', 1_000],
    ['600', 600_000],
    ['0.25', 250],
    ['2147483', 2_147_483_000],
  ])('%s is %i ms', (text, milliseconds) => {
    expect(parseSeconds('--timeout', text)).toBe(milliseconds);
  });

  it.each([
    '',
    '0',
    '0.0',
    '-1',
    '+1',
    '1s',
    ' 1',
    '1 ',
    '1e3',
    '0x10',
    '1,5',
    '.5',
    '5.',
    'NaN',
    'Infinity',
  ])('is not %j', (text) => {
    expect(() => parseSeconds('--timeout', text)).toThrow(refusal('--timeout'));
  });

  it.each(['2147484', '9'.repeat(400)])('is not more than Node has timers for: %s', (text) => {
    expect(() => parseSeconds('--grace', text)).toThrow(refusal('--grace'));
  });
});

describe('a number of things', () => {
  it.each([
    ['1', 1],
    ['1000', 1000],
    ['1000000', 1_000_000],
  ])('is %j', (text, count) => {
    expect(parseCount('--remember', text)).toBe(count);
  });

  it.each(['', '0', '-1', '1.5', '1e3', '0x10', '1000001', 'many'])('is not %j', (text) => {
    expect(() => parseCount('--remember', text)).toThrow(refusal('--remember'));
  });
});

describe('an address to listen at', () => {
  it.each([
    ['127.0.0.1:7070', '127.0.0.1', 7070],
    ['localhost:1', 'localhost', 1],
    ['[::1]:65535', '::1', 65_535],
    ['127.0.0.1:0', '127.0.0.1', 0],
    ['0.0.0.0:80', '0.0.0.0', 80],
  ])('%s is read', (text, host, port) => {
    expect(parseTcpAddress('--listen', text)).toEqual({ kind: 'tcp', host, port });
  });

  it.each([
    '',
    ':',
    '7070',
    ':7070',
    'localhost',
    'localhost:',
    'localhost:x',
    'localhost:-1',
    'localhost:65536',
    'localhost:99999999',
    'local host:1',
    'localhost:1 ',
    '::1:7070',
    '[::1:7070',
    '::1]:7070',
    '[]:7070',
    '[localhost]:1',
    'http://localhost:1',
    'localhost:1:2',
    'localhost:1\n',
  ])('is not %j', (text) => {
    expect(() => parseTcpAddress('--listen', text)).toThrow(refusal('--listen'));
  });
});

describe('an option with leave of the operator', () => {
  it.each([
    'namespaces.external=*',
    'namespaces.external=net[1]:a=b',
    'namespaces.root=/srv',
    'cgroups.freeze_cgroup=*',
    'skip_verification=true',
    'inspect.environment=true',
  ])('is %s', (text) => {
    expect(parseAllowedOptions('--allow-option', [text])).toEqual([text]);
  });

  it('can be given again, and need not be given', () => {
    const both = ['namespaces.root=/a', 'namespaces.root=/b'];
    expect(parseAllowedOptions('--allow-option', both)).toEqual(both);
    expect(parseAllowedOptions('--allow-option', [])).toEqual([]);
  });

  it.each(['', '*', '=*', 'namespaces.root', 'external=*', 'files.file_locks=true', 'Namespaces.root=/'])(
    'is not %j, and the message names those that are',
    (text) => {
      expect(() => parseAllowedOptions('--allow-option', ['namespaces.root=*', text])).toThrow(
        expect.objectContaining({
          message: expect.stringMatching(
            /namespaces\.external, namespaces\.root, cgroups\.freeze_cgroup, skip_verification/,
          ),
        }),
      );
    },
  );
});

describe('a level of the log', () => {
  it.each(['trace', 'debug', 'info', 'warn', 'error'])('is %s', (level) => {
    expect(parseLogLevel('--log-level', level)).toBe(level);
  });

  it.each(['', 'INFO', 'silent', 'toString', '30'])('is not %j', (level) => {
    expect(() => parseLogLevel('--log-level', level)).toThrow(refusal('--log-level'));
  });
});
