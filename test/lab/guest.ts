import { randomBytes } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { whenAgentAnswers } from './agent-answer.js';
import type { AgentConnection } from './agent-connection.js';
import { ROOT } from './files.js';
import { isAccelerated, type Machine, type MachineOptions, startMachine } from './machine.js';
import { forgetSnapshot, resume, snapshotFor } from './snapshot.js';

/** How long the agent of a machine that goes on may take to answer; it does after a hundredth of that. */
const RESUME_MS = 30_000;

export interface GuestOptions extends MachineOptions {
  /** From 1 on, different for every guest of a network. */
  readonly number: number;
  /** Folder below /opt/criu. */
  readonly criu: string;
}

/** A machine whose agent answers, with a name, an address and randomness of its own. */
export interface Guest {
  readonly machine: Machine;
  readonly agent: AgentConnection;
  /** Its IPv4 address in the network of the lab. */
  readonly address: string;
}

/**
 * Starts a guest and returns when it can be used. It goes on from a snapshot of its kind; where there can be none, it
 * boots, and says so on stderr unless it was accelerated.
 *
 * @throws with the end of the console when it does not boot; then nothing of it runs any more
 */
export async function startGuest(options: GuestOptions): Promise<Guest> {
  if (!isAccelerated()) {
    try {
      return await resumedGuest(options);
    } catch (error) {
      process.stderr.write(`host ${options.name} boots, since it cannot go on from a snapshot: ${error}\n`);
      await forgetSnapshot(options);
    }
  }
  const machine = await startMachine(options);
  return configured(machine, options, () => whenAgentAnswers(machine));
}

async function resumedGuest(options: GuestOptions): Promise<Guest> {
  const snapshot = await snapshotFor(options);
  await copyFile(snapshot.console, join(options.folder, 'console.log'));
  const machine = await startMachine(options, snapshot.memory);
  return configured(machine, options, async () => {
    await resume(machine);
    return whenAgentAnswers(machine, RESUME_MS);
  });
}

/** Ends the machine where any of it fails. */
async function configured(
  machine: Machine,
  options: GuestOptions,
  connect: () => Promise<AgentConnection>,
): Promise<Guest> {
  const { name, number, criu, folder } = options;
  try {
    const agent = await connect();
    const address = `10.77.0.${number}`;
    const answer = await agent.configure({
      PATH: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/criu/${criu}`,
      CRIUD_CRIU: `/opt/criu/${criu}/criu`,
      LAB_HOST: name,
      LAB_ADDRESS: address,
      LAB_HARDWARE_ADDRESS: `52:54:00:77:00:${number.toString(16).padStart(2, '0')}`,
      LAB_FIRST_PID: String(number * 10_000),
      LAB_SEED: randomBytes(32).toString('hex'),
      LAB_TIME: (Date.now() / 1_000).toFixed(3),
    });
    if (answer.code !== 0) throw new Error(`guest/configure.sh fails: ${answer.stdout}${answer.stderr}`);
    return { machine, agent, address };
  } catch (cause) {
    await machine.kill();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`host ${name} does not start: ${why}\nSee ${relative(ROOT, folder)}`, { cause });
  }
}
