import { readFileSync } from 'node:fs';
import type { Daemon } from '../integration/daemon.js';
import type { CutOffClient } from './cut-off-client.js';

/** Something that goes wrong while an operation goes on. */
export type Fault =
  /** SIGKILL, and criud is started again. */
  | 'kill criud'
  /** The socket of the client that began the operation and watches it is destroyed. */
  | 'client gone'
  /** The timeout of the operation is over. */
  | 'deadline'
  | 'cancel'
  /** SIGKILL to the child of criud. */
  | 'kill CRIU'
  /** SIGTERM, and criud is started again. */
  | 'stop criud'
  /** The same where criud gives what goes on some time to end. */
  | 'stop criud with drain';

/** Whether criud has to be started again. */
export function endsCriud(fault: Fault): boolean {
  return fault === 'kill criud' || fault === 'stop criud' || fault === 'stop criud with drain';
}

/**
 * Lets a fault come now.
 *
 * @param name of the operation
 * @param own the client that began it
 * @param criu the CRIUs that were there a moment ago
 * @returns whether there was something that it could come to
 */
export async function bring(
  fault: Fault,
  daemon: Daemon,
  name: string,
  own: CutOffClient | undefined,
  criu: readonly number[],
): Promise<boolean> {
  switch (fault) {
    case 'kill criud':
      return kill(daemon.pid, 'SIGKILL');
    case 'stop criud':
    case 'stop criud with drain':
      return kill(daemon.pid, 'SIGTERM');
    case 'cancel':
      await daemon.client.operations.cancelOperation({ name });
      return true;
    case 'client gone':
      own?.cut();
      return true;
    case 'kill CRIU':
      return (criu.length > 0 ? criu : await criusOf(daemon))
        .map((pid) => kill(pid, 'SIGKILL'))
        .includes(true);
    case 'deadline':
      return true;
  }
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Those children of criud that are CRIU, whatever it calls itself. */
export async function criusOf(daemon: Daemon): Promise<readonly number[]> {
  return (await daemon.children()).filter((pid) => {
    try {
      return /\/criu$/m.test(readFileSync(`/proc/${pid}/maps`, 'latin1'));
    } catch {
      return false;
    }
  });
}
