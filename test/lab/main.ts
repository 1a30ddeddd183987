import { requireLab } from './files.js';
import { openLab } from './lab.js';
import { makeProjectImage } from './project-image.js';
import type { Scenario } from './scenario.js';
import { catalogueScenario } from './scenarios/catalogue.js';
import { iterativeDumpScenario } from './scenarios/iterative-dump.js';
import { migrationScenario } from './scenarios/migration.js';
import { migrationFaultsScenario } from './scenarios/migration-faults.js';
import { powerCutScenario } from './scenarios/power-cut.js';
import { shell } from './shell.js';

/** What can be run in the lab, by name. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  shell,
  catalogue: catalogueScenario,
  'iterative-dump': iterativeDumpScenario,
  migration: migrationScenario,
  'migration-faults': migrationFaultsScenario,
  'power-cut': powerCutScenario,
};

/**
 * Runs a scenario, `shell` by default, in a lab of its own.
 *
 * @param words of the command line, the name first
 * @returns the exit code
 */
export async function main([name = 'shell', ...args]: readonly string[]): Promise<number> {
  const scenario = SCENARIOS[name];
  if (scenario === undefined) {
    const lines = Object.entries(SCENARIOS).map(([each, { summary }]) => `  ${each.padEnd(20)} ${summary}`);
    process.stderr.write(`usage: npm run lab -- SCENARIO [ARGUMENTS]\n\n${lines.join('\n')}\n`);
    return 2;
  }
  requireLab();
  await makeProjectImage();
  await using lab = await openLab(name);
  return await scenario.run(lab, args);
}
