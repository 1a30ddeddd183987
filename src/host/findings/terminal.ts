import type { TreeFinding } from '../finding.js';
import { describeFiles, deviceNumbers, infoValue, type OpenFile } from '../open-file.js';
import { describeProcess, readProcess } from '../process.js';
import type { ProcessSnapshot, TreeSnapshot } from '../tree-snapshot.js';

interface OpenTerminal {
  readonly owner: ProcessSnapshot;
  readonly device: bigint;
  /** The number of a pseudo-terminal, shared by its two sides; undefined for every other terminal. */
  readonly index: number | undefined;
  readonly side: 'master' | 'slave' | 'controlling' | 'console';
  readonly files: readonly OpenFile[];
}

/**
 * Terminals that reach out of the tree. CRIU wants either both sides of a
 * pseudo-terminal in the tree, or to be told that somebody will hand it a
 * terminal at restore: shell_job, or orphan_pts_master for one whose session is
 * in the tree. At most one may be so. And the session that a terminal controls
 * must have its leader in the tree: with shell_job CRIU would dump the tree and
 * restore it into the session that CRIU itself is in, and criud has no session
 * with a terminal to give. And who has /dev/tty open must also have the terminal
 * open that it stands for.
 */
export function findTerminals({ processes }: TreeSnapshot): TreeFinding[] {
  const terminals = processes.flatMap(terminalsOf);
  const inside = new Set(processes.map(({ facts }) => facts.pid));
  const masters = new Set(terminals.filter(({ side }) => side === 'master').map(({ index }) => index));
  const unpaired = terminals.filter(({ side, index }) => side === 'slave' && !masters.has(index));
  const lent = unpaired[0]?.index;

  return terminals.flatMap((terminal): TreeFinding[] => {
    const { owner, device, index, files } = terminal;
    const pid = owner.facts.pid;
    const common = { reason: 'TERMINAL', pid, object: describeFiles(files) } as const;
    const name = files[0]?.link ?? '';
    if (unpaired.includes(terminal) && index !== lent) {
      return [
        {
          ...common,
          severity: 'blocking',
          message: `Process ${pid} uses ${name}, the second terminal whose other side is outside of the tree.`,
          cure: 'CRIU can take over one such terminal. Start the processes of the tree on the same terminal, or without one.',
          externalKey: externalKey(files),
        },
      ];
    }
    const controls = terminal.side === 'controlling' || device === BigInt(owner.facts.terminal);
    const { session } = owner.facts;
    if (controls && owner.facts.terminal !== 0 && !inside.has(session)) {
      const leader = describeProcess(readProcess(session) ?? { pid: session, name: 'unknown' });
      return [
        {
          ...common,
          severity: 'blocking',
          reason: 'SESSION_LEADER_OUTSIDE',
          message: `Process ${pid} uses the terminal ${name} of session ${session}, whose leader ${leader} is outside of the tree: it could not be restored.`,
          cure: `Dump the leader ${leader} together with its jobs, with terminal.shell_job; or start the program on a terminal of its own (tmux, script), or without one (setsid, with its output in a file).`,
        },
      ];
    }
    if (unpaired.includes(terminal)) {
      return [
        {
          ...common,
          severity: 'option',
          message: `Process ${pid} uses the terminal ${name}, whose master is held outside of the tree.`,
          cure: 'Set terminal.shell_job, and restore with a terminal; or dump the process that has the master with its tree.',
          option: 'terminal.shell_job',
          alternative: 'terminal.orphan_pts_master',
          externalKey: externalKey(files),
        },
      ];
    }
    if (terminal.side === 'controlling' && owner.facts.terminal !== 0 && !hasSlaveOf(terminals, terminal)) {
      return [
        {
          ...common,
          severity: 'blocking',
          message: `Process ${pid} has /dev/tty open and not the terminal that it stands for.`,
          cure: 'CRIU finds the terminal by another file of the same process: let it keep one open, or close /dev/tty.',
          externalKey: externalKey(files),
        },
      ];
    }
    return [];
  });
}

/** Whether the process that has /dev/tty open also has the slave it leads to. */
function hasSlaveOf(terminals: readonly OpenTerminal[], { owner }: OpenTerminal): boolean {
  return terminals.some((one) => one.owner === owner && one.device === BigInt(owner.facts.terminal));
}

/** The terminals of a process, each with all files that are it. */
function terminalsOf(owner: ProcessSnapshot): OpenTerminal[] {
  const found = new Map<string, OpenTerminal>();
  for (const file of owner.files ?? []) {
    const side = sideOf(file);
    const device = file.status?.rdev;
    if (side === undefined || device === undefined) continue;
    const said = infoValue(file, 'tty-index');
    const { minor } = deviceNumbers(device);
    const index = said !== undefined ? Number(said) : side === 'slave' ? minor : undefined;
    const key = `${side} ${device} ${side === 'master' ? index : ''}`;
    const files = [...(found.get(key)?.files ?? []), file];
    found.set(key, { owner, device, index, side, files });
  }
  return [...found.values()];
}

/** Which kind of terminal a file is, in the classes of CRIU; undefined for none, and for one hung up. */
function sideOf(file: OpenFile): OpenTerminal['side'] | undefined {
  if (file.status === undefined || !file.status.isCharacterDevice()) return undefined;
  const { major, minor } = deviceNumbers(file.status.rdev);
  if (major === 5 && minor === 2) return 'master';
  if (major >= 128 && major <= 135) return 'master';
  // A slave whose master has been closed loses its name: CRIU asks nothing for that.
  if (major === 136) return file.removed ? undefined : 'slave';
  if (major === 5 && minor === 0) return 'controlling';
  if ((major === 5 && minor === 1) || (major === 4 && minor >= 1 && minor <= 63)) return 'console';
  return undefined;
}

/** `tty[RDEV:DEV]` in hexadecimal. */
function externalKey(files: readonly OpenFile[]): string {
  const status = files[0]?.status;
  return `tty[${status?.rdev.toString(16)}:${status?.dev.toString(16)}]`;
}
