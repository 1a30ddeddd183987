import type { CriuVersion } from '../../criu/index.js';
import type { Cgroup, NamespaceKind, SecurityModule } from '../../host/index.js';

/** One host, as far as it matters to a tree that comes from it or goes to it. */
export interface HostFacts {
  readonly hostname: string;
  /** Another one after each boot. */
  readonly bootId: string;
  /** criud's, `pid:[4026531836]`. */
  readonly pidNamespace: string;
  /** As `uname -r` says. */
  readonly kernelRelease: string;
  /** As `uname -m` says. */
  readonly architecture: string;
  readonly pageBytes: number;
  /** No pid reaches it. */
  readonly pidMax: number;
  readonly securityModule: SecurityModule;
  /** Undefined where CRIU cannot be asked. */
  readonly criu?: CriuCapabilities;
}

export interface CriuCapabilities {
  readonly version: CriuVersion;
  /** Soft-dirty tracking: pre-dumps work. */
  readonly memoryTracking: boolean;
  /** userfaultfd: lazy restores work. */
  readonly lazyPages: boolean;
}

export type FileType = 'regular' | 'directory' | 'fifo' | 'character-device' | 'block-device';

export type FileUse = 'executable' | 'mapping' | 'open' | 'working-directory' | 'root-directory';

/** A file that the tree has open, mapped, runs or stands in, once for all of its processes. */
export interface FileNeed {
  /** As CRIU will look for it: as criud sees it, or, with `ownMounts`, in the mount namespace of the tree. Without ` (deleted)`. */
  readonly path: string;
  readonly type: FileType;
  readonly uses: readonly FileUse[];
  /** A process that uses it. */
  readonly pid: number;
  /** `st_mode`, with the type in it: CRIU compares all of it. */
  readonly mode: number;
  /** In bytes; of regular files. */
  readonly size?: number;
  /** CRIU compares the size, and the build-id where there is one: not for what is only appended to. */
  readonly comparesSize: boolean;
  /** The tree can write to it, so that size and content can still change until it is frozen. */
  readonly written: boolean;
  /** `1:3`; of devices. */
  readonly device?: string;
  /** Hexadecimal, from the notes of an ELF file. */
  readonly buildId?: string;
  /** `DEVICE:INODE`: means something only within one boot of one host. */
  readonly identity: string;
  /** Set where its name is gone: how many other names are left. With 0 it comes along in the images (a ghost). */
  readonly removed?: { readonly links: number };
  /** It lies in a mount namespace of the tree. */
  readonly ownMounts: boolean;
}

/** A port that the tree listens on, or where it receives. */
export interface PortNeed {
  readonly protocol: 'tcp' | 'udp';
  /** Without brackets; `0.0.0.0` and `::` stand for every address. */
  readonly address: string;
  readonly port: number;
  readonly pid: number;
}

/** A TCP connection with an end in the tree. */
export interface ConnectionNeed {
  /** Without brackets, as the other. */
  readonly address: string;
  readonly port: number;
  readonly peerAddress: string;
  readonly peerPort: number;
  readonly pid: number;
  /** The other end is in the tree too. */
  readonly within: boolean;
}

/** A unix socket that has a name to be found by. */
export interface UnixSocketNeed {
  /** A path, or `@` and an abstract name. */
  readonly name: string;
  readonly pid: number;
}

/** Something of the tree that the needs do not tell. */
export interface NeedGap {
  readonly what: 'processes' | 'threads' | 'files' | 'sockets' | 'cpu';
  /** How many of it, as far as it is known. */
  readonly count?: number;
  /** Why: a limit was reached, criud may not look, or the tree changed faster than it could be read. */
  readonly why: string;
}

/** What a tree needs of the host that it is to go on running on. Plain data: it goes to another host as JSON. */
export interface TreeNeeds {
  readonly host: HostFacts;
  readonly root: { readonly pid: number; readonly startTime: string; readonly name: string };
  readonly processes: number;
  /** `cpuinfo.img` of CPUINFO_DUMP in base64; empty where there is none, and then there is a gap. */
  readonly cpuInfo: string;
  /** The numbers of its processes and threads; none with a pid namespace of its own. */
  readonly pids: readonly number[];
  readonly files: readonly FileNeed[];
  /** Those in the network namespace of criud, as are connections and abstract names: others have their own host. */
  readonly ports: readonly PortNeed[];
  readonly connections: readonly ConnectionNeed[];
  readonly unixSockets: readonly UnixSocketNeed[];
  /** Terminals whose other side is outside of the tree, in words: `fds 0, 1, 2 → /dev/pts/3`. */
  readonly terminals: readonly string[];
  /** The namespaces in which it, or a part of it, lives apart from criud. */
  readonly ownNamespaces: readonly NamespaceKind[];
  /** None where it lives in the cgroups of criud: CRIU then leaves them alone. */
  readonly cgroups: readonly Cgroup[];
  /** The profiles or contexts that confine a part of it, each once. */
  readonly securityLabels: readonly string[];
  readonly memory: {
    /** About what its images take, on the disk and on the way. */
    readonly imageBytes: number;
    /** What its processes have in memory, summed up: what they share counts for each. */
    readonly residentBytes: number;
  };
  readonly gaps: readonly NeedGap[];
}

/** How much of a tree is told at most; the rest is a gap. */
export interface NeedLimits {
  readonly files: number;
  readonly pids: number;
  readonly sockets: number;
}

/** About 2 MiB as JSON. */
export const NEED_LIMITS: NeedLimits = { files: 5000, pids: 20_000, sockets: 5000 };
