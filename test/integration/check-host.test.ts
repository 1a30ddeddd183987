import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reason } from '../../src/client/index.js';
import { expectFailure, failureOf, PATIENCE } from './call-failure.js';
import { type Daemon, runCriud, startDaemon, WITHOUT_SYS_RESOURCE } from './daemon.js';
import { startWorkload, until } from './workload.js';

const CRIU = process.env.CRIUD_CRIU ?? 'criu';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-check-host-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const milliseconds = (duration: { seconds: bigint; nanos: number } | undefined): number =>
  Number(duration?.seconds ?? 0n) * 1000 + (duration?.nanos ?? 0) / 1e6;

/** What a check makes: folders, and processes, which inherit the environment of criud. */
function leftovers(daemon: Daemon, temporary: string): readonly string[] {
  const processes = readdirSync('/proc').filter((entry) => {
    try {
      return readFileSync(`/proc/${entry}/environ`, 'latin1').split('\0').includes(`TMPDIR=${temporary}`);
    } catch {
      return false;
    }
  });
  return [...readdirSync(temporary), ...processes.filter((pid) => pid !== String(daemon.pid))];
}

describe('CheckHost', () => {
  let daemon: Daemon;
  let temporary: string;
  beforeAll(async () => {
    temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    daemon = await startDaemon({ under: ['env', `TMPDIR=${temporary}`, ...WITHOUT_SYS_RESOURCE] });
  });
  afterAll(() => daemon?.[Symbol.asyncDispose]());

  it('tries a dump and a restore, and says what this host lacks', async () => {
    const host = await daemon.client.hosts.getHost({});
    expect(host).toMatchObject({ hostname: hostname(), kernel: release() });
    const report = await daemon.client.hosts.checkHost({});
    expect(report).toMatchObject({ ok: true, criuVersion: host.criuVersion });
    expect(milliseconds(report.trialDump)).toBeGreaterThan(0);
    expect(milliseconds(report.trialRestore)).toBeGreaterThan(0);

    const limits = report.findings.map(({ reason, fatal }) => ({ reason: Reason[reason], fatal }));
    expect(limits).toEqual([
      ...(host.features?.memoryTracking ? [] : [{ reason: 'MEMORY_TRACKING_UNAVAILABLE', fatal: false }]),
      { reason: 'CAPABILITY_MISSING', fatal: false },
    ]);
    expect(report.findings.map(({ cure }) => cure).join()).toMatch(
      host.features?.memoryTracking ? /CAP_SYS_RESOURCE/ : /CONFIG_MEM_SOFT_DIRTY.*CAP_SYS_RESOURCE/,
    );
    await expect.poll(() => leftovers(daemon, temporary)).toEqual([]);
  });

  it('tries nothing when it is told not to', async () => {
    const report = await daemon.client.hosts.checkHost({ skipTrial: true });
    expect(report).toMatchObject({ ok: true, trialDump: undefined, trialRestore: undefined });
  });

  it('ends, and leaves nothing, when the client goes away', async () => {
    const leaving = new AbortController();
    const checked = failureOf(daemon.client.hosts.checkHost({}, { signal: leaving.signal }));
    await until('the trial', 10_000, () => leftovers(daemon, temporary).length > 1 || undefined);
    leaving.abort();
    expect((await checked).code).toBe('CANCELLED');
    await expect.poll(() => leftovers(daemon, temporary)).toEqual([]);
  });

  it('is the command `criud check` too', async () => {
    const { status, stdout } = await runCriud('check', '--json', '--criu', CRIU);
    expect(status).toBe(0);
    const { criuVersion } = await daemon.client.hosts.getHost({});
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, criu: { version: criuVersion } });
  });
});

describe('a CRIU that goes away while criud runs', () => {
  it('fails what needs it, leaves the tree alone, and is used again when it is back', async () => {
    const program = join(folder, 'criu');
    writeFileSync(program, `#!/bin/sh\nexec '${CRIU}' "$@"\n`, { mode: 0o755 });
    await using daemon = await startDaemon({ criu: program });
    const workload = await startWorkload('counter');
    try {
      renameSync(program, `${program}.away`);
      const dump = () => daemon.client.checkpoints.dump({ target: { pid: workload.pid }, wait: PATIENCE });
      expectFailure(await failureOf(dump()), {
        code: 'FAILED_PRECONDITION',
        reason: 'CRIU_NOT_FOUND',
        cure: '--criu or CRIUD_CRIU',
      });
      expect(await daemon.client.hosts.checkHost({})).toMatchObject({
        ok: false,
        criuVersion: '',
        findings: [
          { reason: Reason.CRIU_NOT_FOUND, fatal: true, cure: expect.stringContaining('CRIUD_CRIU') },
        ],
      });

      copyFileSync('/bin/false', program);
      expectFailure(await failureOf(dump()), {
        code: 'INTERNAL',
        reason: 'CRIU_EXITED',
        cure: 'CheckHost',
      });
      expect(await daemon.client.hosts.checkHost({})).toMatchObject({
        ok: false,
        findings: [{ reason: Reason.CRIU_EXITED, fatal: true }],
      });
      await workload.advancesFrom(workload.count());

      rmSync(program);
      renameSync(`${program}.away`, program);
      expect((await daemon.client.hosts.checkHost({})).ok).toBe(true);
    } finally {
      await workload.stop();
    }
  });
});

describe('criud does not start', () => {
  const serve = (...flags: readonly string[]) =>
    runCriud('serve', '--socket', join(folder, 'criud.sock'), '--state', join(folder, 'state'), ...flags);

  it.each<[string, readonly string[], readonly (string | RegExp)[]]>([
    [
      'with a program that ends',
      ['--criu', '/bin/false'],
      ['/bin/false does not work as CRIU', /\(exit 1\)/, 'CRIUD_CRIU'],
    ],
    [
      'with a program that is not CRIU',
      ['--criu', '/bin/cat'],
      ['/bin/cat does not work as CRIU', 'no-default-config', 'CRIUD_CRIU'],
    ],
    [
      'without a program',
      ['--criu', '/nonexistent/criu'],
      ['There is no program /nonexistent/criu', 'Install CRIU'],
    ],
    ['with a file that is no program', ['--criu', '/etc/passwd'], ['There is no program /etc/passwd']],
    [
      'without a service',
      ['--criu-service', '/nonexistent/service.sock'],
      ['No CRIU service answers at /nonexistent/service.sock', '`criu service`'],
    ],
  ])('%s', async (_, flags, texts) => {
    const { status, stdout, stderr } = await serve(...flags);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^criud: /);
    expect(stderr).not.toMatch(/\n\s+at /);
    for (const text of texts) expect(stderr).toMatch(text);
    expect(readdirSync(folder)).not.toContain('state');
  });
});
