import type { Lab } from './lab.js';

/** Something that can be seen in the lab. */
export interface Scenario {
  /** One line for a person. */
  readonly summary: string;
  /** @returns the exit code; what it throws is shown */
  run(lab: Lab, args: readonly string[]): Promise<number>;
}
