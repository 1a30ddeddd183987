import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseCriu } from '../../../setup/criu.mjs';
import { tryCriu } from '../../../setup/criu-verdict.mjs';
import { SetupError } from '../../../setup/setup-error.mjs';
import { scratchFolder } from './scratch-folder.js';

const WORKING = { ok: true, version: '4.2.1', findings: [] };
const BROKEN = {
  ok: false,
  version: '4.1.1',
  findings: [{ reason: 'DUMP_FAILED', message: 'the trial dump failed', cure: 'Use a newer CRIU.' }],
};

/** A project in a scratch folder where programs are empty files and the trial is a table. */
function project() {
  const root = scratchFolder();
  const judged: string[] = [];
  const unpacked: string[] = [];
  const working = new Set<string>();
  const place = (path: string, content = '') => {
    const program = join(root, path);
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, content, { mode: 0o755 });
    return program;
  };
  return {
    root,
    judged,
    unpacked,
    working,
    place,
    choose: (options: Partial<Parameters<typeof chooseCriu>[0]> = {}) =>
      chooseCriu({
        root,
        say: () => {},
        environment: { PATH: join(root, 'path') },
        kernel: '6.18.0',
        suites: ['forky', 'sid'],
        judge: async (program) => {
          judged.push(program);
          return working.has(program) ? WORKING : BROKEN;
        },
        unpack: async (suite) => {
          unpacked.push(suite);
          return place(`.cache/criu/${suite === 'forky' ? '4.2.1-1' : '4.3-1'}/criu`);
        },
        ...options,
      }),
  };
}

describe('choosing a CRIU', () => {
  it('takes the one on PATH when it works, and unpacks nothing', async () => {
    const { choose, place, working, unpacked } = project();
    const program = place('path/criu');
    working.add(program);
    expect(await choose()).toEqual({ program, version: '4.2.1' });
    expect(unpacked).toEqual([]);
  });

  it('takes a newer package when the one on PATH does not work, and only as new as need be', async () => {
    const { root, choose, place, working, unpacked } = project();
    place('path/criu');
    working.add(join(root, '.cache/criu/4.2.1-1/criu'));
    expect(await choose()).toMatchObject({ program: join(root, '.cache/criu/4.2.1-1/criu') });
    expect(unpacked).toEqual(['forky']);
  });

  it('goes on to the next suite when a package does not work', async () => {
    const { root, choose, working, unpacked } = project();
    working.add(join(root, '.cache/criu/4.3-1/criu'));
    expect(await choose()).toMatchObject({ program: join(root, '.cache/criu/4.3-1/criu') });
    expect(unpacked).toEqual(['forky', 'sid']);
  });

  it('prefers what was unpacked before, the newest first', async () => {
    const { choose, place, working, unpacked, judged } = project();
    working.add(place('.cache/criu/4.9-1/criu'));
    const newest = place('.cache/criu/4.10-1/criu');
    working.add(newest);
    place('.cache/criu/unpacked.incoming/criu');
    expect(await choose()).toMatchObject({ program: newest });
    expect(judged).toEqual([newest]);
    expect(unpacked).toEqual([]);
  });

  it('asks nothing a second time, about the good one or about a bad one before it', async () => {
    const { root, choose, place, working, judged, unpacked } = project();
    const bad = place('path/criu');
    const good = join(root, '.cache/criu/4.2.1-1/criu');
    working.add(good);
    await choose();
    expect(judged).toEqual([bad, good]);
    expect(await choose()).toEqual({ program: good, version: '4.2.1' });
    expect(judged).toEqual([bad, good]);
    expect(unpacked).toEqual(['forky']);
  });

  it('asks again when the program or the kernel has changed', async () => {
    const { choose, place, working, judged } = project();
    const program = place('path/criu');
    working.add(program);
    await choose();
    await choose({ kernel: '6.19.0' });
    expect(judged).toHaveLength(2);
    place('path/criu', 'another');
    await choose({ kernel: '6.19.0' });
    expect(judged).toHaveLength(3);
  });

  it('asks again when the file of verdicts was damaged', async () => {
    const { root, choose, place, working, judged } = project();
    working.add(place('path/criu'));
    await choose();
    const file = join(root, '.cache/criu/verdict.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
    await choose();
    expect(judged).toHaveLength(2);
  });

  it('takes the one that is named, whatever else there is', async () => {
    const { choose, place, working, judged } = project();
    working.add(place('path/criu'));
    const named = place('elsewhere/criu-4');
    working.add(named);
    expect(await choose({ environment: { CRIUD_CRIU: named } })).toMatchObject({ program: named });
    expect(judged).toEqual([named]);
  });

  it.each([
    ['does not work', 'elsewhere/criu-4', 'DUMP_FAILED'],
    ['is not there', 'elsewhere/criu-5', 'no such program'],
  ])('takes no other when the one that is named %s', async (_, path, cause) => {
    const { root, choose, place, working, unpacked } = project();
    working.add(place('path/criu'));
    place('elsewhere/criu-4');
    await expect(choose({ environment: { CRIUD_CRIU: join(root, path) } })).rejects.toMatchObject({
      reason: 'CRIU_UNUSABLE',
      message: expect.stringContaining(cause),
    });
    expect(unpacked).toEqual([]);
  });

  it('asks again about the one that is named as long as it does not work', async () => {
    const { choose, place, working, judged } = project();
    const named = place('path/criu');
    working.add(place('.cache/criu/4.2.1-1/criu'));
    await choose();
    working.add(named);
    expect(await choose({ environment: { CRIUD_CRIU: named } })).toMatchObject({ program: named });
    await choose({ environment: { CRIUD_CRIU: named } });
    expect(judged.filter((program) => program === named)).toHaveLength(2);
  });

  it('says what it tried and why each failed when none works, and forgets the verdicts', async () => {
    const { root, choose, place, judged } = project();
    place('path/criu');
    const unpack = async (suite: string) => {
      if (suite === 'sid')
        throw new SetupError('APT_FAILED', 'apt-get update failed', 'Look at the network.');
      return place('.cache/criu/4.2.1-1/criu');
    };
    const failure = await choose({ unpack }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'CRIU_UNUSABLE', cure: expect.stringContaining('CRIUD_CRIU=') });
    expect(String(failure)).toContain(
      'path/criu (4.1.1)\n    DUMP_FAILED: the trial dump failed\n    Use a newer CRIU.',
    );
    expect(String(failure)).toContain('.cache/criu/4.2.1-1/criu (4.1.1)');
    expect(String(failure)).toContain('the package of sid\n    APT_FAILED: apt-get update failed');
    expect(existsSync(join(root, '.cache/criu/verdict.json'))).toBe(false);
    await choose({ unpack }).catch(() => {});
    expect(judged).toHaveLength(4);
  });

  it('leaves no half-written file beside the verdicts', async () => {
    const { root, choose, place, working } = project();
    working.add(place('path/criu'));
    await choose();
    expect(readdirSync(join(root, '.cache/criu'))).toEqual(['verdict.json']);
  });
});

describe('trying a CRIU', () => {
  /** A project whose `criud check` is this script. */
  function criudThat(script: string): string {
    const root = scratchFolder();
    mkdirSync(join(root, 'dist/src/cli'), { recursive: true });
    writeFileSync(join(root, 'dist/src/cli/criud.js'), script);
    return root;
  }

  it('asks criud check about this program', async () => {
    const root = criudThat(`
      const [, , command, , program, format] = process.argv;
      const message = [command, program, format].join(' ');
      console.log(JSON.stringify({ ok: true, criu: { version: '4.2.1' }, findings: [{ reason: 'R', message, cure: 'C' }] }));`);
    expect(await tryCriu({ root, program: '/opt/criu' })).toEqual({
      ok: true,
      version: '4.2.1',
      findings: [{ reason: 'R', message: 'check /opt/criu --json', cure: 'C' }],
    });
  });

  it.each([
    ['crashes', 'throw new Error("boom");', 'boom'],
    ['says nothing', '', 'exit code 0'],
    ['says something else', 'console.log("fine");', 'fine'],
  ])('counts a check that %s as a failure', async (_, script, cause) => {
    const verdict = await tryCriu({ root: criudThat(script), program: '/opt/criu' });
    expect(verdict).toMatchObject({ ok: false, findings: [{ reason: 'CHECK_UNANSWERED' }] });
    expect(verdict.findings[0]?.message).toContain(cause);
  });

  it('counts only fatal findings, with the line that names the cause', async () => {
    const findings = [
      { reason: 'NO_TRACKING', fatal: false, message: 'M', cure: 'C' },
      {
        reason: 'DUMP_FAILED',
        fatal: true,
        message: 'the dump failed',
        cure: 'C',
        causeLine: 'Error (sk.c:1): x',
      },
    ];
    const answer = JSON.stringify({ ok: false, criu: { version: '' }, findings });
    const root = criudThat(`console.log(${JSON.stringify(answer)}); process.exitCode = 1;`);
    expect(await tryCriu({ root, program: '/opt/criu' })).toEqual({
      ok: false,
      findings: [{ reason: 'DUMP_FAILED', message: 'the dump failed\nError (sk.c:1): x', cure: 'C' }],
    });
  });

  it('believes no good answer of a check that failed', async () => {
    const root = criudThat(`console.log(JSON.stringify({ ok: true, findings: [] })); process.exitCode = 1;`);
    expect(await tryCriu({ root, program: '/opt/criu' })).toEqual({ ok: false, findings: [] });
  });
});
