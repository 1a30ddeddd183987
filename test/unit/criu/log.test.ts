import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  errorLines,
  findCauseLine,
  NOISE,
  noiseOf,
  parseLog,
  parseLogLine,
  readLog,
} from '../../../src/criu/log.js';

const scratch = mkdtempSync(join(tmpdir(), 'criu-log-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function logFile(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

describe('a line of the log', () => {
  it('of CRIU itself has time, level, source and text', () => {
    const raw =
      '(00.072930) Error (criu/tty.c:410): tty: Found slave peer index 0 without correspond master peer';
    expect(parseLogLine(raw)).toEqual({
      seconds: 0.07293,
      level: 'error',
      source: 'criu/tty.c:410',
      text: 'tty: Found slave peer index 0 without correspond master peer',
      pie: false,
      raw,
    });
  });

  it('of a task that is being restored has its pid', () => {
    expect(parseLogLine("(00.057534)   7660: Error (criu/sk-inet.c:1059): inet: Can't bind")).toMatchObject({
      pid: 7660,
      level: 'error',
      pie: false,
      text: "inet: Can't bind",
    });
  });

  it('of code inside a task has its pid, and a time or none', () => {
    expect(parseLogLine('pie: 7770: Error (criu/pie/parasite.c:588): send_fds failed (-22)')).toMatchObject({
      pid: 7770,
      pie: true,
      level: 'error',
      source: 'criu/pie/parasite.c:588',
      text: 'send_fds failed (-22)',
    });
    expect(
      parseLogLine("(00.042632) pie: 14978: Error (criu/pie/restorer.c:1907): Can't read"),
    ).toMatchObject({
      seconds: 0.042632,
      pid: 14978,
      pie: true,
    });
  });

  it('may be a warning, or bear no mark', () => {
    expect(parseLogLine('(00.03) Warn  (compel/src/lib/infect.c:132): Unable to').level).toBe('warning');
    expect(parseLogLine("(00.042635) Can't connect to server 127.0.0.1:9")).toMatchObject({
      level: 'info',
      text: "Can't connect to server 127.0.0.1:9",
    });
  });

  it('may be from before the log was open, and so without a time', () => {
    const line = parseLogLine('Error (criu/image.c:742): Invalid parent image directory provided');
    expect(line).toMatchObject({ level: 'error', text: 'Invalid parent image directory provided' });
    expect(line.seconds).toBeUndefined();
  });

  it('keeps its shape after 100 seconds', () => {
    expect(parseLogLine('(123.45678) Error (criu/x.c:1): y').seconds).toBe(123.45678);
  });

  it('may be anything at all', () => {
    for (const odd of [
      '',
      '(',
      '()',
      '(1',
      'Error',
      'Error (',
      'Error (a): b',
      'pie: x',
      '(0.1)',
      '\u0000',
      '(a.b) c',
    ]) {
      expect(parseLogLine(odd)).toMatchObject({ level: 'info' });
    }
  });

  it('brings no control characters to whoever prints it', () => {
    const line = parseLogLine("(00.1) Error (criu/x.c:1): Can't open \u001b[31m/tmp/\u0007x\ty");
    expect(line.text).toBe("Can't open \u{fffd}[31m/tmp/\u{fffd}x\ty");
    expect(line.raw).not.toMatch(/[^\P{Cc}\t]/u);
  });

  it('is cut where CRIU could not have written it', () => {
    expect(parseLogLine(`(00.1) ${'x'.repeat(1e6)}`).raw.length).toBe(2048);
  });
});

describe('a log file', () => {
  it('is read whole where it is of ordinary size', async () => {
    const log = await readLog(
      logFile('small', '(00.1) one\n\n(00.2) Error (criu/x.c:1): two\n(00.3) cut in the mid'),
    );
    expect(log.omittedBytes).toBe(0);
    expect(log.lines.map(({ text }) => text)).toEqual(['one', 'two', 'cut in the mid']);
    expect(errorLines(log).map(({ text }) => text)).toEqual(['two']);
  });

  it('that is huge loses its middle, and no line is cut', async () => {
    const line = (n: number) => `(00.000001) line ${String(n).padStart(7, '0')}\n`;
    const count = 200_000;
    const text = Array.from({ length: count }, (_, n) => line(n)).join('');
    const log = await readLog(logFile('huge', text));
    expect(log.omittedBytes).toBe(text.length - 2 * 1024 * 1024);
    expect(log.lines[0]?.text).toBe('line 0000000');
    expect(log.lines.at(-1)?.text).toBe(`line ${String(count - 1).padStart(7, '0')}`);
    for (const { text: said } of log.lines) expect(said).toMatch(/^line \d{7}$/);
  });

  it('may hold bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('(00.1) Error (criu/x.c:1): a'),
      Buffer.from([0xff, 0xc3, 0x28, 0]),
    ]);
    expect((await readLog(logFile('binary', bytes))).lines[0]?.text).toMatch(/^a\u{fffd}+\(\u{fffd}$/u);
  });

  it('that is not there or is a folder is an empty log', async () => {
    expect(await readLog(join(scratch, 'absent'))).toEqual({ lines: [], omittedBytes: 0 });
    expect(await readLog(scratch)).toEqual({ lines: [], omittedBytes: 0 });
  });
});

describe('the line of the cause', () => {
  const log = (...lines: string[]) => ({ lines: parseLog(lines.join('\n')), omittedBytes: 0 });
  const rlimit =
    "(00.0) Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted";
  const failed = '(00.9) Error (criu/cr-dump.c:1975): Dumping FAILED.';
  const step = '(00.8) Error (criu/cr-dump.c:1545): Dump files (pid: 7479) failed with -1';
  const cause = '(00.7) Error (criu/odd.c:1): Odd thing';

  it('is the first error that is not noise', () => {
    expect(findCauseLine(log(rlimit, cause, step, failed))?.raw).toBe(cause);
  });

  it('is not one from elsewhere where the log has it', () => {
    expect(
      findCauseLine(log(rlimit, cause, failed), { stderr: 'Error (criu/x.c:1): other', message: 'x' })?.raw,
    ).toBe(cause);
  });

  it('is on stderr where the log was not open', () => {
    const stderr =
      '(00.000000) CRIU run id = 1\nError (criu/image.c:742): Invalid parent image directory provided\n';
    expect(findCauseLine(log(), { stderr, message: 'x' })?.source).toBe('criu/image.c:742');
    expect(findCauseLine(log(), { stderr: '(00.0) CRIU run id = 1\nfree(): invalid pointer\n' })?.text).toBe(
      'free(): invalid pointer',
    );
  });

  it('is cr_errmsg last, and not where that is noise', () => {
    expect(findCauseLine(log(rlimit, failed), { message: 'Error (criu/x.c:2): said\n' })?.text).toBe('said');
    expect(findCauseLine(log(), { message: rlimit })).toBeUndefined();
  });

  it('is at least the step that failed, and never the last line', () => {
    expect(findCauseLine(log(rlimit, step, failed))?.raw).toBe(step);
    expect(findCauseLine(log(rlimit, failed))).toBeUndefined();
  });

  it('is told from noise by reasons', () => {
    expect(noiseOf(parseLogLine(rlimit))).toBe('harmless');
    expect(noiseOf(parseLogLine(failed))).toBe('consequence');
    expect(noiseOf(parseLogLine(cause))).toBeUndefined();
    for (const { because } of NOISE) expect(because).not.toBe('');
  });
});
