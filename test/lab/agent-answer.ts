import { setTimeout as pause } from 'node:timers/promises';
import { type AgentConnection, connectAgent } from './agent-connection.js';
import type { Machine } from './machine.js';

/** How long a guest may take to boot; it is ready after a tenth of that. */
const BOOT_MS = 90_000;

/** How long one question may take: before the agent listens, QEMU takes a connection and closes it again, sometimes long after. */
const QUESTION_MS = 500;

/**
 * Waits until the agent of a machine that boots answers.
 *
 * @throws with the end of the console, when the machine has ended or takes too long
 */
export async function whenAgentAnswers(machine: Machine, deadlineMs = BOOT_MS): Promise<AgentConnection> {
  const agent = connectAgent(machine.agentPort);
  const deadline = performance.now() + deadlineMs;
  let end: string | undefined;
  void machine.ended.then((said) => {
    end = `the guest has ended by itself. ${said}`;
  });
  while (end === undefined && performance.now() < deadline) {
    const ready = agent.ready().then(() => true);
    if (await Promise.race([ready, pause(QUESTION_MS, false)]).catch(() => false)) return agent;
    await pause(20);
  }
  agent.close();
  const why = end ?? `not within ${deadlineMs} ms`;
  throw new Error(`no agent answers: ${why}\nThe end of its console:\n${consoleTail(machine)}\n`);
}

/** The last lines of what the kernel and the first process have said. */
export function consoleTail(machine: Machine): string {
  return machine.console().trimEnd().split('\n').slice(-60).join('\n');
}
