import { cutPower } from '../power-cut.js';
import type { Scenario } from '../scenario.js';

/** How often, where nothing else is said. */
const TIMES = 20;

export const powerCutScenario: Scenario = {
  summary:
    'cut a host off right after a dump was answered, and restore after the next boot; [TIMES], 20 by default',
  async run(lab, [times = String(TIMES)]) {
    const { tried, lost, untrue } = await cutPower(lab, Number(times), (text) => {
      process.stdout.write(`${text}\n`);
    });
    process.stdout.write(`hosts cut off: ${tried}, trees lost: ${lost}, outcomes untrue: ${untrue}\n`);
    return lost === 0 && untrue === 0 ? 0 : 1;
  },
};
