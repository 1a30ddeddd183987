import type { CheckpointOptions } from '../../../checkpoint/index.js';
import type { PreflightFinding } from '../finding.js';
import { formatEndpoint } from '../socket-needs.js';
import type { SeenPort, TargetSight } from '../target-sight.js';
import type { ConnectionNeed, PortNeed, TreeNeeds } from '../tree-needs.js';

/** The pids of the tree with those of the target. */
export function comparePids(needs: TreeNeeds, sight: TargetSight): PreflightFinding[] {
  const findings: PreflightFinding[] = [];
  for (const { pid, kind, holderPid, holderName, dead } of sight.holders) {
    const who = `${holderPid} (${holderName})`;
    findings.push({
      kind: dead ? 'pid-zombie' : 'pid-taken',
      severity: dead ? 'warning' : 'blocking',
      subject: String(pid),
      message: dead
        ? `The tree needs the pid ${pid}, and the dead process ${who} keeps it on the target until it is reaped.`
        : `The tree needs the pid ${pid}, and on the target it is taken as the ${kind} ${pid === holderPid ? who : `of process ${who}`}.`,
      remedy: dead
        ? 'Make its parent reap it: the restore waits for that only so long.'
        : 'End that process, move the tree elsewhere, or start it in a pid namespace of its own next time.',
    });
  }
  const { pidMax } = sight.host;
  for (const pid of needs.pids.filter((one) => one >= pidMax)) {
    findings.push({
      kind: 'pid-out-of-range',
      severity: 'blocking',
      subject: String(pid),
      message: `The tree needs the pid ${pid}, and on the target they end at ${pidMax - 1}.`,
      remedy: `On the target: sysctl kernel.pid_max=${needs.host.pidMax}.`,
    });
  }
  return findings;
}

/** The ports and addresses of the tree with those of the target. */
export function compareSockets(
  needs: TreeNeeds,
  { tcpClose = false }: Pick<CheckpointOptions, 'tcpClose'>,
  sight: TargetSight,
): PreflightFinding[] {
  const findings = needs.ports.flatMap((port) => comparePort(port, sight.ports));
  const connections = tcpClose ? [] : needs.connections;

  const absent = new Map<string, string[]>();
  for (const { address, port, ...rest } of [...needs.ports, ...connections]) {
    if (isEverywhere(address) || sight.addresses.has(address)) continue;
    const what =
      'peerAddress' in rest
        ? `connection with ${formatEndpoint(rest.peerAddress, rest.peerPort)}`
        : `${rest.protocol} port ${port}`;
    absent.set(address, [...(absent.get(address) ?? []), what]);
  }
  for (const [address, users] of absent) {
    findings.push({
      kind: 'address-absent',
      severity: 'warning',
      subject: address,
      message: `The target does not have the address ${address} of the ${users.slice(0, 3).join(', ')}${users.length > 3 ? ` and ${users.length - 3} more` : ''}.`,
      remedy:
        'Move the address in hooks: off the source when its network is locked, onto the target before the tree is restored. Or drop the connections with tcp.close.',
    });
  }
  return [...findings, ...connections.filter(leavesPeer).map(peerStays), ...compareUnix(needs, sight)];
}

function comparePort(need: PortNeed, ports: readonly SeenPort[]): PreflightFinding[] {
  const rivals = ports.filter(({ protocol, port }) => protocol === need.protocol && port === need.port);
  const clashes = rivals.map(({ address }) => clash(need.address, address));
  const sure = clashes.includes('sure');
  if (!sure && !clashes.includes('perhaps')) return [];
  const subject = `${need.protocol} ${formatEndpoint(need.address, need.port)}`;
  return [
    {
      kind: 'port-taken',
      // UDP sockets can share a port, when all of them have asked for it.
      severity: sure && need.protocol === 'tcp' ? 'blocking' : 'warning',
      subject,
      message: `Process ${need.pid} has the port ${subject}, and on the target another socket has it.`,
      remedy: `End what has it on the target; it is shown by: ss -lnp 'sport = :${need.port}'.`,
    },
  ];
}

/** Two sockets with the same port: one of IPv6 for every address mostly has those of IPv4 too, but need not. */
function clash(one: string, other: string): 'sure' | 'perhaps' | 'none' {
  if (one === other) return 'sure';
  const six = (address: string) => address.includes(':');
  const every = (address: string) => address === '0.0.0.0' || address === '::';
  if (!every(one) && !every(other)) return 'none';
  if (six(one) === six(other)) return 'sure';
  return one === '::' || other === '::' ? 'perhaps' : 'none';
}

function isEverywhere(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '::1' || address.startsWith('127.');
}

/** The other end of a connection within the host is left behind, unless it is in the tree. */
function leavesPeer({ address, peerAddress, within }: ConnectionNeed): boolean {
  return !within && (address === peerAddress || isEverywhere(peerAddress));
}

function peerStays({ pid, address, port, peerAddress, peerPort }: ConnectionNeed): PreflightFinding {
  const ends = `${formatEndpoint(address, port)} ↔ ${formatEndpoint(peerAddress, peerPort)}`;
  return {
    kind: 'loopback-peer',
    severity: 'warning',
    subject: ends,
    message: `Process ${pid} has the connection ${ends} within the source, and its other end is not in the tree: it stays there, and the connection breaks.`,
    remedy: 'Move both ends as one tree, or let the program connect again.',
  };
}

function compareUnix(needs: TreeNeeds, sight: TargetSight): PreflightFinding[] {
  return needs.unixSockets.flatMap(({ name, pid }): PreflightFinding[] => {
    const seen = sight.unixNames.get(name);
    if (seen?.entry === 'no directory') {
      return [
        {
          kind: 'unix-directory-missing',
          severity: 'blocking',
          subject: name,
          message: `Process ${pid} has a unix socket at ${name}, and the target has no such directory.`,
          remedy: 'Make the directory on the target, with the same owner and mode.',
        },
      ];
    }
    // A socket nobody has any more is replaced.
    if (seen === undefined || (!seen.bound && seen.entry !== 'other')) return [];
    return [
      {
        kind: 'unix-address-taken',
        severity: 'blocking',
        subject: name,
        message: `Process ${pid} has a unix socket at ${name}, and on the target ${seen.bound ? 'another socket has that name' : 'a file of another kind is there'}.`,
        remedy: 'End what has the name on the target, or remove the file.',
      },
    ];
  });
}
