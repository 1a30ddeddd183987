import type { TreeFinding } from '../finding.js';
import { describeFiles, type OpenFile, socketInode } from '../open-file.js';
import type { TcpSocket } from '../tcp-socket.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/**
 * Connected TCP sockets, which CRIU dumps only when it may take them into repair
 * mode (tcp_established) or drop them (tcp_close), and listening ones with
 * connections that nobody has accepted yet.
 *
 * Unix sockets whose peer is outside of the tree would be the same kind of
 * finding, but /proc shows no peer; nor the family of sockets that CRIU does not
 * know (vsock, MPTCP, SCTP). Both are left to CRIU to tell.
 */
export function findTcpConnections({ processes, tcpSockets }: TreeSnapshot): TreeFinding[] {
  const findings: TreeFinding[] = [];
  const seen = new Set<bigint>();
  for (const { facts, files, namespaces } of processes) {
    for (const file of files ?? []) {
      const inode = socketInode(file);
      const socket = inode === undefined ? undefined : tcpSockets.get(namespaces.net ?? '')?.get(inode);
      if (socket === undefined || seen.has(socket.inode)) continue;
      seen.add(socket.inode);
      findings.push(...findingsOf(facts.pid, file, socket));
    }
  }
  return findings;
}

function findingsOf(pid: number, file: OpenFile, socket: TcpSocket): TreeFinding[] {
  const { state, local, remote, receiveQueue } = socket;
  if (state === 'CLOSE' || state === 'UNKNOWN') return [];
  if (state === 'LISTEN') {
    if (receiveQueue === 0) return [];
    return [
      {
        severity: 'warning',
        reason: 'TCP_CONNECTION',
        pid,
        object: describeFiles([file], `TCP ${local} LISTEN with ${receiveQueue} connections not accepted`),
        message: `Process ${pid} has not yet accepted ${receiveQueue} connections to ${local}.`,
        cure: 'A dump fails while there are such; try again, or let it drop them with tcp.skip_in_flight.',
        option: 'tcp.skip_in_flight',
      },
    ];
  }
  return [
    {
      severity: 'option',
      reason: 'TCP_CONNECTION',
      pid,
      object: describeFiles([file], `TCP ${local} ↔ ${remote} ${state}`),
      message: `Process ${pid} has a TCP connection from ${local} to ${remote} in state ${state}.`,
      cure: 'Set tcp.established to keep the connections over dump and restore, or tcp.close to drop them.',
      option: 'tcp.established',
      alternative: 'tcp.close',
    },
  ];
}
