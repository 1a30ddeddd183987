import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { readProcess } from '../../../src/host/index.js';
import { settle } from '../../../src/migration/settle.js';

async function startProcess() {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const { pid = 0 } = child;
  const facts = readProcess(pid);
  if (facts === undefined) throw new Error('it has ended at once');
  return { child, identity: { pid, startTime: facts.startTime } };
}

it('A process that has got SIGKILL a moment ago does not go on, and one beside it does', async () => {
  const [killed, other] = [await startProcess(), await startProcess()];
  try {
    killed.child.kill('SIGKILL');
    const living = await settle([killed.identity, other.identity]);
    expect(living.map(({ pid }) => pid)).toEqual([other.identity.pid]);
  } finally {
    other.child.kill('SIGKILL');
  }
  expect(await settle([killed.identity, other.identity])).toEqual([]);
});
