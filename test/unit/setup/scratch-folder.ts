import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the running test, with a space in its name as a person's may have; it is removed when the test has finished. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'criud setup '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
