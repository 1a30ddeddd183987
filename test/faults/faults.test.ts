import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

it('loses no tree, tells nothing untrue and lets connections live, whenever it is killed or cut', async () => {
  const command = [join(import.meta.dirname, 'main.mjs'), '--repetitions', '1'];
  const harness = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await Promise.all([text(harness.stdout), once(harness, 'close')]);
  const last = said.trimEnd().split('\n').at(-1);
  expect(last, said).toMatch(
    /^faults tried: [1-9]\d*, trees lost: 0, outcomes untrue: 0, connections lost where they must live: 0$/,
  );
  expect(harness.exitCode, said).toBe(0);
});
