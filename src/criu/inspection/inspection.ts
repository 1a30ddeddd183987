/** What was dumped, as the images tell it. Contents of memory are not in it. */
export interface Inspection {
  /** Each behind its parent; the first is the root of the tree. */
  readonly processes: readonly InspectedProcess[];
  /** Each once, however many descriptors, mappings and folders name it. */
  readonly files: readonly InspectedFile[];
  readonly sockets: readonly InspectedSocket[];
  readonly needs: RestoreNeeds;
}

/** Ids are those of the tree's own pid namespace. */
export interface InspectedProcess {
  readonly pid: number;
  /** 0 of the root. */
  readonly parentPid: number;
  readonly processGroup: number;
  readonly session: number;
  readonly state: 'running' | 'stopped' | 'zombie' | 'unknown';
  /** At most 15 bytes. */
  readonly name: string;
  /** The words of its command line, as far as they could be read. */
  readonly arguments: readonly string[];
  /** `NAME=value`; none where it was not asked for. */
  readonly environment: readonly string[];
  /** More of the arguments or of the environment was there, and was left out because of its length. */
  readonly cut: boolean;
  /** Empty of a zombie, like all that follows. */
  readonly executable: string;
  readonly workingDirectory: string;
  readonly rootDirectory: string;
  readonly uid: number;
  readonly gid: number;
  /** The main thread first. */
  readonly threads: readonly InspectedThread[];
  readonly mappings: readonly InspectedMapping[];
  readonly descriptors: readonly InspectedDescriptor[];
}

export interface InspectedThread {
  readonly tid: number;
  readonly name: string;
}

export interface InspectedMapping {
  readonly start: bigint;
  readonly end: bigint;
  /** As in /proc/PID/maps: `rw-p`. */
  readonly permissions: string;
  /** The mapped file, or `[heap]`, `[stack]`, `[vdso]` and the like; empty of other memory. */
  readonly name: string;
  /** Bytes. */
  readonly offset: bigint;
  /** Of its memory, in the images or in those of their parents; what is shared counts in each mapping. */
  readonly dumpedBytes: bigint;
}

export interface InspectedDescriptor {
  readonly descriptor: number;
  /** Of a file or a socket. */
  readonly id: number;
  readonly closeOnExec: boolean;
}

export interface InspectedFile {
  readonly id: number;
  /** `regular`, `pipe`, `fifo`, `tty`, `memfd`, `eventfd`, … */
  readonly kind: string;
  /** Empty where it has none. */
  readonly path: string;
  /** `O_RDWR|O_APPEND`; empty where they are not recorded. */
  readonly flags: string;
  readonly position: bigint;
  readonly size?: bigint;
  /** In hexadecimal; empty where it is not recorded. */
  readonly buildId: string;
  /** Its path did not lead to it any more. */
  readonly removed: boolean;
  /** Of a pipe or FIFO: the same of all its ends; 0 of other files. */
  readonly pipeId: number;
}

/** Texts are empty where there is nothing to tell. */
export interface InspectedSocket {
  readonly id: number;
  readonly family: 'inet' | 'inet6' | 'unix' | 'netlink' | 'packet';
  readonly type: string;
  readonly protocol: string;
  readonly state: string;
  readonly local: string;
  readonly remote: string;
  /** Of a unix socket: its other end in this checkpoint; 0 where there is none. */
  readonly peerId: number;
}

/** What a restore finds or needs on the host. Lists are sorted. */
export interface RestoreNeeds {
  readonly imageVersion: number;
  readonly pids: readonly number[];
  readonly paths: readonly string[];
  readonly addresses: readonly string[];
  readonly mounts: readonly InspectedMount[];
  readonly namespaces: readonly string[];
  readonly cgroups: readonly string[];
  readonly securityModule: 'none' | 'selinux' | 'apparmor';
  readonly securityLabels: readonly string[];
  readonly establishedConnections: number;
  /** In the images of this checkpoint and in those of its parents. */
  readonly memoryBytes: bigint;
  readonly terminalOutside: boolean;
}

export interface InspectedMount {
  readonly path: string;
  readonly type: string;
  readonly source: string;
  readonly root: string;
  readonly external: boolean;
}
