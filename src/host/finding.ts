import { Failure, type Reason } from '../failure/index.js';

/**
 * How much a finding matters: `blocking` and no dump can succeed on this
 * machine; `option` and it fails unless the named option is set; `warning` and
 * it may fail, or behave otherwise than one expects.
 */
export type Severity = 'blocking' | 'option' | 'warning';

/** The options of a dump that can cure a finding, by their name in the API. */
export type CuringOption =
  | 'tcp.established'
  | 'tcp.close'
  | 'tcp.skip_in_flight'
  | 'terminal.shell_job'
  | 'terminal.orphan_pts_master'
  | 'files.file_locks'
  | 'files.ghost_limit_bytes'
  | 'files.link_remap'
  | 'namespaces.external';

/** Something in a tree that CRIU cannot dump, or only with an option. */
export interface TreeFinding {
  readonly severity: Severity;
  readonly reason: Reason;
  /** The process it was found in. */
  readonly pid: number;
  /** What it is: `fd 5 → TCP 127.0.0.1:80 ↔ 127.0.0.1:5555 ESTABLISHED`. */
  readonly object: string;
  readonly message: string;
  /** What to do about it. */
  readonly cure: string;
  /** The option that cures it; with `option` always, with `warning` perhaps. */
  readonly option?: Exclude<CuringOption, 'terminal.orphan_pts_master'>;
  /** Another option that would cure it as well, in its own way. */
  readonly alternative?: CuringOption;
  /** With files.ghost_limit_bytes: the bytes on the disk that CRIU would have to copy. */
  readonly bytes?: number;
  /** With namespaces.external, or beside another option: the key that takes the object out of CRIU's hands. */
  readonly externalKey?: string;
}

/** The options of a dump that decide what stands in its way; absent is CRIU's default. */
export interface CuringOptions {
  readonly tcpEstablished?: boolean | undefined;
  readonly tcpClose?: boolean | undefined;
  readonly shellJob?: boolean | undefined;
  readonly orphanPtsMaster?: boolean | undefined;
  readonly fileLocks?: boolean | undefined;
  readonly ghostLimitBytes?: number | undefined;
  readonly linkRemap?: boolean | undefined;
  /** Keys as CRIU takes them: `file[1a:2b]`, `tty[8803:16]`, `pid[4026531836]`; what follows a `]:` is ignored. */
  readonly external?: readonly string[] | undefined;
}

/** CRIU's ghost_limit when none is set. */
export const DEFAULT_GHOST_LIMIT_BYTES = 1024 * 1024;

/** Those findings of a report that make a dump with these options fail, the gravest first. */
export function refusedBy(
  { findings }: { readonly findings: readonly TreeFinding[] },
  options: CuringOptions,
): TreeFinding[] {
  const external = new Set(options.external?.map((key) => key.replace(/\].*$/, ']')));
  return findings.filter((finding) => {
    if (finding.severity === 'warning') return false;
    if (finding.externalKey !== undefined && external.has(finding.externalKey)) return false;
    if (finding.severity === 'blocking') return true;
    return ![finding.option, finding.alternative].some((option) => isCured(finding, option, options));
  });
}

function isCured({ bytes }: TreeFinding, option: CuringOption | undefined, options: CuringOptions): boolean {
  switch (option) {
    case 'tcp.established':
      return options.tcpEstablished === true;
    case 'tcp.close':
      return options.tcpClose === true;
    case 'terminal.shell_job':
      return options.shellJob === true;
    case 'terminal.orphan_pts_master':
      return options.orphanPtsMaster === true;
    case 'files.file_locks':
      return options.fileLocks === true;
    case 'files.link_remap':
      return options.linkRemap === true;
    case 'files.ghost_limit_bytes':
      return (bytes ?? 0) <= (options.ghostLimitBytes ?? DEFAULT_GHOST_LIMIT_BYTES);
    default:
      return false;
  }
}

/**
 * The failure that refuses a dump because of findings, of which there is at
 * least one: it has the reason of the first and tells the others.
 */
export function refusal(findings: readonly [TreeFinding, ...TreeFinding[]]): Failure {
  const [first, ...others] = findings;
  const more = others.length === 0 ? '' : ` And ${others.length} more: ${summary(others)}.`;
  const cures = new Set(findings.map((finding) => finding.cure));
  return new Failure(first.reason, first.message + more, {
    cure: [...cures].slice(0, 5).join(' '),
    metadata: {
      pid: String(first.pid),
      object: first.object,
      ...(first.option === undefined ? {} : { option: first.option }),
      findings: String(findings.length),
    },
  });
}

function summary(findings: readonly TreeFinding[]): string {
  const said = findings
    .slice(0, 5)
    .map((finding) => `${finding.reason} in ${finding.pid}: ${finding.object}`);
  return said.join('; ') + (findings.length > said.length ? '; …' : '');
}
