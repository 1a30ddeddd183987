const REDRAW_MS = 120;

/** @typedef {(text: string) => void} Say what is being done right now, in a few words */

/**
 * What the setup does, for the person who waits. On a terminal the step at work is one live line with its seconds; elsewhere each
 * thing said is a line of its own. A step that said nothing had nothing to do and leaves no line.
 *
 * @param {Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>} stream
 * @param {{ now?: () => number, live?: boolean }} [options] `now` in milliseconds; `live` defaults to whether `stream` is a
 *   terminal that can redraw a line
 */
export function openProgress(stream, options = {}) {
  const { now = () => performance.now(), live = stream.isTTY === true && process.env.TERM !== 'dumb' } =
    options;

  /** @param {string} text */
  const draw = (text) => stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
  /** @param {string} text */
  const line = (text) => stream.write(live ? `\r\x1b[2K${text}\n` : `${text}\n`);

  return {
    /**
     * Runs one step under its name. What `work` returns, if it is text, is the step's result and takes the place of the last
     * thing said.
     *
     * @template T
     * @param {string} name
     * @param {(say: Say) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async step(name, work) {
      const start = now();
      const seconds = () => `${((now() - start) / 1000).toFixed(1)} s`;
      /** @type {string | undefined} */
      let said;
      const redraw = () => draw(`${name}, ${seconds()}: ${said ?? 'looking'}`);
      const timer = live ? setInterval(redraw, REDRAW_MS) : undefined;
      try {
        const result = await work((text) => {
          said = text;
          if (live) redraw();
          else line(`${name}: ${text}`);
        });
        if (said !== undefined)
          line(`${name}: ${typeof result === 'string' ? result : 'done'} (${seconds()})`);
        else if (live) draw('');
        return result;
      } catch (error) {
        if (said !== undefined) line(`${name}: failed while ${said} (${seconds()})`);
        else if (live) draw('');
        throw error;
      } finally {
        clearInterval(timer);
      }
    },

    /** A line for which there is no step. @param {string} text */
    tell(text) {
      line(text);
    },
  };
}
