import { constants } from 'node:os';

/** The setup was asked to stop, and has undone what was half done. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signalName */
  constructor(signalName) {
    super(`stopped by ${signalName}`);
    this.name = 'Interrupted';
    this.exitCode = 128 + constants.signals[signalName];
  }
}

/**
 * Turns the first request to stop into an aborted `signal` whose reason is an {@link Interrupted}, so that the work at hand ends its
 * programs and removes what is half done.
 *
 * @returns {{ signal: AbortSignal, stop: () => void }} `stop` gives the signals of the process back to whoever comes next
 */
export function watchInterruption() {
  const controller = new AbortController();
  /** @param {NodeJS.Signals} name */
  const onSignal = (name) => controller.abort(new Interrupted(name));
  const names = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stop() {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
