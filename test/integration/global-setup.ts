import { compileWorkloads } from './workload.js';

/** What every file of these tests needs before the first of them runs. */
export async function setup(): Promise<void> {
  await compileWorkloads();
}
