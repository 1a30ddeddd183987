import { execFile } from 'node:child_process';
import { isOnSearchPath, searchPath } from '../criu/index.js';

/*
 * What CRIU makes in a firewall to lock connections, of each of its two ways (network_lock):
 *
 * - nftables, since CRIU 3.16: a table `inet CRIU-<id>` for each dump. Its sets conns4 and conns6 hold each connection
 *   in both directions; for a tree with a network namespace of its own it has chains with the policy drop instead.
 * - iptables: a rule for each direction of each connection, which spares only packets with CRIU's mark; for a tree with
 *   a network namespace of its own a chain CRIU, to which INPUT and OUTPUT jump.
 */

/** Milliseconds for a program of the firewall, which waits for the lock of another one. */
const PATIENCE = 5_000;
const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** A program of the firewall with its arguments. */
export interface FirewallCommand {
  readonly program: string;
  readonly arguments: readonly string[];
}

/** Packets that are dropped for CRIU: of one direction of a connection, or all in the network namespace. */
export interface DroppedPackets {
  readonly kind: 'nftables' | 'iptables';
  /** The table, or the rule. */
  readonly name: string;
  /** Addresses with ports, as TcpSocket has them; undefined when all packets are dropped. */
  readonly connection?: { readonly source: string; readonly destination: string };
  /** What lets these packets through again. */
  readonly removal: readonly FirewallCommand[];
  /** What removes the table, rather than only these packets from it; nftables only. */
  readonly tableRemoval?: readonly FirewallCommand[];
}

export interface FirewallReading {
  readonly dropped: readonly DroppedPackets[];
  /** What could not be read, and why. */
  readonly unknown: readonly string[];
}

/** The programs that list iptables: of the backend that the host has chosen, and of the two there are. */
const IPTABLES = ['', '-nft', '-legacy'].flatMap((backend) => [`iptables${backend}`, `ip6tables${backend}`]);

/**
 * Reads what CRIU drops in the network namespace of a process; of criud itself
 * when there is no pid. A program that is missing makes that part unknown only
 * when nothing else lists it.
 */
export async function readFirewall(pid: number | undefined): Promise<FirewallReading> {
  const dropped = new Map<string, DroppedPackets>();
  const unknown: string[] = [];
  const add = (found: readonly DroppedPackets[]) => {
    for (const one of found) {
      // The chosen backend lists what its own program lists too.
      const key = JSON.stringify([one.kind, one.name, one.connection]);
      if (!dropped.has(key)) dropped.set(key, one);
    }
  };

  const rules = await run({ program: 'nft', arguments: ['-j', 'list', 'ruleset'] }, pid);
  if ('error' in rules) unknown.push(`nftables: ${rules.error}`);
  else add(parseRuleset(rules.output));

  const programs = IPTABLES.filter((program) => isOnSearchPath(`${program}-save`));
  for (const program of programs) {
    // Without a table named, it loads none that is not there.
    const saved = await run({ program: `${program}-save`, arguments: [] }, pid);
    if ('error' in saved) unknown.push(`${program}: ${saved.error}`);
    else add(parseSavedRules(saved.output, program));
  }
  return { dropped: [...dropped.values()], unknown };
}

/** Runs a program of the firewall in the network namespace of a process; gives why it failed. */
export async function changeFirewall(
  command: FirewallCommand,
  pid: number | undefined,
): Promise<string | undefined> {
  const result = await run(command, pid);
  return 'error' in result ? result.error : undefined;
}

/** Parses what `nft -j list ruleset` tells of CRIU's tables; nothing in what is no such thing. */
export function parseRuleset(text: string): DroppedPackets[] {
  const objects = listOf(parseJson(text), 'nftables');
  return objects.flatMap((object): DroppedPackets[] => {
    const set = fieldOf(object, 'set');
    const chain = fieldOf(object, 'chain');
    const table = String(fieldOf(set ?? chain, 'table') ?? '');
    if (!/^CRIU(?:-[\w-]+)?$/.test(table) || fieldOf(set ?? chain, 'family') !== 'inet') return [];
    const tableRemoval = [nft('delete', 'table', 'inet', table)];
    if (chain !== undefined) {
      if (fieldOf(chain, 'policy') !== 'drop') return [];
      return [{ kind: 'nftables', name: `inet ${table}`, removal: tableRemoval, tableRemoval }];
    }
    return listOf(set, 'elem').flatMap((element): DroppedPackets[] => {
      const [source, sourcePort, destination, destinationPort] = listOf(element, 'concat').map(String);
      if (source === undefined || sourcePort === undefined) return [];
      if (destination === undefined || destinationPort === undefined) return [];
      const packets = `{ ${source} . ${sourcePort} . ${destination} . ${destinationPort} }`;
      const setName = String(fieldOf(set, 'name'));
      return [
        {
          kind: 'nftables',
          name: `inet ${table}`,
          connection: {
            source: endpoint(source, sourcePort),
            destination: endpoint(destination, destinationPort),
          },
          removal: [nft('delete', 'element', 'inet', table, setName, packets)],
          tableRemoval,
        },
      ];
    });
  });
}

/** Parses what iptables-save or ip6tables-save tells of CRIU's rules. `program` is the one that removes them. */
export function parseSavedRules(text: string, program: string): DroppedPackets[] {
  const remove = (words: readonly string[]): FirewallCommand => ({ program, arguments: ['-w', ...words] });
  const lines = text.split('\n').map((line) => line.trim());
  const dropped = lines.flatMap((line): DroppedPackets[] => {
    if (!/^-A (?:INPUT|OUTPUT) .*! --mark 0xc114(?:\/0xffffffff)? .*-j DROP$/i.test(line)) return [];
    const [source, destination] = ['s', 'd'].map((flag) => argumentOf(line, `-${flag}`)?.split('/')[0]);
    const [sourcePort, destinationPort] = ['sport', 'dport'].map((flag) => argumentOf(line, `--${flag}`));
    if (source === undefined || sourcePort === undefined) return [];
    if (destination === undefined || destinationPort === undefined) return [];
    return [
      {
        kind: 'iptables',
        name: `${family(program)} ${line}`,
        connection: {
          source: endpoint(source, sourcePort),
          destination: endpoint(destination, destinationPort),
        },
        removal: [remove(line.replace(/^-A/, '-D').split(/\s+/))],
      },
    ];
  });
  const jumps = lines.filter((line) => /^-A (?:INPUT|OUTPUT) -j CRIU$/.test(line));
  if (!lines.includes('-A CRIU -j DROP') || jumps.length === 0) return dropped;
  return [
    ...dropped,
    {
      kind: 'iptables',
      name: `${family(program)} chain CRIU`,
      removal: [
        ...jumps.map((line) => remove(line.replace(/^-A/, '-D').split(' '))),
        remove(['-F', 'CRIU']),
        remove(['-X', 'CRIU']),
      ],
    },
  ];
}

/** `[::1]:80` and `127.0.0.1:80`, as TcpSocket has them. */
function endpoint(address: string, port: string): string {
  return address.includes(':') ? `${new URL(`http://[${address}]`).hostname}:${port}` : `${address}:${port}`;
}

function nft(...words: readonly string[]): FirewallCommand {
  return { program: 'nft', arguments: words };
}

function family(program: string): string {
  return program.startsWith('ip6') ? 'ip6tables' : 'iptables';
}

function argumentOf(line: string, flag: string): string | undefined {
  const words = line.split(/\s+/);
  const at = words.indexOf(flag);
  return at < 0 ? undefined : words[at + 1];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}

function listOf(object: unknown, name: string): readonly unknown[] {
  const list = fieldOf(object, name);
  return Array.isArray(list) ? list : [];
}

function run(
  { program, arguments: words }: FirewallCommand,
  pid: number | undefined,
): Promise<{ readonly output: string } | { readonly error: string }> {
  const needed = pid === undefined ? [program] : ['nsenter', program];
  const missing = needed.find((name) => !isOnSearchPath(name));
  if (missing !== undefined) return Promise.resolve({ error: `${missing} is not installed` });
  const [file = '', ...rest] =
    pid === undefined ? [program, ...words] : ['nsenter', `--net=/proc/${pid}/ns/net`, program, ...words];
  const settings = {
    env: { PATH: searchPath(), LC_ALL: 'C' },
    cwd: '/',
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    maxBuffer: LONGEST_OUTPUT,
  } as const;
  return new Promise((resolve) => {
    execFile(file, rest, settings, (error, stdout, stderr) => {
      if (error === null) return resolve({ output: stdout });
      const said = stderr.trim().split('\n')[0] ?? '';
      const how = error.killed ? `did not end within ${PATIENCE} ms` : said || `failed (${error.code})`;
      resolve({ error: `${program} ${how}` });
    });
  });
}
