import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a daemon by `--import`: writes by how many milliseconds its event loop was late, in 99 of 100 looks and at
 * most, into the file that the variable names, whenever it gets SIGUSR2.
 */
const file = process.env.CRIUD_DELAY_FILE;
if (file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGUSR2', () => {
    writeFileSync(file, JSON.stringify({ p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 }));
    delay.reset();
  });
}
