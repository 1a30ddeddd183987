/**
 * A failure of the setup that a person can act on. `reason` is stable and upper-case, `message` says what failed on what,
 * and `cure` says what to do next.
 */
export class SetupError extends Error {
  /**
   * @param {string} reason
   * @param {string} message
   * @param {string} cure
   * @param {{ cause?: unknown }} [options]
   */
  constructor(reason, message, cure, options) {
    super(message, options);
    this.name = 'SetupError';
    this.reason = reason;
    this.cure = cure;
  }
}
