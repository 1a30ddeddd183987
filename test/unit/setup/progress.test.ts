import { describe, expect, it } from 'vitest';
import { openProgress } from '../../../setup/progress.mjs';

/** A stream that keeps what is written to it. */
function recorder({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  return {
    stream: {
      isTTY,
      columns: 30,
      write: (text: string | Uint8Array) => {
        written.push(String(text));
        return true;
      },
    },
    text: () => written.join(''),
  };
}

describe('progress', () => {
  it('writes each thing said and the result with its seconds as lines of their own into a pipe', async () => {
    const { stream, text } = recorder({ isTTY: false });
    let time = 0;
    const progress = openProgress(stream, { now: () => time });
    await progress.step('addon', async (say) => {
      say('compiling');
      time = 2_340;
    });
    expect(text()).toBe('addon: compiling\naddon: done (2.3 s)\n');
  });

  it('leaves no line of a step that had nothing to do', async () => {
    const { stream, text } = recorder({ isTTY: false });
    expect(await openProgress(stream).step('addon', async () => 'path')).toBe('path');
    expect(text()).toBe('');
  });

  it('keeps one line on a terminal, cut to its width, and ends it', async () => {
    const { stream, text } = recorder({ isTTY: true });
    const progress = openProgress(stream, { now: () => 0, live: true });
    await progress.step('addon', async (say) => say('compiling a source of a very long name'));
    const lines = text().split('\r\x1b[2K');
    expect(lines).toContain('addon, 0.0 s: compiling a sou');
    expect(lines.at(-1)).toBe('addon: done (0.0 s)\n');
    expect(text().match(/\n/g)).toHaveLength(1);
  });

  it('says in which work a step failed, and passes the failure on', async () => {
    const { stream, text } = recorder({ isTTY: false });
    const failure = new Error('no space');
    const step = openProgress(stream, { now: () => 0 }).step('addon', async (say) => {
      say('compiling');
      throw failure;
    });
    await expect(step).rejects.toBe(failure);
    expect(text()).toBe('addon: compiling\naddon: failed while compiling (0.0 s)\n');
  });
});
